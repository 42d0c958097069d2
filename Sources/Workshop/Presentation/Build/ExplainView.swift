import EngineInterface
import TerminalText

/// A finished step with its place in the build.
public struct ExplainedStep: Sendable {
    public var number: Int
    /// `[3/7 build]`
    public var place: String
    public var step: BuildStep

    public init(number: Int, place: String, step: BuildStep) {
        self.number = number
        self.place = place
        self.step = step
    }
}

/// What `workshop build --explain` prints: for each step what became of it, why, and at what cost.
public struct ExplainView: Sendable {
    public var style: OutputStyle

    public init(style: OutputStyle) { self.style = style }

    /// How many of the files that a step read are named.
    private static let namedSources = 6

    public func text(_ steps: [ExplainedStep]) -> String {
        var lines = [style.paint("What became of each step", .strong)]
        for step in steps { lines += [""] + block(step) }
        return lines.joined(separator: "\n") + "\n"
    }

    private func block(_ explained: ExplainedStep) -> [String] {
        let step = explained.step
        let head = Wrapping.wrap(
            "\(explained.place) \(Harmless.line(step.text))", width: style.width, indent: "    ")
        var lines = head.map { style.paint($0, .strong) }
        lines += fact("line", "\(step.line)")
        if step.isCached {
            lines += fact(
                "cached",
                step.reason ?? "An earlier result was used: the instruction and all that it reads are what they were.")
        } else {
            lines += fact("ran", step.reason ?? "No reason is known.")
        }
        if !step.contextSources.isEmpty {
            let named = step.contextSources.prefix(Self.namedSources).joined(separator: ", ")
            let others = step.contextSources.count - Self.namedSources
            lines += fact("reads", named + (others > 0 ? ", and \(others) more" : ""))
        }
        if step.bytes > 0 { lines += fact("size", ByteCount.text(step.bytes)) }
        lines += fact("time", StepText.seconds(step.seconds))
        return lines
    }

    private func fact(_ name: String, _ text: String) -> [String] {
        let head = "    " + Wrapping.padded(name, to: 8)
        var lines = Wrapping.wrap(
            Harmless.line(text), width: style.width, first: head, indent: String(repeating: " ", count: 12))
        if let first = lines.first { lines[0] = "    " + style.paint(name, .quiet) + first.dropFirst(4 + name.count) }
        return lines
    }
}
