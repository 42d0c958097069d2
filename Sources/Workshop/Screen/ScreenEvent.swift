/// What happens while a screen is shown. `Message` is what other tasks post to it.
public enum ScreenEvent<Message: Sendable>: Sendable {
    case key(KeyPress)
    case mouse(MouseEvent)
    /// Text that was pasted. It may hold anything; show it through `Harmless`.
    case paste(String)
    /// The screen has another size, or has to be drawn anew for another reason.
    case resized(ScreenSize)
    /// The terminal said, maybe late, what it can do or what its colours are.
    case capabilities(TerminalCapabilities)
    /// A timer that ``TerminalScreen/setTimer(_:after:)`` set.
    case timer(Int)
    /// A descriptor that ``TerminalScreen/watch(_:as:)`` named can be read.
    case readable(Int)
    /// What ``TerminalScreen/post(_:)`` was given.
    case message(Message)
}
