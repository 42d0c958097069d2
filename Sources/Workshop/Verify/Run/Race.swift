/// Work with a time limit that holds even when the work does not react to its cancellation.
enum Race {
    enum Ending: Sendable {
        case finished
        case failed(any Error)
        case late
    }

    /// Runs `work`. When `limit` returns first, or the task is cancelled, the work is cancelled, and `interrupt` is called,
    /// which is to end what the work waits for.
    ///
    /// Work that goes on all the same for `grace` seconds is left to itself; closing the session ends it.
    /// - Throws: `CancellationError` when the task is cancelled.
    static func run(
        grace: Double = 10, work: @escaping @Sendable () async throws -> Void,
        limit: @escaping @Sendable () async throws -> Void, interrupt: @escaping @Sendable () async -> Void
    ) async throws -> Ending {
        let (endings, ending) = AsyncStream.makeStream(of: Ending.self)
        let (quiet, quieted) = AsyncStream.makeStream(of: Void.self)
        let worker = Task {
            do {
                try await work()
                ending.yield(.finished)
            } catch {
                ending.yield(.failed(error))
            }
            quieted.finish()
        }
        let alarm = Task {
            do {
                try await limit()
                ending.yield(.late)
            } catch {
                // The work was faster.
            }
        }
        defer { alarm.cancel() }
        // A cancelled task gets `nil` from the stream at once.
        var iterator = endings.makeAsyncIterator()
        let first = await iterator.next()
        switch first {
        case .finished, .failed: break
        case .late, nil:
            worker.cancel()
            // In a task of its own, which is not cancelled.
            let end = Task {
                await interrupt()
                let patience = Task {
                    try await Task.sleep(for: .seconds(grace))
                    quieted.finish()
                }
                for await _ in quiet {}
                patience.cancel()
            }
            await end.value
        }
        try Task.checkCancellation()
        return first ?? .failed(CancellationError())
    }
}
