import Chapters
import Course
import Presentation
import TerminalText

/// What `workshop author` prints about chapters.
struct ChapterView {
    var style: OutputStyle

    /// More lines of one difference than this are left out.
    private static let largestDifference = 60

    /// One chapter, and what is wrong with it.
    func text(_ report: ChapterReport) -> String {
        let tenths = Int((report.seconds * 10).rounded())
        let wrong = report.outcomes.filter { !$0.isRight }
        let left = report.commandCount - report.outcomes.count
        var words = "\(report.commandCount) command\(report.commandCount == 1 ? "" : "s")"
        if !wrong.isEmpty { words = "\(wrong.count) of \(words) not as the text says" }
        if left > 0 { words += ", \(left) not run" }
        let head =
            mark(report) + "  \(Harmless.line(report.chapter.id)): \(words)"
            + style.paint("  \(tenths / 10).\(tenths % 10) s", .quiet)
        var lines = [head]
        lines += report.problems.map { style.paint("    " + Harmless.line($0.description), .bad) }
        if let reason = report.notJudged { lines += Harmless.lines(reason).map { "    " + style.paint($0, .doubtful) } }
        for outcome in wrong { lines += difference(outcome, in: report.chapter.path) }
        return lines.joined(separator: "\n") + "\n"
    }

    /// What a command prints beside what the text says.
    func difference(_ outcome: CommandOutcome, in path: String) -> [String] {
        let first = outcome.command.text.split(separator: "\n").first.map(String.init) ?? ""
        var lines = ["    \(Harmless.line(path)):\(outcome.command.line): \(Harmless.line(first))"]
        if let problem = outcome.problem { lines.append("        " + style.paint(problem, .bad)) }
        if outcome.agrees && outcome.problem == nil { return lines }
        var shown = outcome.difference
        let rest = shown.count - Self.largestDifference
        if rest > 0 { shown.removeLast(rest) }
        lines += shown.map { line in
            switch line {
            case .same(let text): "          " + Harmless.line(text)
            case .missing(let text): style.paint("        - " + Harmless.line(text), .bad)
            case .added(let text): style.paint("        + " + Harmless.line(text), .good)
            }
        }
        if rest > 0 { lines.append("          and \(rest) more lines") }
        return lines
    }

    func summary(_ reports: [ChapterReport]) -> String {
        let commands = reports.reduce(0) { $0 + $1.outcomes.count }
        let wrong = reports.filter { !$0.isSound }.count
        if wrong == 0 {
            return style.paint(
                "\(reports.count) chapters, \(commands) commands, and each prints what the text says.", .good)
        }
        return style.paint("\(wrong) of \(reports.count) chapters are not as their texts say.", .bad)
    }

    private func mark(_ report: ChapterReport) -> String {
        let (word, symbol, role): (String, String, OutputStyle.Role) =
            report.isSound
            ? ("ok", "✔", .good) : report.notJudged != nil ? ("not judged", "?", .doubtful) : ("FAILED", "✘", .bad)
        return style.paint(style.hasSymbols && style.isTerminal ? symbol : word.padding(to: 10), role)
    }
}

extension String {
    fileprivate func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
