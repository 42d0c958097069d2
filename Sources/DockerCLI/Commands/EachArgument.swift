import EngineInterface

extension CommandContext {
    /// Does something for each of several arguments, and goes on after an error.
    ///
    /// Lines for standard output appear in the order of the arguments; the errors follow on standard error, each with its
    /// sentence of help. Returns the exit status: 1 when anything failed.
    ///
    /// - Parameter atOnce: how many may be worked on at the same time. Names given twice are always taken one after the other.
    /// - Parameter body: returns the line for standard output; `nil` prints none.
    func forEach(
        _ arguments: [String], atOnce: Int = 1, _ body: @escaping @Sendable (String) async throws -> String?
    ) async throws -> Int32 {
        let width = Set(arguments).count == arguments.count ? max(1, atOnce) : 1
        var failures: [any Error] = []
        func finish(_ outcome: Result<String?, any Error>) throws {
            switch outcome {
            case .success(let line): if let line { output.line(line) }
            case .failure(let failure):
                if failure is CancellationError { throw failure }
                failures.append(failure)
            }
        }
        try await withThrowingTaskGroup(of: (Int, Result<String?, any Error>).self) { group in
            var next = 0
            var printed = 0
            var waiting: [Int: Result<String?, any Error>] = [:]
            func start() {
                let (index, argument) = (next, arguments[next])
                next += 1
                group.addTask {
                    do { return (index, .success(try await body(argument))) } catch { return (index, .failure(error)) }
                }
            }
            while next < min(width, arguments.count) { start() }
            while let (index, outcome) = try await group.next() {
                if next < arguments.count { start() }
                waiting[index] = outcome
                while let ready = waiting.removeValue(forKey: printed) {
                    printed += 1
                    try finish(ready)
                }
            }
        }
        for failure in failures { await say(failure) }
        return failures.isEmpty ? 0 : 1
    }

    /// Says an error on standard error: Docker's words, then a line of help. Returns the exit status that it stands for.
    @discardableResult
    func say(_ failure: any Error) async -> Int32 {
        let (text, status) = await FailureText.text(of: failure, otherStores: host.otherStores)
        if !text.isEmpty { error.line(text) }
        return status
    }
}
