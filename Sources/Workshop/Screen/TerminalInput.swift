/// One thing that a terminal sent: ``InputDecoder`` makes these of its bytes.
public enum TerminalInput: Sendable, Hashable {
    case key(KeyPress)
    case mouse(MouseEvent)
    /// Text that was pasted in one piece. It may hold anything.
    case paste(String)
    /// The terminal's window got the focus, or lost it.
    case focus(Bool)
    /// An answer to a question, never a key.
    case report(TerminalReport)
}

/// What a terminal answers to questions.
public enum TerminalReport: Sendable, Hashable {
    /// Primary device attributes (DA1): every terminal answers this one. 4 among them means sixel.
    case deviceAttributes([Int])
    /// A colour by the number of its OSC question: 10 is the text, 11 the background.
    case color(Int, TerminalColor)
    /// Whether a question in kitty's graphics protocol was answered with OK.
    case kittyGraphics(Bool)
    /// Whether a private mode is known: DECRPM. 2026 is synchronized output.
    case mode(Int, isKnown: Bool)
    /// A cell's size in pixels.
    case cellPixels(width: Int, height: Int)
    /// The text area's size in pixels.
    case windowPixels(width: Int, height: Int)
    /// The terminal's name and version (XTVERSION).
    case name(String)
    /// An answer to something that was not asked.
    case other
}

/// A colour, each part from 0 to 255.
public struct TerminalColor: Sendable, Hashable {
    public var red: UInt8
    public var green: UInt8
    public var blue: UInt8

    public init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// Whether light text is read better on it than dark text. By the weights of ITU-R BT.601.
    public var isDark: Bool { Int(red) * 299 + Int(green) * 587 + Int(blue) * 114 < 128_000 }
}
