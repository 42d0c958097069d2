import Glibc
import Linux
import Synchronization

/// Hands signals to whoever wants them. Those that nobody wants and that end a process by default end the command.
///
/// Signals are caught by handlers, not ignored or blocked: programs that this process starts would inherit that.
final class SignalHub: Sendable {
    /// The signals of this process.
    static let process = SignalHub()

    /// What ends a command that has no other use for it.
    static let endings: Set<Int32> = [SIGHUP, SIGINT, SIGTERM]
    /// What can be passed on to a container. Left out: what cannot be caught, what tells of faults of this process's own,
    /// and what this process gets for its own sake (children, pipes, alarms of the profiler, a terminal that it may not use
    /// in the background).
    static let forwardable: Set<Int32> = Set([
        SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGTERM, SIGCONT, SIGTSTP, SIGXCPU,
        SIGXFSZ, SIGVTALRM, SIGIO, SIGPWR, SIGWINCH,
    ])

    private struct Reader: Sendable {
        var numbers: Set<Int32>
        var continuation: AsyncStream<Int32>.Continuation
    }

    private struct State: Sendable {
        var readers: [Int: Reader] = [:]
        var next = 0
        var caught: Set<Int32> = []
        var ending: (@Sendable (Int32) -> Void)?
        var endings = 0
        var isStarted = false
    }

    private let state = Locked(State())
    private let catchesSignals: Bool
    /// Where the handlers tell which signal came. A handler may do little more than write a byte.
    private static let wakeUp = Atomic<Int32>(-1)

    /// - Parameter catchesSignals: whether the process's signals come here; otherwise only those that ``deliver(_:)`` brings.
    init(catchesSignals: Bool = true) { self.catchesSignals = catchesSignals }

    /// Calls `body` when a signal comes that is to end the command. At the third, the process ends at once.
    func onEnding(_ body: @escaping @Sendable (Int32) -> Void) {
        state.withLock { $0.ending = body }
        catchSignals(Self.endings)
    }

    /// The signals of those numbers as they come, until the stream's reader is cancelled or goes. While somebody reads a
    /// signal, it ends nothing.
    func signals(_ numbers: Set<Int32>) -> AsyncStream<Int32> {
        let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
        let token = state.withLock { state in
            state.next += 1
            state.readers[state.next] = Reader(numbers: numbers, continuation: continuation)
            return state.next
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.state.withLock { $0.readers.removeValue(forKey: token) }
        }
        catchSignals(numbers)
        return stream
    }

    /// Whether somebody reads signals of that number.
    func isRead(_ number: Int32) -> Bool {
        state.withLock { $0.readers.values.contains { $0.numbers.contains(number) } }
    }

    /// What happens when a signal comes. Tests call it in place of the kernel.
    func deliver(_ number: Int32) {
        let (readers, ending, count) = state.withLock { state in
            let readers = state.readers.values.filter { $0.numbers.contains(number) }.map(\.continuation)
            guard readers.isEmpty, Self.endings.contains(number) else {
                return (readers, nil as (@Sendable (Int32) -> Void)?, 0)
            }
            state.endings += 1
            return ([], state.ending, state.endings)
        }
        for reader in readers { reader.yield(number) }
        if !readers.isEmpty { return }
        if Self.endings.contains(number) {
            if count >= 3 {
                RawTerminal.restoreAll()
                _exit(128 + number)
            }
            ending?(number)
        } else if number == SIGTSTP {
            // Nobody wants it any more: stop, as would have happened without us.
            kill(getpid(), SIGSTOP)
        } else if number == SIGQUIT {
            RawTerminal.restoreAll()
            _exit(128 + number)
        }
    }

    private func catchSignals(_ numbers: Set<Int32>) {
        guard catchesSignals else { return }
        let (new, mustStart) = state.withLock { state in
            let new = numbers.subtracting(state.caught)
            state.caught.formUnion(new)
            defer { state.isStarted = true }
            return (new, !state.isStarted)
        }
        if mustStart { start() }
        for number in new where number != SIGKILL && number != SIGSTOP {
            signal(number) { number in
                let saved = errno
                var byte = UInt8(truncatingIfNeeded: number)
                _ = write(SignalHub.wakeUp.load(ordering: .acquiring), &byte, 1)
                errno = saved
            }
        }
    }

    private func start() {
        guard let pipe = try? Descriptor.pipe() else { return }
        // Both ends stay open until the process ends: a handler may be about to write.
        Self.wakeUp.store(pipe.write.release(), ordering: .releasing)
        let end = pipe.read.release()
        Thread.start {
            var byte: UInt8 = 0
            while true {
                let count = read(end, &byte, 1)
                if count == 1 { self.deliver(Int32(byte)) } else if count == 0 || errno != EINTR { return }
            }
        }
    }
}
