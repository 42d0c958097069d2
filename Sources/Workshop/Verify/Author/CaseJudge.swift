import Course

/// Compares what became of a case with what the exercise promises.
struct CaseJudge: Sendable {
    let exercise: Exercise
    let subject: AuthorCase

    func problems(_ report: VerificationReport) -> [AuthorProblem] {
        var problems =
            switch subject {
            case .starter: starter(report)
            case .solution, .alternative: solution(report)
            case .mistake(let name): mistake(report, fails: exercise.mistakes.first { $0.name == name }?.fails ?? [])
            }
        for result in report.checks where result.verdict == .failed {
            if result.failure?.message.isEmpty != false {
                problems.append(problem(result, "It fails without a message."))
            }
            if result.failure?.hint?.isEmpty != false { problems.append(problem(result, "It fails without a hint.")) }
        }
        return problems
    }

    func notJudged(_ report: VerificationReport) -> [AuthorProblem] {
        report.checks.filter { $0.verdict == .couldNotBeJudged }.map {
            problem($0, "It could not be judged. \($0.problem ?? "")")
        }
    }

    private func starter(_ report: VerificationReport) -> [AuthorProblem] {
        report.checks.compactMap { result in
            let isDeclared = exercise.passesOnStarter.contains(result.id)
            return switch result.verdict {
            case .passed where !isDeclared:
                problem(
                    result, "It passes on the starter. Declare that below starter, passes, or make the check stricter.")
            case .failed where isDeclared:
                problem(result, "It should pass on the starter. \(reason(result))")
            case .blocked where isDeclared:
                problem(result, "It should pass on the starter, but is blocked by \(result.blockedBy ?? "another").")
            default: nil
            }
        } + (report.allPassed ? [AuthorProblem(subject: subject, "Every check passes on the starter.")] : [])
    }

    private func solution(_ report: VerificationReport) -> [AuthorProblem] {
        report.checks.filter { $0.verdict == .failed }.map { problem($0, "It fails. \(reason($0))") }
    }

    private func mistake(_ report: VerificationReport, fails: [String]) -> [AuthorProblem] {
        report.checks.compactMap { result in
            let isDeclared = fails.contains(result.id)
            return switch result.verdict {
            case .passed where isDeclared: problem(result, "It passes, but this mistake is declared to make it fail.")
            case .blocked where isDeclared:
                problem(
                    result,
                    "It is blocked by \(result.blockedBy ?? "another"), but this mistake is declared to make it fail.")
            case .failed where !isDeclared:
                problem(result, "It fails, which is not declared for this mistake. \(reason(result))")
            default: nil
            }
        }
    }

    private func problem(_ result: CheckResult, _ message: String) -> AuthorProblem {
        AuthorProblem(subject: subject, check: result.id, message)
    }

    /// Why a check failed, on one line.
    private func reason(_ result: CheckResult) -> String {
        guard let failure = result.failure else { return "" }
        var text = failure.message
        if let expected = failure.expected { text += " Expected: " + Self.ended(expected) }
        if let seen = failure.seen { text += " Seen: " + Self.ended(seen) }
        return text
    }

    /// With a full stop, unless what is quoted ends like a sentence already.
    private static func ended(_ text: String) -> String {
        text.last.map { ".!?…".contains($0) } == true ? text : text + "."
    }
}
