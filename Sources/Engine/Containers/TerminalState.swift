import EngineInterface
import Glibc
import Synchronization

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

    /// The runtime that shows the window's size to the container. There is one terminal, so one at most.
    private static let follower = Atomic<pid_t>(0)

    /// Tells the runtime of each change of the window's size until ``restore()``. The runtime has a session of its own, so the
    /// kernel does not tell it.
    func tellSize(to runtime: pid_t) {
        Self.follower.store(runtime, ordering: .releasing)
        signal(SIGWINCH) { _ in
            let saved = errno
            let runtime = TerminalState.follower.load(ordering: .acquiring)
            if runtime > 0 { kill(runtime, SIGWINCH) }
            errno = saved
        }
    }

    func restore() {
        Self.follower.store(0, ordering: .releasing)
        var attributes = attributes
        tcsetattr(descriptor, TCSADRAIN, &attributes)
    }
}
