import Glibc
import Linux
import TerminalText

/// A screen's thread: it alone reads from the terminal and writes to it.
///
/// Whatever is slow or has stopped — the terminal, the program — never holds up the other: output waits here, and of
/// several frames that wait only the last is drawn.
final class ScreenCore: Sendable {
    typealias Event = ScreenEvent<Never>

    struct State: Sendable {
        var decoder = InputDecoder()
        var painter = LinePainter()
        var capabilities = TerminalCapabilities()
        var size = ScreenSize(rows: 24, columns: 80)
        var frame: Frame?
        var theme = Theme(.none)
        var isFrameNew = false
        /// What the terminal has not taken yet.
        var output: ArraySlice<UInt8> = []
        /// Whether the terminal is in our modes.
        var isActive = false
        /// Whether there is no terminal any more.
        var isGone = false
        /// Whether the terminal was given back for good.
        var isOver = false
        var hasAsked = false
        /// Whether a SIGCONT is on its way that has been heeded already.
        var isContinuing = false
        var inputToken: EventLoop.Token?
        var outputToken: EventLoop.Token?
        var settling: EventLoop.Token?
        var timers: [Int: EventLoop.Token] = [:]
        var watches: [Int: EventLoop.Token] = [:]
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    let options: ScreenOptions
    let environment: TerminalEnvironment
    let modes: TerminalModes
    let terminal: OwnedDescriptor
    let signals: ScreenSignals
    let state = Locked(State())
    let yield: @Sendable (Event) -> Void
    let finished: @Sendable () -> Void
    private let poster = Locked<EventLoop.Poster?>(nil)

    /// Only one screen at a time can have the terminal.
    private static let isTaken = Locked(false)

    /// Takes the terminal.
    static func start(
        _ options: ScreenOptions, _ environment: TerminalEnvironment, yield: @escaping @Sendable (Event) -> Void,
        finished: @escaping @Sendable () -> Void
    ) async throws -> ScreenCore {
        let isFree = isTaken.withLock { taken in
            defer { taken = true }
            return !taken
        }
        guard isFree else { throw ScreenUnavailable.taken }
        do {
            let core = try ScreenCore(options, environment, yield, finished)
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                Thread.start { core.run(continuation) }
            }
            return core
        } catch {
            isTaken.withLock { $0 = false }
            throw error
        }
    }

    private init(
        _ options: ScreenOptions, _ environment: TerminalEnvironment, _ yield: @escaping @Sendable (Event) -> Void,
        _ finished: @escaping @Sendable () -> Void
    ) throws {
        // Opened anew: what is set on this description, such as not to block, touches nobody else's.
        guard let terminal = try? Descriptor.open("/dev/tty", O_RDWR | O_NOCTTY | O_NONBLOCK),
            let modes = TerminalModes(terminal)
        else { throw ScreenUnavailable.noTerminal }
        self.options = options
        self.environment = environment
        self.terminal = terminal
        self.modes = modes
        self.yield = yield
        self.finished = finished
        signals = try ScreenSignals()
        let size = ScreenSize.of(terminal.number)
        if size.columns < 20 || size.rows < 5 {
            throw ScreenUnavailable.tooSmall(rows: size.rows, columns: size.columns)
        }
        state.withLock { $0.size = size }
    }

    // MARK: The thread

    private func run(_ started: CheckedContinuation<Void, any Error>) {
        let loop: EventLoop
        do {
            loop = try EventLoop()
            poster.withLock { $0 = loop.poster }
            signals.catchAll()
            try enter(loop)
        } catch {
            signals.release()
            started.resume(throwing: error)
            return
        }
        let token = loop.add(signals.descriptor) { _ in self.takeSignals(loop) }
        started.resume()
        loop.run()
        loop.remove(token)
    }

    /// Does something on the screen's thread.
    func post(_ body: @escaping @Sendable (EventLoop) -> Void) { poster.withLock { $0 }?.post(body) }

    // MARK: Taking and giving back

    /// What is written at the beginning.
    private var entering: String {
        "\u{1b}[?1049h\u{1b}[?25l\u{1b}[?7l\u{1b}[2J" + (options.hasMouse ? "\u{1b}[?1000h\u{1b}[?1006h" : "")
            + "\u{1b}[?2004h"
    }

    /// What is written at the end. It begins with what ends a sequence that was begun.
    private var leaving: String {
        "\u{18}\u{1b}[?2026l\u{1b}[?2004l" + (options.hasMouse ? "\u{1b}[?1006l\u{1b}[?1000l" : "")
            + "\u{1b}[0m\u{1b}[?7h\u{1b}[?25h\u{1b}[?1049l"
    }

    /// Sets modes and clears the screen.
    func enter(_ loop: EventLoop) throws(SystemError) {
        try modes.setRaw(leaving: leaving)
        let asks = state.withLock { state in
            state.isActive = true
            state.size = ScreenSize.of(terminal.number, cell: state.capabilities.cell)
            state.painter.forget()
            state.isFrameNew = state.frame != nil
            state.inputToken = loop.add(terminal.number) { _ in self.takeInput(loop) }
            state.outputToken = loop.add(terminal.number, []) { _ in self.flush(loop) }
            defer { state.hasAsked = true }
            return options.asks && !state.hasAsked
        }
        write(entering + (asks ? TerminalQueries.text(environment) : ""), loop)
    }

    /// Gives the terminal back.
    func giveBack(_ loop: EventLoop) {
        let (wasActive, isGone, images) = state.withLock { state in
            let result = (state.isActive, state.isGone, state.frame?.images ?? [])
            state.isActive = false
            loop.remove(state.inputToken)
            loop.remove(state.outputToken)
            loop.cancel(state.settling)
            state.inputToken = nil
            state.outputToken = nil
            state.settling = nil
            state.output = []
            return result
        }
        guard wasActive else { return }
        if !isGone {
            awaitAnswers()
            let removals = Set(images.map(\.removal)).sorted().joined()
            TerminalOutput.writeWithin(removals + leaving, to: terminal.number, milliseconds: 300)
        }
        modes.restore()
    }

    /// Answers that are still on their way would be typed to the shell: waits for the last of them, though not long.
    private func awaitAnswers() {
        let deadline = Clock.monotonic + 150_000_000
        while state.withLock({ $0.hasAsked && !$0.capabilities.isComplete }) {
            let left = (deadline - Clock.monotonic) / 1_000_000
            var interest = pollfd(fd: terminal.number, events: Int16(POLLIN), revents: 0)
            guard left > 0, poll(&interest, 1, Int32(clamping: left)) > 0, let bytes = readAvailable() else { break }
            state.withLock { state in
                for case .report(let report) in state.decoder.read(bytes) { _ = state.capabilities.take(report) }
            }
        }
        state.withLock { $0.hasAsked = $0.capabilities.isComplete }
    }

    /// Gives the terminal back and ends the thread.
    func end() async {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            post { loop in
                self.finish(loop)
                self.signals.release()
                loop.stop()
                Self.isTaken.withLock { $0 = false }
                continuation.resume()
            }
        }
    }

    /// Gives the terminal back and ends the events.
    func finish(_ loop: EventLoop) {
        giveBack(loop)
        let waiters = state.withLock { state in
            state.isOver = true
            for token in state.timers.values { loop.cancel(token) }
            for token in state.watches.values { loop.remove(token) }
            state.timers = [:]
            state.watches = [:]
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
        finished()
    }

    func pause() async {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            post { loop in
                self.giveBack(loop)
                continuation.resume()
            }
        }
    }

    func resume() async {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            post { loop in
                self.enterAgain(loop)
                continuation.resume()
            }
        }
    }

    /// After a pause: the screen is drawn anew, maybe in another size.
    func enterAgain(_ loop: EventLoop) {
        guard state.withLock({ !$0.isActive && !$0.isGone && !$0.isOver }) else { return }
        do {
            try enter(loop)
        } catch {
            state.withLock { $0.isGone = true }
            return finish(loop)
        }
        draw(loop)
        yield(.resized(size))
    }
}
