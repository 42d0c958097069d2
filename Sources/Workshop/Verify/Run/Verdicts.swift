import Course
import EngineInterface

/// What an error means for a check's verdict.
enum Verdicts {
    static func judge(_ error: any Error, of check: Check, in result: inout CheckResult) {
        switch error {
        case var failure as Failure:
            // The check knows what the task is; then what the engine has to say about the cause.
            let hints = [check.hint, failure.hint].compactMap { $0 }.filter { !$0.isEmpty }
            failure.hint = hints.isEmpty ? nil : hints.first == hints.last ? hints.first : hints.joined(separator: "\n")
            result.verdict = .failed
            result.failure = failure
        case let failure as BuildFailure:
            judge(BuildExplanation.failure(failure, file: failure.file), of: check, in: &result)
        case let error as EngineError where isLearners(error.kind):
            judge(Failure(error.message, hint: error.help), of: check, in: &result)
        case let error as EngineError:
            result.verdict = .couldNotBeJudged
            result.problem = error.description
        default:
            result.verdict = .couldNotBeJudged
            result.problem = "\(error)"
        }
    }

    static func judgeLate(
        _ current: (action: String, blamesLearner: Bool, isPaused: Bool), of check: Check, in result: inout CheckResult
    ) {
        let message = "The check took longer than \(Wording.seconds(check.limit)). It was \(current.action)."
        if current.blamesLearner && !current.isPaused {
            judge(Failure(message), of: check, in: &result)
        } else {
            result.verdict = .couldNotBeJudged
            result.problem = message
        }
    }

    /// Whether such an error comes from the learner's image; the others come from the machine, the engine or the check.
    static func isLearners(_ kind: EngineError.Kind) -> Bool {
        switch kind {
        case .noCommand, .commandNotFound, .commandNotExecutable, .invalidUser, .mount, .connectionRefused, .notRunning,
            .invalidArgument:
            true
        case .hostUnable, .noSuchImage, .noSuchContainer, .noSuchVolume, .noSuchNetwork, .nameInUse, .inUse, .portInUse,
            .diskFull, .network, .damagedStore, .failure:
            false
        }
    }
}
