import Synchronization

/// Work that blocks its thread — reading, copying, hashing, mounting — away from the threads that run tasks.
public enum Blocking {
    /// Runs a body on a thread of its own.
    ///
    /// The body gets a question that it should ask often: whether the task was cancelled.
    public static func run<Result: Sendable>(
        _ body: @escaping @Sendable (_ isCancelled: @escaping @Sendable () -> Bool) throws -> Result
    ) async throws -> Result {
        let flag = Flag()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                Thread.start { continuation.resume(with: Swift.Result { try body { flag.isSet } }) }
            }
        } onCancel: {
            flag.set()
        }
    }

    private final class Flag: Sendable {
        private let value = Atomic(false)
        var isSet: Bool { value.load(ordering: .relaxed) }
        func set() { value.store(true, ordering: .relaxed) }
    }
}
