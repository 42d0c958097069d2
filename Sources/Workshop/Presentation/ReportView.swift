import TerminalText
import Verify

/// What `workshop verify` prints: every check with its verdict, and for those that failed, all that helps to mend it.
public struct ReportView: Sendable {
    public var style: OutputStyle

    public init(style: OutputStyle) { self.style = style }

    /// How many lines of a piece of evidence are shown, from its end.
    private static let evidenceLines = 12

    public func text(_ report: VerificationReport) -> String {
        var lines: [String] = []
        for check in report.checks {
            let details = details(check)
            // Room around what is to be read, none between lines that only say that all is well.
            if !details.isEmpty, let last = lines.last, !last.isEmpty { lines.append("") }
            lines.append(heading(check))
            lines += details
            if !details.isEmpty { lines.append("") }
        }
        if let last = lines.last, !last.isEmpty { lines.append("") }
        lines += summary(report)
        lines += advice(report.advice)
        for leftover in report.leftovers {
            lines += Wrapping.wrap("Left behind: " + Harmless.line(leftover), width: style.width).map {
                style.paint($0, .doubtful)
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// How many remarks are shown; the rest is named.
    private static let shownAdvice = 5

    private func advice(_ advice: [Advice]) -> [String] {
        if advice.isEmpty { return [] }
        var lines = ["", style.paint("Not part of the verdict, but worth a look:", .strong)]
        for remark in advice.prefix(Self.shownAdvice) {
            let text =
                "\(Harmless.line(remark.file)):\(remark.line): \(Harmless.line(remark.message)) (\(remark.rule))"
            lines += Wrapping.wrap(text, width: style.width, first: "  ", indent: "      ")
        }
        let others = advice.count - Self.shownAdvice
        let more = others > 0 ? "\(others) more, and what to do: " : "What to do: "
        return lines + Wrapping.wrap(more + "workshop build --check .", width: style.width, first: "  ", indent: "  ")
    }

    // MARK: A check

    private func heading(_ check: CheckResult) -> String {
        let (word, symbol, role) = Self.marks(check.verdict)
        let mark = style.hasSymbols && style.isTerminal ? symbol : Wrapping.padded(word, to: 10)
        let points =
            switch check.verdict {
            case .passed: "\(check.points)/\(check.points)"
            case .failed, .blocked: "0/\(check.points)"
            case .couldNotBeJudged: "-/\(check.points)"
            }
        let room = style.width - Wrapping.columns(mark) - points.count - 4
        let title = Wrapping.cut(Harmless.line(check.title), to: room, symbols: style.hasSymbols && style.isTerminal)
        let shown = check.verdict == .failed ? style.paint(title, .strong) : title
        let gap = String(repeating: " ", count: max(1, room - Wrapping.columns(title)))
        return style.paint(mark, role) + "  " + shown + gap + "  " + style.paint(points, .quiet)
    }

    private func details(_ check: CheckResult) -> [String] {
        switch check.verdict {
        case .passed: return []
        case .blocked:
            return block("", "It needs the check `\(Harmless.line(check.blockedBy ?? "?"))`, which has to pass first.")
        case .couldNotBeJudged:
            return block("", check.problem ?? "No reason is known.")
                + block("", "This is not your fault, and it is not counted against you. See workshop doctor.")
        case .failed: return check.failure.map { failure($0, reason: check.reason) } ?? []
        }
    }

    private func failure(_ failure: Failure, reason: String) -> [String] {
        var lines = block("", failure.message)
        if failure.expected != nil || failure.seen != nil { lines.append("") }
        if let expected = failure.expected { lines += block("expected", expected) }
        if let seen = failure.seen { lines += block("seen", seen.isEmpty ? "(nothing)" : seen) }
        for evidence in failure.evidence { lines += quoted(evidence) }
        if let location = failure.location {
            lines.append("")
            let number = "\(location.line)"
            lines.append(Self.indent + style.paint("\(Harmless.line(location.file)):\(number)", .strong))
            lines.append(
                Self.indent + "  \(number) \(bar) " + fitted(Harmless.line(location.text), after: number.count + 9))
        }
        if !reason.isEmpty || failure.hint != nil { lines.append("") }
        if !reason.isEmpty { lines += block("why", reason) }
        if let hint = failure.hint { lines += block("hint", hint, role: .doubtful) }
        return lines
    }

    private func quoted(_ evidence: Evidence) -> [String] {
        var text = Harmless.lines(evidence.text)
        var lines = ["", Self.indent + style.paint(Harmless.line(evidence.label) + ":", .quiet)]
        if text.isEmpty { text = ["(nothing)"] }
        if text.count > Self.evidenceLines {
            lines.append(
                Self.indent + "  \(bar) " + style.paint("(\(text.count - Self.evidenceLines) lines before)", .quiet))
            text = Array(text.suffix(Self.evidenceLines))
        }
        return lines
            + text.map { line in
                line.isEmpty ? Self.indent + "  \(bar)" : Self.indent + "  \(bar) " + fitted(line, after: 8)
            }
    }

    /// A label and a text that goes on below itself. The text's own line breaks stay.
    private func block(_ label: String, _ text: String, role: OutputStyle.Role = .quiet) -> [String] {
        let width = label.isEmpty ? 0 : 10
        let indent = Self.indent + String(repeating: " ", count: width)
        var lines = Harmless.lines(text)
        if lines.isEmpty { lines = [""] }
        var result: [String] = []
        for (number, line) in lines.enumerated() {
            let head = number == 0 ? Self.indent + Wrapping.padded(label, to: width) : indent
            result += Wrapping.wrap(line, width: style.width, first: head, indent: indent)
        }
        if !label.isEmpty, let first = result.first {
            let rest = first.dropFirst(Self.indent.count + label.count)
            result[0] = Self.indent + style.paint(label, role) + rest
        }
        return result
    }

    private func fitted(_ text: String, after used: Int) -> String {
        style.isTerminal ? Wrapping.cut(text, to: style.width - used, symbols: style.hasSymbols) : text
    }

    private var bar: String { style.hasSymbols && style.isTerminal ? "│" : "|" }
    private static let indent = "    "

    private static func marks(_ verdict: Verdict) -> (word: String, symbol: String, role: OutputStyle.Role) {
        switch verdict {
        case .passed: ("passed", "✔", .good)
        case .failed: ("FAILED", "✘", .bad)
        case .blocked: ("blocked", "●", .quiet)
        case .couldNotBeJudged: ("not judged", "?", .doubtful)
        }
    }

    // MARK: The end

    private func summary(_ report: VerificationReport) -> [String] {
        let points = "\(report.points) of \(report.maximum) points"
        if report.allPassed {
            return [style.paint("\(points). All checks pass. Well done!", .good)]
        }
        let counts = Dictionary(grouping: report.checks, by: \.verdict).mapValues(\.count)
        func count(_ verdict: Verdict, _ one: String, _ many: String) -> String? {
            counts[verdict].map { $0 == 1 ? "1 check \(one)" : "\($0) checks \(many)" }
        }
        let parts = [
            count(.failed, "fails", "fail"), count(.blocked, "is blocked", "are blocked"),
            count(.couldNotBeJudged, "could not be judged", "could not be judged"),
        ].compactMap { $0 }
        let role: OutputStyle.Role = counts[.failed] != nil ? .bad : .doubtful
        return Wrapping.wrap("\(points). \(parts.joined(separator: ", ")).", width: style.width).map {
            style.paint($0, role)
        }
    }
}
