/// Work with a time limit that holds even when the work does not react to its cancellation.
enum Race {
    enum Ending: Sendable {
        case finished
        case failed(any Error)
        case late
    }

    /// Runs `work`, and when `limit` returns first, cancels it and calls `late`, which is to end what the work waits for.
    ///
    /// Work that goes on all the same for `grace` seconds is left to itself; closing the session ends it.
    /// - Throws: `CancellationError` when the task is cancelled.
    static func run(
        grace: Double = 10, work: @escaping @Sendable () async throws -> Void,
        limit: @escaping @Sendable () async throws -> Void, late: @escaping @Sendable () async -> Void
    ) async throws -> Ending {
        let (endings, continuation) = AsyncStream.makeStream(of: Ending.self)
        let worker = Task {
            do {
                try await work()
                continuation.yield(.finished)
            } catch {
                continuation.yield(.failed(error))
            }
        }
        let alarm = Task {
            do {
                try await limit()
                continuation.yield(.late)
            } catch {}
        }
        defer { alarm.cancel() }
        return try await withTaskCancellationHandler {
            var iterator = endings.makeAsyncIterator()
            let first = await iterator.next() ?? .failed(CancellationError())
            if case .late = first {
                worker.cancel()
                await late()
                let patience = Task {
                    try await Task.sleep(for: .seconds(grace))
                    continuation.yield(.late)
                }
                _ = await iterator.next()
                patience.cancel()
            }
            try Task.checkCancellation()
            return first
        } onCancel: {
            worker.cancel()
            alarm.cancel()
            continuation.yield(.failed(CancellationError()))
        }
    }
}
