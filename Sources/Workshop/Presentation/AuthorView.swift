import TerminalText
import Verify

/// What `workshop author test` prints.
public struct AuthorView: Sendable {
    public var style: OutputStyle

    public init(style: OutputStyle) { self.style = style }

    /// One answer of an exercise, and what is wrong with its verdict.
    public func text(_ exercise: String, _ result: AuthorCaseResult) -> String {
        let isSound = result.problems.isEmpty && result.notJudged.isEmpty
        let (word, symbol, role): (String, String, OutputStyle.Role) =
            isSound
            ? ("ok", "✔", .good) : result.problems.isEmpty ? ("not judged", "?", .doubtful) : ("FAILED", "✘", .bad)
        let mark = style.hasSymbols && style.isTerminal ? symbol : Wrapping.padded(word, to: 10)
        let tenths = Int((result.seconds * 10).rounded())
        let head =
            style.paint(mark, role) + "  \(Harmless.line(exercise)): \(Harmless.line(result.subject.description))"
            + style.paint("  \(tenths / 10).\(tenths % 10) s", .quiet)
        let lines = (result.problems + result.notJudged).flatMap { problem in
            indented((problem.check.map { "check \($0): " } ?? "") + problem.message)
        }
        return ([head] + lines).joined(separator: "\n") + "\n"
    }

    /// Something that is wrong with an exercise as a whole.
    public func text(_ exercise: String, _ problem: AuthorProblem) -> String {
        Wrapping.wrap(Harmless.line("\(exercise): \(problem.description)"), width: style.width, indent: "    ")
            .map { style.paint($0, .bad) }.joined(separator: "\n") + "\n"
    }

    public func summary(_ reports: [AuthorReport]) -> String {
        let cases = reports.flatMap(\.cases)
        let wrong = cases.filter { !$0.problems.isEmpty }.count
        let undecided = cases.filter { $0.problems.isEmpty && !$0.notJudged.isEmpty }.count
        let others = reports.reduce(0) { $0 + $1.problems.count }
        if wrong + undecided + others == 0 {
            return style.paint("\(cases.count) answers, and each is judged as its author says.", .good)
        }
        var parts: [String] = []
        if wrong > 0 { parts.append("\(wrong) of \(cases.count) answers are not judged as their authors say") }
        if undecided > 0 { parts.append("\(undecided) could not be judged") }
        if others > 0 { parts.append("\(others) problem\(others == 1 ? "" : "s") in exercises' folders") }
        return style.paint(parts.joined(separator: ", ") + ".", wrong + others > 0 ? .bad : .doubtful)
    }

    private func indented(_ text: String) -> [String] {
        Wrapping.wrap(Harmless.lines(text).joined(separator: " "), width: style.width, first: "    ", indent: "    ")
    }
}
