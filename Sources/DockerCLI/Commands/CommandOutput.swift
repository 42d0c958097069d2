import Glibc
import Linux

/// A stream that a command writes to: standard output or standard error.
///
/// Nothing is buffered, so what is written to both appears in the order in which it was written.
final class CommandOutput: Sendable {
    let descriptor: Int32
    /// Whether a person looks at it.
    let isTerminal: Bool
    private let state = Locked(State())

    private struct State: Sendable {
        var failure: Int32 = 0
        var onFailure: (@Sendable (Int32) -> Void)?
    }

    init(descriptor: Int32) {
        self.descriptor = descriptor
        isTerminal = isatty(descriptor) == 1
    }

    /// The error number of the first write that failed; 0 when all went well. Later writes do nothing.
    var failure: Int32 { state.withLock(\.failure) }

    /// Calls a body once, when a write fails: the reader has gone (`EPIPE`) or the disk is full (`ENOSPC`).
    func onFailure(_ body: @escaping @Sendable (Int32) -> Void) { state.withLock { $0.onFailure = body } }

    /// The terminal's size in cells, when it is a terminal that knows.
    var size: TerminalSize? { TerminalSize(of: descriptor) }

    /// Writes a text as it is.
    func write(_ text: String) { write(bytes: Array(text.utf8)) }

    /// Writes a text and a newline.
    func line(_ text: String = "") { write(text + "\n") }

    /// Writes bytes, and waits on this thread while the reader is slow.
    func write(bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty, failure == 0 {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                waitUntilWritable(milliseconds: -1)
            } else if errno != EINTR {
                fail(errno)
            }
        }
    }

    /// Writes bytes, and holds up no other task while the reader is slow.
    func pass(_ bytes: [UInt8]) async throws {
        var rest = bytes[...]
        while !rest.isEmpty, failure == 0 {
            try Task.checkCancellation()
            // A pipe that is ready takes that much without blocking.
            let piece = rest.prefix(Int(PIPE_BUF))
            guard waitUntilWritable(milliseconds: 0) else {
                try await Blocking.run { isCancelled in
                    while !isCancelled(), !self.waitUntilWritable(milliseconds: 100) {}
                }
                continue
            }
            write(bytes: Array(piece))
            rest = rest.dropFirst(piece.count)
        }
    }

    @discardableResult
    private func waitUntilWritable(milliseconds: Int32) -> Bool {
        var interest = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        // Errors show when writing is tried.
        return poll(&interest, 1, milliseconds) != 0
    }

    private func fail(_ number: Int32) {
        let body = state.withLock { state in
            guard state.failure == 0 else { return nil as (@Sendable (Int32) -> Void)? }
            state.failure = number
            defer { state.onFailure = nil }
            return state.onFailure
        }
        body?(number)
    }
}
