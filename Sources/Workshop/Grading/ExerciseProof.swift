import Course
import Verify

/// Whether an exercise's checks say about its own answers what its author says.
public enum ExerciseProof {
    /// What is wrong with a verdict, as sentences; nothing when the exercise holds.
    public static func problems(_ report: VerificationReport, of answer: ExerciseCase, in exercise: Exercise)
        -> [String]
    {
        let allowed = answer.allowedVerdicts(in: exercise)
        var problems: [String] = []
        let results = Dictionary(report.checks.map { ($0.id, $0) }) { first, _ in first }
        for check in exercise.checks {
            guard let result = results[check.id] else {
                problems.append("The check `\(check.id)` was not run.")
                continue
            }
            if result.verdict == .couldNotBeJudged {
                problems.append("The check `\(check.id)` could not be judged: \(result.problem ?? "no reason given")")
                continue
            }
            let wanted = allowed[check.id] ?? []
            if wanted.contains(where: { $0.rawValue == result.verdict.rawValue }) { continue }
            problems.append(sentence(result, wanted: wanted, answer: answer))
        }
        if case .starter = answer, problems.isEmpty, !report.checks.contains(where: { $0.verdict == .failed }) {
            problems.append("No check fails on the starter, so there is nothing to do.")
        }
        return problems
    }

    private static func sentence(
        _ result: CheckResult, wanted: Set<ExerciseCase.AllowedVerdict>, answer: ExerciseCase
    ) -> String {
        let expected = wanted.map(\.rawValue).sorted().joined(separator: " or ")
        var text = "The check `\(result.id)` should be \(expected) but is \(result.verdict.rawValue)."
        if let failure = result.failure {
            text += " " + failure.message
            if let seen = failure.seen { text += " Seen: \(seen)" }
        }
        if let blocker = result.blockedBy { text += " It is blocked by `\(blocker)`." }
        if case .starter = answer, result.verdict == .passed {
            text += " If it is meant to pass there, list it under starter: passes."
        }
        return text
    }
}
