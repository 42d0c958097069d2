import Dispatch
import Linux

/// Work that blocks its thread for long: packing and unpacking.
enum BlockingWork {
    /// Runs the work on a thread that may block. `isCancelled` turns true when the task is cancelled; the work asks for
    /// it from time to time.
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

    /// Waits for a child. Only from within ``run(_:)``: the threads that serve tasks must stay free.
    static func wait(_ child: ChildProcess) -> Int32 {
        let status = Locked<Int32>(255)
        let done = DispatchSemaphore(value: 0)
        Task.detached {
            let ended = await child.wait().status
            status.withLock { $0 = ended }
            done.signal()
        }
        done.wait()
        return status.withLock { $0 }
    }
}
