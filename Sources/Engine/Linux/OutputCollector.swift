import Glibc

/// Reads a pipe to its end in the background and keeps the newest bytes.
///
/// The writer is never held up, however much it writes; what exceeds the limit is dropped from the front.
public final class OutputCollector: Sendable {
    private struct State {
        var bytes: [UInt8] = []
        var start = 0
        var dropped = false
        var ended = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Locked(State())
    private let limit: Int
    private let onData: (@Sendable ([UInt8]) -> Void)?
    private let watch = Locked<DescriptorWatcher.Token?>(nil)

    /// - Parameters:
    ///   - descriptor: the pipe's read end; the collector owns it from now on.
    ///   - limit: how many bytes are kept.
    ///   - onData: called with every piece, in order.
    public init(_ descriptor: OwnedDescriptor, limit: Int, onData: (@Sendable ([UInt8]) -> Void)? = nil) throws {
        try Descriptor.setNonBlocking(descriptor.number)
        self.limit = limit
        self.onData = onData
        let token = DescriptorWatcher.shared.watch(descriptor) { self.drain(descriptor.number) }
        watch.withLock { $0 = token }
    }

    /// Returns whether more can come.
    private func drain(_ descriptor: Int32) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(descriptor, &buffer, buffer.count)
        if count > 0 {
            let piece = Array(buffer[..<count])
            append(piece)
            onData?(piece)
            return true
        }
        if count < 0 && (errno == EAGAIN || errno == EINTR) { return true }
        finish()
        return false
    }

    private func append(_ piece: [UInt8]) {
        state.withLock { state in
            state.bytes.append(contentsOf: piece)
            if state.bytes.count - state.start > limit {
                state.start = state.bytes.count - limit
                state.dropped = true
                // Move rarely, not for every piece.
                if state.start > limit {
                    state.bytes.removeFirst(state.start)
                    state.start = 0
                }
            }
        }
    }

    private func finish() {
        let waiters: [CheckedContinuation<Void, Never>] = state.withLock { state in
            state.ended = true
            defer { state.waiters = [] }
            return state.waiters
        }
        waiters.forEach { $0.resume() }
    }

    /// What was read so far, and whether older bytes were dropped.
    public func contents() -> (bytes: [UInt8], isTruncated: Bool) {
        state.withLock { (Array($0.bytes[$0.start...]), $0.dropped) }
    }

    /// Waits until every writer has closed the pipe.
    public func waitForEnd() async {
        await withCheckedContinuation { continuation in
            let ended = state.withLock { state in
                if !state.ended { state.waiters.append(continuation) }
                return state.ended
            }
            if ended { continuation.resume() }
        }
    }

    /// Waits like ``waitForEnd()``, but gives a writer that was left behind only so much time; then stops reading.
    public func waitForEnd(atMost time: Duration) async {
        let deadline = Task {
            try await Task.sleep(for: time)
            if let token = watch.withLock({ $0 }) { DescriptorWatcher.shared.stop(token) }
            finish()
        }
        await waitForEnd()
        deadline.cancel()
    }
}
