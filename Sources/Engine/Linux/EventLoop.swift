import CLinux
import Glibc

/// Waits for descriptors and deadlines on one thread, and calls who asked for them.
///
/// Everything but ``post(_:)`` belongs to the thread that runs the loop. A loop holds few descriptors, so it gives them
/// all to poll(2) each time: nothing can be registered for a descriptor that is closed already.
public final class EventLoop {
    /// What a descriptor is to be ready for.
    public struct Interest: OptionSet, Sendable {
        public let rawValue: Int16
        public init(rawValue: Int16) { self.rawValue = rawValue }
        public static let read = Interest(rawValue: Int16(POLLIN))
        public static let write = Interest(rawValue: Int16(POLLOUT))
    }

    /// What a descriptor is ready for. The end of the other side counts as both.
    public typealias Handler = (Interest) -> Void
    public typealias Token = Int

    private struct Source {
        var descriptor: Int32
        var interest: Interest
        var handler: Handler
    }

    private struct Timer {
        var deadline: Int64
        var body: () -> Void
    }

    private var sources: [Token: Source] = [:]
    private var timers: [Token: Timer] = [:]
    private var lastToken = 0
    private var isStopped = false
    private let mailbox: Mailbox

    /// Work from other threads.
    fileprivate final class Mailbox: Sendable {
        let bell: OwnedDescriptor
        private let letters = Locked<[@Sendable (EventLoop) -> Void]>([])

        init() throws(SystemError) { bell = OwnedDescriptor(try check(cl_event_descriptor(), "eventfd")) }

        func put(_ letter: @escaping @Sendable (EventLoop) -> Void) {
            letters.withLock { $0.append(letter) }
            var one: UInt64 = 1
            _ = write(bell.number, &one, 8)
        }

        func take() -> [@Sendable (EventLoop) -> Void] {
            var count: UInt64 = 0
            _ = read(bell.number, &count, 8)
            return letters.withLock { letters in
                defer { letters = [] }
                return letters
            }
        }
    }

    /// For other threads: hands work to the loop's.
    public struct Poster: Sendable {
        fileprivate let mailbox: Mailbox

        /// Runs `body` on the loop's thread.
        public func post(_ body: @escaping @Sendable (EventLoop) -> Void) { mailbox.put(body) }
    }

    public init() throws(SystemError) { mailbox = try Mailbox() }

    /// For other threads.
    public var poster: Poster { Poster(mailbox: mailbox) }

    /// Calls `handler` whenever the descriptor is ready for what `interest` says, until ``remove(_:)``.
    public func add(_ descriptor: Int32, _ interest: Interest = .read, handler: @escaping Handler) -> Token {
        lastToken += 1
        sources[lastToken] = Source(descriptor: descriptor, interest: interest, handler: handler)
        return lastToken
    }

    /// Changes what a descriptor is waited for; with nothing, only errors and its end are noticed when something else
    /// is asked for again.
    public func setInterest(_ interest: Interest, of token: Token) { sources[token]?.interest = interest }

    /// Stops waiting for a descriptor.
    public func remove(_ token: Token?) {
        if let token { sources[token] = nil }
    }

    /// Calls `body` once, when so many nanoseconds have passed.
    public func after(_ nanoseconds: Int64, _ body: @escaping () -> Void) -> Token {
        lastToken += 1
        let (deadline, overflows) = Clock.monotonic.addingReportingOverflow(max(0, nanoseconds))
        timers[lastToken] = Timer(deadline: overflows ? .max : deadline, body: body)
        return lastToken
    }

    /// Takes back what ``after(_:_:)`` was told.
    public func cancel(_ timer: Token?) {
        if let timer { timers[timer] = nil }
    }

    /// Lets ``run()`` return.
    public func stop() { isStopped = true }

    /// Waits and calls until ``stop()``.
    public func run() {
        isStopped = false
        while !isStopped { turn() }
    }

    private func turn() {
        var tokens: [Token] = []
        var entries: [pollfd] = [pollfd(fd: mailbox.bell.number, events: Int16(POLLIN), revents: 0)]
        for (token, source) in sources where !source.interest.isEmpty {
            tokens.append(token)
            entries.append(pollfd(fd: source.descriptor, events: source.interest.rawValue, revents: 0))
        }
        let count = poll(&entries, nfds_t(entries.count), timeout())
        if count > 0 {
            if entries[0].revents != 0 { for letter in mailbox.take() { letter(self) } }
            for (index, token) in tokens.enumerated() {
                let ready = entries[index + 1].revents
                // An earlier handler may have removed this one.
                guard ready != 0, let source = sources[token], !isStopped else { continue }
                let isOver = ready & Int16(POLLHUP | POLLERR | POLLNVAL) != 0
                source.handler(isOver ? source.interest : Interest(rawValue: ready).intersection(source.interest))
            }
        }
        let now = Clock.monotonic
        for (token, timer) in timers where timer.deadline <= now && !isStopped {
            if timers.removeValue(forKey: token) != nil { timer.body() }
        }
    }

    private func timeout() -> Int32 {
        guard let next = timers.values.map(\.deadline).min() else { return -1 }
        let left = next - Clock.monotonic
        if left <= 0 { return 0 }
        // Rounded up: a little late, never a little early, which would turn the loop without need.
        return Int32(clamping: (left + 999_999) / 1_000_000)
    }
}

/// Signals that are read as numbers from a descriptor.
public struct SignalReader: Sendable {
    private let file: OwnedDescriptor

    /// Blocks the signals in this thread and those that it starts, and reads them instead. Call it while there is one thread.
    public init(_ signals: [Int32]) throws(SystemError) {
        file = OwnedDescriptor(try check(cl_signal_descriptor(signals + [0]), "signalfd"))
    }

    public var descriptor: Int32 { file.number }

    /// The next signal; `nil` when there is none now.
    public func next() -> Int32? {
        let number = cl_read_signal(file.number)
        return number == 0 ? nil : number
    }
}
