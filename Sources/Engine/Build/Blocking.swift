import Dispatch
import Linux

/// Work that blocks its thread: copying and hashing files, mounting.
enum Blocking {
    /// Runs the work on a thread that may block. `isCancelled` turns true when the task is cancelled; the work asks
    /// for it from time to time.
    static func run<Result: Sendable>(
        _ body: @escaping @Sendable (_ isCancelled: @escaping @Sendable () -> Bool) throws -> Result
    ) async throws -> Result {
        let flag = Locked(false)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                DispatchQueue.global().async {
                    continuation.resume(with: Swift.Result { try body { flag.withLock { $0 } } })
                }
            }
        } onCancel: {
            flag.withLock { $0 = true }
        }
    }
}
