import Synchronization

/// The time that a check has. Waiting for base images does not count: they are fetched once for all.
final class CheckClock: Sendable {
    private struct State {
        var deadline: ContinuousClock.Instant
        var pausedSince: ContinuousClock.Instant?
        var action = ""
        var blamesLearner = false
    }

    private let state: Mutex<State>

    init(seconds: Double) {
        state = Mutex(State(deadline: .now + .seconds(seconds)))
    }

    /// What the check does at this moment, and whether the learner's program is what takes the time.
    var current: (action: String, blamesLearner: Bool, isPaused: Bool) {
        state.withLock { ($0.action, $0.blamesLearner, $0.pausedSince != nil) }
    }

    func enter(_ action: String, blamesLearner: Bool) {
        state.withLock {
            $0.action = action
            $0.blamesLearner = blamesLearner
        }
    }

    func pause() {
        state.withLock { if $0.pausedSince == nil { $0.pausedSince = .now } }
    }

    func resume() {
        state.withLock { state in
            guard let since = state.pausedSince else { return }
            state.deadline += .now - since
            state.pausedSince = nil
        }
    }

    /// Returns when the time is over, or throws when the task is cancelled.
    func expire() async throws(CancellationError) {
        while true {
            let rest: Duration = state.withLock { state in
                let now = ContinuousClock.now
                // While it is paused the deadline moves along.
                let deadline = state.pausedSince.map { state.deadline + (now - $0) } ?? state.deadline
                return deadline - now
            }
            if rest <= .zero { return }
            do { try await Task.sleep(for: rest) } catch { throw CancellationError() }
        }
    }
}

extension Duration {
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
