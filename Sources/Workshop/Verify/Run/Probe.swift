/// Repeats a look until it finds what is awaited: at once, after 5 ms, and then less and less often.
struct Probe: Sendable {
    let deadline: ContinuousClock.Instant
    private var pause = Duration.milliseconds(5)

    init(seconds: Double) { deadline = .now + .seconds(seconds) }

    var isOver: Bool { ContinuousClock.now >= deadline }

    /// What is left, in seconds; never negative.
    var rest: Double { max(0, (deadline - .now).inSeconds) }

    /// Waits for the next look; `false` when the time is over. Throws when the task is cancelled.
    mutating func next() async throws(CancellationError) -> Bool {
        let now = ContinuousClock.now
        if Task.isCancelled { throw CancellationError() }
        guard now < deadline else { return false }
        do { try await Task.sleep(for: min(pause, deadline - now)) } catch { throw CancellationError() }
        pause = min(pause * 2, .milliseconds(100))
        return true
    }
}
