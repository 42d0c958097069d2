import FoundationEssentials
import Progress
import Testing

@Suite struct ProgressMergeTests {
    private static func date(_ seconds: Double) -> Date { Date(timeIntervalSince1970: seconds) }
    private static func pass(_ at: Double, _ points: Int = 5) -> PassRecord {
        PassRecord(at: date(at), points: points, files: [:], exercise: "e")
    }
    private static func run(_ at: Double) -> RunRecord { RunRecord(at: date(at), verdicts: [:], points: 0, maximum: 5) }

    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var mine: ExerciseRecord
        var theirs: ExerciseRecord
        var joined: ExerciseRecord
    }

    static let cases = [
        Case(
            testDescription: "a pass is better than none", mine: ExerciseRecord(attempts: 9),
            theirs: ExerciseRecord(attempts: 1, pass: pass(5)), joined: ExerciseRecord(attempts: 9, pass: pass(5))),
        Case(
            testDescription: "none does not take a pass away", mine: ExerciseRecord(pass: pass(5)),
            theirs: ExerciseRecord(attempts: 1), joined: ExerciseRecord(attempts: 1, pass: pass(5))),
        Case(
            testDescription: "the pass with more points", mine: ExerciseRecord(pass: pass(9, 4)),
            theirs: ExerciseRecord(pass: pass(5, 5)), joined: ExerciseRecord(pass: pass(5, 5))),
        Case(
            testDescription: "the later of two passes", mine: ExerciseRecord(pass: pass(5)),
            theirs: ExerciseRecord(pass: pass(9)), joined: ExerciseRecord(pass: pass(9))),
        Case(
            testDescription: "the later run", mine: ExerciseRecord(lastRun: run(9)),
            theirs: ExerciseRecord(lastRun: run(5)), joined: ExerciseRecord(lastRun: run(9))),
        Case(
            testDescription: "the earlier start, this machine's folder, more hints",
            mine: ExerciseRecord(startedAt: date(5), folder: "/mine", hintsShown: 1),
            theirs: ExerciseRecord(startedAt: date(3), folder: "/theirs", hintsShown: 2, solutionShownAt: date(8)),
            joined: ExerciseRecord(startedAt: date(3), folder: "/mine", hintsShown: 2, solutionShownAt: date(8))),
        Case(
            testDescription: "their folder when there is none here", mine: ExerciseRecord(),
            theirs: ExerciseRecord(folder: "/theirs"), joined: ExerciseRecord(folder: "/theirs")),
    ]

    @Test(arguments: cases)
    func theBetterOfBothIsKept(_ example: Case) {
        var mine = LearnerProgress()
        mine[exercise: "a"] = example.mine
        var theirs = LearnerProgress()
        theirs[exercise: "a"] = example.theirs
        _ = mine.merge(theirs)
        #expect(mine[exercise: "a"] == example.joined)
        // Again it changes nothing.
        let before = mine
        let summary = mine.merge(theirs)
        #expect(mine == before)
        #expect(summary.unchanged == 1 && summary.passed.isEmpty && summary.updated.isEmpty)
    }

    @Test func theSummaryTellsWhatHappened() {
        var mine = LearnerProgress()
        mine[exercise: "both"].attempts = 2
        mine[exercise: "kept"].pass = Self.pass(1)
        var theirs = LearnerProgress()
        theirs[exercise: "both"].attempts = 3
        theirs[exercise: "kept"].pass = Self.pass(1)
        theirs[exercise: "new"].pass = Self.pass(2)
        theirs[chapter: "01"].readAt = Self.date(3)
        let summary = mine.merge(theirs)
        #expect(summary.passed == ["new"])
        #expect(summary.updated == ["both"])
        #expect(summary.chapters == ["01"])
        #expect(summary.unchanged == 1)
    }

    @Test(arguments: [(5.0, 9.0, "theirs", 2), (9.0, 5.0, "mine", 1)])
    func theLaterPlaceIsKept(_ mineAt: Double, _ theirsAt: Double, _ last: String, _ line: Int) {
        var mine = LearnerProgress()
        mine[chapter: "mine"].place = ReadingPlace(line: 1, at: Self.date(mineAt))
        mine.lastChapter = "mine"
        var theirs = LearnerProgress()
        theirs[chapter: "theirs"].place = ReadingPlace(line: 2, at: Self.date(theirsAt))
        theirs.lastChapter = "theirs"
        _ = mine.merge(theirs)
        #expect(mine.lastChapter == last)
        #expect(mine.place?.line == line)
    }
}
