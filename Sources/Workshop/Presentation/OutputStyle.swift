import Glibc

/// How text may look where it goes: colours and symbols only on a terminal.
public struct OutputStyle: Sendable, Equatable {
    /// Whether a person looks at a screen. Lines may be redrawn then.
    public var isTerminal: Bool
    public var hasColors: Bool
    /// Whether characters beyond ASCII may mark a line.
    public var hasSymbols: Bool
    /// Columns. Text is wrapped to it.
    public var width: Int

    public init(isTerminal: Bool, hasColors: Bool, hasSymbols: Bool, width: Int) {
        self.isTerminal = isTerminal
        self.hasColors = hasColors
        self.hasSymbols = hasSymbols
        self.width = min(max(width, 40), 120)
    }

    /// For files, pipes and tests.
    public static let plain = OutputStyle(isTerminal: false, hasColors: false, hasSymbols: false, width: 100)

    /// What a descriptor takes, by what the system says and by `NO_COLOR`, `TERM`, `COLUMNS` and the locale.
    public static func of(_ descriptor: Int32) -> OutputStyle {
        guard isatty(descriptor) == 1 else { return .plain }
        var size = winsize()
        let columns = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 ? Int(size.ws_col) : 0
        return terminal(columns: columns, environment: { name in getenv(name).map { String(cString: $0) } })
    }

    static func terminal(columns: Int, environment: (String) -> String?) -> OutputStyle {
        let isDumb = environment("TERM") == "dumb"
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(environment).first { !$0.isEmpty } ?? ""
        let isUTF8 = ["utf-8", "utf8"].contains { locale.lowercased().contains($0) }
        let width = columns > 0 ? columns : environment("COLUMNS").flatMap(Int.init) ?? 80
        // https://no-color.org: set and not empty.
        let noColor = environment("NO_COLOR").map { !$0.isEmpty } ?? false
        return OutputStyle(isTerminal: !isDumb, hasColors: !noColor && !isDumb, hasSymbols: isUTF8, width: width)
    }

    /// What a piece of text means, which decides its colour.
    public enum Role: Sendable {
        case good, bad, doubtful, quiet, strong
    }

    /// The text in the role's colour, or as it is. `text` must be harmless already.
    public func paint(_ text: String, _ role: Role) -> String {
        guard hasColors, !text.isEmpty else { return text }
        let code =
            switch role {
            case .good: "32"
            case .bad: "31"
            case .doubtful: "33"
            case .quiet: "2"
            case .strong: "1"
            }
        return "\u{1b}[\(code)m\(text)\u{1b}[0m"
    }
}
