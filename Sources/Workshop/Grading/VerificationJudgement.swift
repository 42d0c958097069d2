import Verify

extension Judgement {
    /// What a verification says, as far as a grade needs it.
    ///
    /// A check that is blocked by one that could not be judged could not be judged either.
    public init(_ report: VerificationReport) {
        let verdicts = Dictionary(report.checks.map { ($0.id, $0) }) { first, _ in first }
        /// Follows the blocking checks to the one that started it.
        func isUndecided(_ check: CheckResult) -> Bool {
            var current = check
            var seen: Set<String> = []
            while current.verdict == .blocked, seen.insert(current.id).inserted,
                let next = current.blockedBy.flatMap({ verdicts[$0] })
            {
                current = next
            }
            return current.verdict == .couldNotBeJudged
        }
        var problem: String?
        let checks = report.checks.map { check -> GradeRecord.Check in
            let undecided = isUndecided(check)
            if undecided && problem == nil { problem = check.problem ?? "The check \(check.id) could not be judged." }
            let seen = check.failure.map { failure in
                [failure.message, failure.seen.map { "Seen: \($0)" }].compactMap { $0 }.joined(separator: " ")
            }
            return GradeRecord.Check(
                id: check.id, verdict: undecided ? "not-judged" : check.verdict.rawValue,
                points: check.verdict == .passed ? Double(check.points) : 0, maximum: Double(check.points),
                seen: seen.map { String($0.prefix(2000)) })
        }
        self.init(checks: checks, notJudged: problem)
    }
}
