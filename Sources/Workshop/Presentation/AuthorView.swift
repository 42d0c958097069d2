/// What `workshop author test` prints.
public struct AuthorView: Sendable {
    public var style: OutputStyle

    public init(style: OutputStyle) { self.style = style }

    /// One answer of an exercise, and what is wrong with its verdict.
    public func text(_ exercise: String, _ answer: String, problems: [String]) -> String {
        let isGood = problems.isEmpty
        let mark = style.hasSymbols && style.isTerminal ? (isGood ? "✔" : "✘") : (isGood ? "ok    " : "FAILED")
        let head = style.paint(mark, isGood ? .good : .bad) + "  \(Harmless.line(exercise)): \(Harmless.line(answer))"
        let indent = "    "
        return
            ([head]
            + problems.flatMap { Wrapping.wrap(Harmless.line($0), width: style.width, first: indent, indent: indent) })
            .joined(separator: "\n") + "\n"
    }

    public func summary(answers: Int, failed: Int) -> String {
        failed == 0
            ? style.paint("\(answers) answers, and each is judged as its author says.", .good)
            : style.paint("\(failed) of \(answers) answers are not judged as their authors say.", .bad)
    }
}
