import EngineInterface
import Glibc

/// How a terminal was before a program changed it: a runtime that is killed leaves it raw.
struct TerminalState {
    private let descriptor: Int32
    private let attributes: termios

    /// `nil` when the streams are no terminal.
    init?(_ streams: StepStreams) {
        guard streams.isTerminal else { return nil }
        var attributes = termios()
        guard tcgetattr(streams.input, &attributes) == 0 else { return nil }
        descriptor = streams.input
        self.attributes = attributes
    }

    func restore() {
        var attributes = attributes
        tcsetattr(descriptor, TCSADRAIN, &attributes)
    }
}
