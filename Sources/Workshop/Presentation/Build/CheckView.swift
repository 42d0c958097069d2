import Dockerfile
import TerminalText

/// What the build checks found in a Dockerfile.
public struct CheckView: Sendable {
    public var style: OutputStyle

    public init(style: OutputStyle) { self.style = style }

    /// Every finding with the lines that it is about, what to do, and the page that explains the rule.
    ///
    /// - Parameters:
    ///   - file: the Dockerfile as the user named it.
    ///   - excerpt: the lines around an instruction, with their numbers.
    public func full(
        _ findings: [CheckFinding], file: String, excerpt: (ClosedRange<Int>) -> [(number: Int, text: String)]
    ) -> String {
        var lines: [String] = []
        for finding in findings {
            lines += head(finding, file)
            lines += self.excerpt(excerpt(finding.lines), marked: finding.lines)
            if let help = finding.help { lines += fact("try", help) }
            lines += fact("page", finding.page)
            lines.append("")
        }
        return (lines + [total(findings)]).joined(separator: "\n") + "\n"
    }

    /// A line for each finding.
    public func short(_ findings: [CheckFinding], file: String) -> [String] {
        findings.flatMap { head($0, file) }
    }

    /// How many there are.
    public func total(_ findings: [CheckFinding]) -> String {
        let warnings = findings.count { $0.severity == .warning }
        let advice = findings.count - warnings
        var parts: [String] = []
        if warnings > 0 { parts.append("\(warnings) warning\(warnings == 1 ? "" : "s")") }
        if advice > 0 { parts.append("\(advice) piece\(advice == 1 ? "" : "s") of advice") }
        guard !parts.isEmpty else { return style.paint("Nothing to complain about.", .good) }
        return style.paint("Found \(parts.joined(separator: " and ")).", warnings > 0 ? .doubtful : .strong)
    }

    private func head(_ finding: CheckFinding, _ file: String) -> [String] {
        let word = finding.severity == .warning ? "warning" : "advice"
        let text = "\(Harmless.line(file)):\(finding.line): \(finding.rule): \(Harmless.line(finding.message))"
        return Wrapping.wrap(text, width: style.width, first: word + ": ", indent: "    ")
            .map { style.paint($0, finding.severity == .warning ? .doubtful : .strong) }
    }

    private func excerpt(_ lines: [(number: Int, text: String)], marked: ClosedRange<Int>) -> [String] {
        let hasSymbols = style.hasSymbols && style.isTerminal
        let width = lines.map { "\($0.number)".count }.max() ?? 1
        return lines.map { number, text in
            let isMarked = marked.contains(number)
            let padding = String(repeating: " ", count: width - "\(number)".count)
            let head = "  \(isMarked ? (hasSymbols ? "▶" : ">") : " ") \(padding)\(number) \(hasSymbols ? "│" : "|")"
            let room = style.width - Wrapping.columns(head) - 1
            let shown = Harmless.line(text)
            let line =
                shown.isEmpty
                ? head : head + " " + Wrapping.cut(shown, to: style.isTerminal ? room : 1000, symbols: hasSymbols)
            return isMarked ? style.paint(line, .strong) : line
        }
    }

    private func fact(_ name: String, _ text: String) -> [String] {
        let head = "  " + Wrapping.padded(name, to: 6)
        var lines = Wrapping.wrap(Harmless.line(text), width: style.width, first: head, indent: "        ")
        if let first = lines.first { lines[0] = "  " + style.paint(name, .quiet) + first.dropFirst(2 + name.count) }
        return lines
    }
}
