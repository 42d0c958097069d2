import Dispatch
import Linux
import Synchronization

/// Work on many things at once, by as many threads as there are processors.
enum Parallel {
    /// More threads than this only wait for the file system.
    private static let maximumThreads = 8

    /// The results of `body` for all indices up to `count`, in order.
    ///
    /// Each thread has a worker of its own. When `body` throws, the error of the smallest index is the one that is
    /// thrown, so that the same faults give the same message.
    ///
    /// - Parameter perThread: how many indices are worth another thread.
    static func map<Worker, Result: Sendable>(
        _ count: Int, perThread: Int = 2, worker makeWorker: @Sendable () -> Worker,
        _ body: @Sendable (inout Worker, Int) throws -> Result
    ) throws -> [Result] {
        let threads = min(Processors.count, maximumThreads, count / max(1, perThread))
        guard threads > 1 else {
            var worker = makeWorker()
            return try (0..<count).map { try body(&worker, $0) }
        }
        let next = Atomic(0)
        let failed = Atomic(Int.max)
        let outcome = Locked<(results: [Result?], failure: (any Error)?)>(
            (Array(repeating: nil, count: count), nil))
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
            var worker = makeWorker()
            var own: [(Int, Result)] = []
            while true {
                let index = next.add(1, ordering: .relaxed).oldValue
                if index >= count || index > failed.load(ordering: .relaxed) { break }
                do {
                    own.append((index, try body(&worker, index)))
                } catch {
                    outcome.withLock {
                        guard index < failed.load(ordering: .relaxed) else { return }
                        failed.store(index, ordering: .relaxed)
                        $0.failure = error
                    }
                }
            }
            outcome.withLock { outcome in for (index, result) in own { outcome.results[index] = result } }
        }
        return try outcome.withLock {
            if let failure = $0.failure { throw failure }
            return $0.results.compactMap { $0 }
        }
    }
}
