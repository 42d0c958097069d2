import EngineInterface
import TerminalText

/// A failed build: what happened, where in the Dockerfile, what the command wrote last, and what to try.
public struct BuildFailureView: Sendable {
    public var style: OutputStyle

    public init(style: OutputStyle) { self.style = style }

    /// - Parameter debug: the command that opens a shell in the step, if there is one.
    public func text(_ failure: BuildFailure, debug: String? = nil) -> String {
        let place = failure.line.map { "\(failure.file):\($0)" } ?? failure.file
        var lines = wrapped("\(Harmless.line(place)): \(Harmless.line(failure.message))").map { style.paint($0, .bad) }
        lines += excerpt(failure)
        lines += output(failure)
        var facts: [(String, String)] = []
        if let status = failure.exitStatus { facts.append(("exit status", "\(status)")) }
        if let help = failure.help { facts.append(("try", help)) }
        if let debug { facts.append(("look inside", debug)) }
        if !facts.isEmpty { lines.append("") }
        for (name, text) in facts {
            let head = Wrapping.padded(name, to: 13)
            var shown = Wrapping.wrap(
                Harmless.line(text), width: style.width, first: head, indent: String(repeating: " ", count: 13))
            if let first = shown.first { shown[0] = style.paint(name, .doubtful) + first.dropFirst(name.count) }
            lines += shown
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func excerpt(_ failure: BuildFailure) -> [String] {
        guard !failure.excerpt.isEmpty else { return [] }
        let width = failure.excerpt.map { "\($0.number)".count }.max() ?? 1
        return [""]
            + failure.excerpt.map { number, text in
                let isMarked = number == failure.line
                let padding = String(repeating: " ", count: width - "\(number)".count)
                let head = "\(isMarked ? (hasSymbols ? "▶" : ">") : " ") \(padding)\(number) \(bar)"
                let room = style.width - Wrapping.columns(head) - 1
                let shown = text.isEmpty ? "" : " " + fitted(Harmless.line(text), room)
                return isMarked ? style.paint(head + shown, .strong) : head + shown
            }
    }

    private func output(_ failure: BuildFailure) -> [String] {
        let lines = failure.outputTail.map(Harmless.line)
        guard lines.contains(where: { $0.contains { $0 != " " } }) else { return [] }
        return ["", style.paint("The last lines that it wrote:", .quiet)]
            + lines.map { $0.isEmpty ? "  \(bar)" : "  \(bar) \(fitted($0, style.width - 4))" }
    }

    private func wrapped(_ text: String) -> [String] { Wrapping.wrap(text, width: style.width) }

    private func fitted(_ text: String, _ room: Int) -> String {
        // A line of a file that is no Dockerfile at all can be megabytes long.
        Wrapping.cut(text, to: style.isTerminal ? room : 1000, symbols: style.hasSymbols && style.isTerminal)
    }

    private var hasSymbols: Bool { style.hasSymbols && style.isTerminal }
    private var bar: String { hasSymbols ? "│" : "|" }
}
