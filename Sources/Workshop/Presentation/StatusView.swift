import TerminalText

/// One line of a list of things that are there or not.
public struct StatusLine: Sendable {
    public enum State: Sendable { case ok, limited, missing }
    public var state: State
    public var title: String
    /// What was found.
    public var found: String
    /// What follows from it.
    public var consequence: String?
    /// Commands that mend it.
    public var mend: [String]

    public init(state: State, title: String, found: String, consequence: String? = nil, mend: [String] = []) {
        self.state = state
        self.title = title
        self.found = found
        self.consequence = consequence
        self.mend = mend
    }
}

/// What `workshop doctor` prints.
public struct StatusView: Sendable {
    public var style: OutputStyle

    public init(style: OutputStyle) { self.style = style }

    /// - Parameter canVerify: the verdict on the whole.
    public func text(_ lines: [StatusLine], canVerify: Bool) -> String {
        let titles = lines.map { Wrapping.columns($0.title) }.max() ?? 0
        var result: [String] = []
        for line in lines {
            let (word, symbol, role) = Self.marks(line.state)
            let mark = style.hasSymbols && style.isTerminal ? symbol : Wrapping.padded(word, to: 7)
            let indent = String(repeating: " ", count: Wrapping.columns(mark) + 2)
            let head = "\(mark)  \(Wrapping.padded(line.title, to: titles))  "
            var wrapped = Wrapping.wrap(
                Harmless.line(line.found), width: style.width, first: head,
                indent: String(repeating: " ", count: Wrapping.columns(head)))
            if !wrapped.isEmpty { wrapped[0] = style.paint(mark, role) + wrapped[0].dropFirst(mark.count) }
            result += wrapped
            if let consequence = line.consequence {
                result += Wrapping.wrap(consequence, width: style.width, first: indent, indent: indent)
            }
            result += line.mend.map { indent + style.paint("$ " + $0, .strong) }
        }
        result.append("")
        result.append(
            canVerify
                ? style.paint("Exercises can be verified here.", .good)
                : style.paint("Exercises cannot be verified here until what is missing above is mended.", .bad))
        return result.joined(separator: "\n") + "\n"
    }

    private static func marks(_ state: StatusLine.State) -> (word: String, symbol: String, role: OutputStyle.Role) {
        switch state {
        case .ok: ("ok", "✔", .good)
        case .limited: ("limited", "●", .doubtful)
        case .missing: ("missing", "✘", .bad)
        }
    }
}
