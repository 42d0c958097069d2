import Testing
import Verify

@testable import Grading

@Suite struct JudgementTests {
    private func check(
        _ id: String, _ verdict: Verdict, blockedBy: String? = nil, problem: String? = nil, failure: Failure? = nil
    ) -> CheckResult {
        CheckResult(
            id: id, title: id, reason: "", points: 2, verdict: verdict, seconds: 0, failure: failure,
            blockedBy: blockedBy,
            problem: problem)
    }

    private func judgement(_ checks: [CheckResult]) -> Judgement {
        Judgement(VerificationReport(exercise: "demo", directory: "/", checks: checks, seconds: 0))
    }

    @Test func `what waits for an undecided check is undecided, what waits for a failed one is lost`() {
        let judgement = judgement([
            check("a", .passed), check("b", .failed, failure: Failure("No.", expected: "1", seen: "2")),
            check("c", .blocked, blockedBy: "b"), check("d", .couldNotBeJudged, problem: "The disk is full."),
            check("e", .blocked, blockedBy: "f"), check("f", .blocked, blockedBy: "d"),
        ])
        #expect(
            judgement.checks.map(\.verdict) == [
                "passed", "failed", "blocked", "not-judged", "not-judged", "not-judged",
            ])
        #expect(judgement.notJudged == "The disk is full.")
        #expect(judgement.checks[1].seen == "No. Seen: 2")
        let record = Grader.record(judgement, name: "x", key: "k")
        #expect(record.points == 2)
        #expect(record.maximum == 6)
        #expect(record.outcome == .notJudged)
    }

    @Test func `a full house`() {
        let judgement = judgement([check("a", .passed), check("b", .passed)])
        #expect(judgement.notJudged == nil)
        #expect(Grader.record(judgement, name: "x", key: "k").percent == 100)
    }
}
