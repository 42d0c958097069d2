import Glibc

/// What the environment's variables say about the terminal.
public struct TerminalEnvironment: Sendable, Hashable {
    /// `TERM` is missing, empty or `dumb`: there is no cursor to move.
    public var isDumb: Bool
    /// Text may be more than ASCII: the locale is a UTF-8 one.
    public var isUTF8: Bool
    /// `NO_COLOR` is set and not empty, see <https://no-color.org>.
    public var refusesColor: Bool
    /// `COLORTERM` promises 24-bit colours.
    public var hasTrueColor: Bool
    /// `TERM` promises 256 colours, or there are more.
    public var has256Colors: Bool
    /// tmux stands between.
    public var isTmux: Bool
    /// tmux or GNU screen stands between, and passes on no images.
    public var isMultiplexed: Bool
    /// The terminal shows images in iTerm2's way, and says so by a variable only.
    public var isITerm: Bool
    /// `COLORFGBG` says that the background is dark (`true`) or light; `nil` when it is not set.
    public var isDark: Bool?
    /// Questions in the form of strings (OSC, APC) are read, not printed.
    public var readsStrings: Bool

    /// - Parameter variable: the value of a variable.
    public init(_ variable: (String) -> String?) {
        let term = variable("TERM") ?? ""
        isDumb = term.isEmpty || term == "dumb"
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(variable).first { !$0.isEmpty } ?? ""
        isUTF8 = ["utf-8", "utf8"].contains { locale.lowercased().contains($0) }
        refusesColor = variable("NO_COLOR").map { !$0.isEmpty } ?? false
        hasTrueColor = ["truecolor", "24bit"].contains(variable("COLORTERM")?.lowercased() ?? "")
        has256Colors = hasTrueColor || term.contains("256color") || term.contains("kitty")
        isTmux = variable("TMUX").map { !$0.isEmpty } ?? false
        isMultiplexed = isTmux || term.hasPrefix("screen") || term.hasPrefix("tmux")
        let program = variable("TERM_PROGRAM") ?? ""
        isITerm =
            !isMultiplexed
            && (["iTerm.app", "WezTerm", "mintty"].contains(program) || variable("LC_TERMINAL") == "iTerm2")
        // "15;0" or "15;default;0": the last number is the background, of which 0 to 6 and 8 are dark.
        let background = variable("COLORFGBG")?.split(separator: ";").last.flatMap { Int($0) }
        isDark = background.flatMap { (0...15).contains($0) ? $0 <= 6 || $0 == 8 : nil }
        readsStrings = !isDumb && term != "linux" && !term.hasPrefix("vt")
    }

    /// This process's environment.
    public static var current: TerminalEnvironment {
        TerminalEnvironment { name in getenv(name).map { String(cString: $0) } }
    }
}
