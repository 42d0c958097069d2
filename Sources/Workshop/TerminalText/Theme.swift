/// How styles look: for each a sequence of SGR parameters (ECMA-48 8.3.117).
public struct Theme: Sendable {
    /// What a theme is made for.
    public enum Kind: String, CaseIterable, Sendable {
        /// Light text on a dark ground.
        case dark
        /// Dark text on a light ground.
        case light
        /// No colours, but bold, slanted and underlined text: what NO_COLOR asks for on a terminal.
        case monochrome
        /// Nothing but text: for files, pipes and terminals that know no sequences.
        case none
    }

    /// How many colours there are to choose from.
    public enum Depth: Sendable {
        /// The sixteen that the terminal's own settings define.
        case sixteen
        /// The 256 that nearly all terminals know.
        case palette
    }

    /// What it is made for.
    public let kind: Kind
    private let codes: [String]

    /// A theme.
    public init(_ kind: Kind, depth: Depth = .palette) {
        self.kind = kind
        codes = Role.allCases.map { role in
            switch (kind, depth) {
            case (.none, _): ""
            case (.monochrome, _): ThemeColours.monochrome(role)
            case (.dark, .palette): ThemeColours.dark(role)
            case (.light, .palette): ThemeColours.light(role)
            case (.dark, .sixteen): ThemeColours.sixteen(role, isDark: true)
            case (.light, .sixteen): ThemeColours.sixteen(role, isDark: false)
            }
        }
    }

    /// The SGR parameters of a style, such as `1;38;5;75`; empty for text as it is.
    public func parameters(_ style: Style) -> String {
        if kind == .none { return "" }
        var result = codes[Int(style.role.rawValue)]
        for (mark, code) in Self.marks where style.marks.contains(mark) {
            result += result.isEmpty ? code : ";" + code
        }
        return result
    }

    private static let marks: [(Marks, String)] = [
        (.strong, "1"), (.emphasis, "3"), (.underline, "4"), (.strikethrough, "9"),
    ]
}
