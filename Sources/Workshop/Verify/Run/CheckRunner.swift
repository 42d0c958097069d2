import Course
import EngineInterface

/// Runs one check and judges it.
struct CheckRunner: Sendable {
    let check: Check
    let scope: CheckScope
    let context: RunContext

    /// `nil` when the task was cancelled.
    func run() async -> CheckResult? {
        let start = ContinuousClock.now
        var result = CheckResult(
            id: check.id, title: check.title, reason: check.reason, points: check.points, verdict: .passed, seconds: 0)
        let clock = CheckClock(seconds: check.limit)
        let actions = ActionRunner(check: check, scope: scope, context: context, clock: clock)
        do {
            let ending = try await Race.run(
                work: { try await actions.runAll() }, limit: { try await clock.expire() },
                interrupt: { await scope.killAll() })
            switch ending {
            case .finished: break
            case .failed(let error): Verdicts.judge(error, of: check, in: &result)
            case .late: Verdicts.judgeLate(clock.current, of: check, in: &result)
            }
        } catch {
            await tidyUp()
            return nil
        }
        result.seconds = (ContinuousClock.now - start).inSeconds
        await tidyUp()
        return result
    }

    private func tidyUp() async {
        let scope = scope
        let context = context
        // In a task of its own: it has to be done when the check is cancelled, too.
        await Task { await scope.end(isLast: false, context: context) }.value
    }
}
