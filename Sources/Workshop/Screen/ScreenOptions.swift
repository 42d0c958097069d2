/// How a screen is to behave.
public struct ScreenOptions: Sendable {
    /// Whether wheel and clicks come as events. The terminal's own selecting then takes Shift.
    public var hasMouse = true
    /// Whether Ctrl-Z stops the process as it does elsewhere; otherwise it is a key.
    public var stopsOnControlZ = true
    /// Whether the terminal is asked for its colours and for what it can do.
    public var asks = true

    public init() {}
}
