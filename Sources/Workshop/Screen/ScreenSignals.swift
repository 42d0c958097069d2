import Glibc
import Linux
import Synchronization

/// Catches the signals that concern a screen while it is shown, and hands them back afterwards to who had them.
///
/// They are caught by handlers, not ignored or blocked: programs that this process starts would inherit that.
final class ScreenSignals: Sendable {
    /// Signals that end a command.
    static let endings: [Int32] = [SIGHUP, SIGINT, SIGTERM]
    private static let all = endings + [SIGWINCH, SIGTSTP, SIGCONT]
    /// Where the handlers write. The pipe stays open until the process ends: a handler may be about to write.
    private static let wakeUp = Atomic<Int32>(-1)
    private static let pipe = Locked<Int32?>(nil)

    /// Actions as numbers and functions are not Sendable to the compiler; these are plain values.
    private struct Saved: @unchecked Sendable { var action: sigaction }
    private let saved = Locked<[Int32: Saved]>([:])

    /// Readable when a signal came: one byte each, its number.
    let descriptor: Int32

    init() throws(SystemError) {
        if let existing = Self.pipe.withLock({ $0 }) {
            descriptor = existing
            return
        }
        let ends = try Descriptor.pipe()
        try Descriptor.setNonBlocking(ends.read.number)
        try Descriptor.setNonBlocking(ends.write.number)
        let end = ends.read.release()
        Self.wakeUp.store(ends.write.release(), ordering: .releasing)
        Self.pipe.withLock { $0 = end }
        descriptor = end
    }

    /// Begins to catch.
    func catchAll() {
        // What came before concerns nobody.
        while next() != nil {}
        for number in Self.all { catchSignal(number) }
    }

    /// Hands the signals back.
    func release() {
        let actions = saved.withLock { saved in
            defer { saved = [:] }
            return saved
        }
        for (number, saved) in actions {
            var action = saved.action
            sigaction(number, &action, nil)
        }
    }

    /// The next signal; `nil` when there is none now.
    func next() -> Int32? {
        var byte: UInt8 = 0
        while true {
            let count = read(descriptor, &byte, 1)
            if count == 1 { return Int32(byte) }
            if count == 0 || errno != EINTR { return nil }
        }
    }

    /// Stops this process and its group, as the terminal would have done at Ctrl-Z, and returns when it goes on.
    /// - Returns: whether a signal is to be read now: the one that says so.
    func stop() -> Bool {
        signal(SIGTSTP, SIG_DFL)
        kill(0, SIGTSTP)
        // Another thread may take the signal a moment later. In a group without a shell nothing stops, so the wait ends.
        var interest = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        let isContinued = poll(&interest, 1, 200) > 0
        install(SIGTSTP)
        return isContinued
    }

    private func catchSignal(_ number: Int32) {
        if let old = install(number) { saved.withLock { $0[number] = Saved(action: old) } }
    }

    /// Returns the action before.
    @discardableResult
    private func install(_ number: Int32) -> sigaction? {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { number in
            let saved = errno
            var byte = UInt8(truncatingIfNeeded: number)
            _ = write(ScreenSignals.wakeUp.load(ordering: .acquiring), &byte, 1)
            errno = saved
        }
        action.sa_flags = Int32(SA_RESTART)
        var old = sigaction()
        return sigaction(number, &action, &old) == 0 ? old : nil
    }
}
