/// Lines as bytes for a terminal: text and SGR sequences, nothing else (and links, where they are asked for).
public struct Painter: Sendable {
    /// How styles look.
    public let theme: Theme
    /// Whether links to web pages are passed to the terminal (OSC 8), which may then open them.
    public let hasHyperlinks: Bool

    /// A painter of a theme.
    public init(_ theme: Theme, hasHyperlinks: Bool = false) {
        self.theme = theme
        self.hasHyperlinks = hasHyperlinks
    }

    /// A line, without a line break at the end. Styles end with the line.
    public func paint(_ line: StyledLine) -> String {
        var result = ""
        var current = ""
        for span in line.spans {
            let parameters = theme.parameters(span.style)
            if parameters != current {
                if !current.isEmpty { result += "\u{1b}[0m" }
                if !parameters.isEmpty { result += "\u{1b}[\(parameters)m" }
                current = parameters
            }
            if hasHyperlinks, theme.kind != .none, let address = span.link.flatMap(Self.address) {
                result += "\u{1b}]8;;\(address)\u{1b}\\\(span.text)\u{1b}]8;;\u{1b}\\"
            } else {
                result += span.text
            }
        }
        if !current.isEmpty { result += "\u{1b}[0m" }
        return result
    }

    /// An address fit for a sequence: of the web, and without anything but printable ASCII.
    private static func address(_ link: String) -> String? {
        guard link.hasPrefix("https://") || link.hasPrefix("http://"), link.utf8.count <= 2000 else { return nil }
        guard link.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else { return nil }
        return link
    }
}
