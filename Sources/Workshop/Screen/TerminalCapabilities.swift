/// What a terminal can do and how it looks, as far as it said.
public struct TerminalCapabilities: Sendable, Hashable {
    /// How images are sent to a terminal.
    public enum Images: Sendable, Hashable {
        /// kitty's graphics protocol.
        case kitty
        /// iTerm2's OSC 1337.
        case iTerm
        /// DEC's sixels.
        case sixel
    }

    /// The colour behind the text.
    public var background: TerminalColor?
    /// The colour of the text.
    public var foreground: TerminalColor?
    /// How it shows images; `nil` when it does not, or did not say.
    public var images: Images?
    /// Whether it can hold back drawing until a frame is whole (private mode 2026).
    public var synchronizesOutput = false
    /// A cell's size in pixels.
    public var cell: ScreenSize.CellPixels?
    /// Whether the last of the answers is there.
    public var isComplete = false

    public init() {}

    /// Whether the background is known to be dark or light.
    public var isDark: Bool? { background?.isDark }

    /// Takes in an answer. Returns whether it changed anything.
    mutating func take(_ report: TerminalReport) -> Bool {
        let before = self
        switch report {
        case .color(11, let color): background = color
        case .color(10, let color): foreground = color
        case .kittyGraphics(true): images = .kitty
        case .mode(2026, let isKnown): synchronizesOutput = isKnown
        case .cellPixels(let width, let height): cell = ScreenSize.CellPixels(width: width, height: height)
        case .deviceAttributes(let attributes):
            // Asked last, so everything before it has been answered or never will be.
            if images == nil, attributes.contains(4) { images = .sixel }
            isComplete = true
        default: break
        }
        return self != before
    }
}

/// The questions to a terminal. Device attributes come last: every terminal answers them, so their answer ends the others'.
enum TerminalQueries {
    static func text(_ environment: TerminalEnvironment) -> String {
        guard environment.readsStrings else { return "\u{1b}[c" }
        var text = "\u{1b}]11;?\u{1b}\\\u{1b}]10;?\u{1b}\\\u{1b}[16t\u{1b}[?2026$p"
        if !environment.isMultiplexed {
            // One pixel, only to be checked (a=q): see "Querying support" in kitty's graphics protocol.
            text += "\u{1b}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1b}\\"
        }
        return text + "\u{1b}[c"
    }
}
