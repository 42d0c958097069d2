import FoundationEssentials
import Learning
import Progress
import Testing

@Suite struct NextStepTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var progress: @Sendable (inout LearnerProgress) -> Void
        var stale: [String: ExerciseState.Change] = [:]
        var next: NextStep
    }

    static let cases = [
        Case(testDescription: "the first chapter at first", progress: { _ in }, next: .read("01-why")),
        Case(
            testDescription: "a chapter that is being read", progress: { $0[chapter: "02-first"].place = place(5) },
            next: .read("02-first")),
        Case(
            testDescription: "the exercise after its chapter",
            progress: { $0[chapter: "02-first"].readAt = Examples.date(5) },
            next: .exercise("hello")),
        Case(
            testDescription: "the next chapter after one without exercises",
            progress: { $0[chapter: "01-why"].readAt = Examples.date(5) }, next: .read("02-first")),
        Case(
            testDescription: "an exercise that was begun last",
            progress: {
                $0[chapter: "01-why"].readAt = Examples.date(5)
                $0[exercise: "web"].startedAt = Examples.date(6)
            }, next: .exercise("web")),
        Case(
            testDescription: "what follows an exercise that was passed last",
            progress: { $0[exercise: "hello"].pass = Examples.pass(6) }, next: .exercise("web")),
        Case(
            testDescription: "a passed exercise that changed",
            progress: { $0[exercise: "hello"].pass = Examples.pass(6) }, stale: ["hello": .exercise],
            next: .exercise("hello")),
        Case(
            testDescription: "nothing of a skipped chapter",
            progress: {
                $0[exercise: "web"].pass = Examples.pass(6)
                $0[chapter: "02-first"].skippedAt = Examples.date(7)
            }, next: .read("03-cache")),
        Case(
            testDescription: "what was left out, at the end",
            progress: {
                $0[exercise: "extra"].pass = Examples.pass(9)
                $0[chapter: "01-why"].readAt = Examples.date(1)
            }, next: .read("02-first")),
        Case(
            testDescription: "nothing when all is done; a chapter whose exercises are passed need not be read",
            progress: {
                $0[chapter: "01-why"].readAt = Examples.date(1)
                for id in ["hello", "web", "order", "extra"] { $0[exercise: id].pass = Examples.pass(2) }
            }, next: .finished),
    ]

    private static func place(_ at: Double) -> ReadingPlace { ReadingPlace(line: 3, at: Examples.date(at)) }

    @Test(arguments: cases)
    func whatComesNext(_ example: Case) {
        var progress = LearnerProgress()
        example.progress(&progress)
        #expect(Examples.overview(progress, stale: example.stale).next == example.next)
    }

    @Test func afterAPassItGoesOnFromThere() {
        var progress = LearnerProgress()
        progress[exercise: "hello"].pass = Examples.pass(1)
        let overview = Examples.overview(progress)
        #expect(overview.next(afterExercise: "hello") == .exercise("web"))
        #expect(overview.next(afterExercise: "web") == .read("03-cache"))
        #expect(overview.next(afterExercise: "extra") == .read("01-why"))
        #expect(overview.next(afterExercise: "gone") == .read("01-why"))
        #expect(overview.next(afterChapter: "02-first") == .exercise("web"))
    }

    @Test func whoPassesTheLastExerciseMaySkipTheRest() {
        var progress = LearnerProgress()
        progress[exercise: "web"].pass = Examples.pass(1)
        #expect(Examples.overview(progress).skippable(afterExercise: "web")?.id == "02-first")
        #expect(Examples.overview(progress).skippable(afterExercise: "hello") == nil)
        #expect(Examples.overview(progress).skippable(afterExercise: "order") == nil)
        let message = PassMessage(Examples.overview(progress), passed: "web")
        #expect(message.lines.count == 2)
        #expect(message.lines[1].contains("not hello") && message.lines[1].hasSuffix("workshop progress skip 2"))
        progress[chapter: "02-first"].skippedAt = Examples.date(2)
        #expect(Examples.overview(progress).skippable(afterExercise: "web") == nil)
        #expect(Examples.overview(progress).state(of: "hello") == .skipped)
        progress[chapter: "02-first"].skippedAt = nil
        progress[exercise: "hello"].pass = Examples.pass(1)
        #expect(Examples.overview(progress).skippable(afterExercise: "web") == nil)
    }

    @Test(arguments: [
        (NextStep.read("02-first"), "Next: read “A first image”: workshop read 2"),
        (.exercise("hello"), "Next: the exercise hello (Say hello): workshop start hello"),
        (.exercise("web"), "Next: go on with the exercise web (A web page): workshop watch web"),
        (.exercise("order"), "Next: order has changed since you passed it: workshop verify order"),
        (.finished, "That was the last one: you have done everything in this course."),
    ])
    func theNextStepIsNamedWithItsCommand(_ step: NextStep, _ text: String) {
        var progress = LearnerProgress()
        progress[exercise: "web"].attempts = 1
        progress[exercise: "order"].pass = Examples.pass(1)
        #expect(PassMessage.next(step, Examples.overview(progress, stale: ["order": .exercise])) == text)
    }

    @Test func chaptersHaveStates() {
        var progress = LearnerProgress()
        func states() -> [ChapterState] {
            let overview = Examples.overview(progress)
            return overview.outline.chapters.map { overview.state(of: $0) }
        }
        #expect(states() == [.open, .open, .open])
        progress[chapter: "01-why"].readAt = Examples.date(1)
        progress[exercise: "hello"].attempts = 1
        progress[exercise: "order"].pass = Examples.pass(1)
        #expect(states() == [.done, .inProgress, .done])
        progress[chapter: "02-first"].skippedAt = Examples.date(1)
        progress[exercise: "hello"] = ExerciseRecord()
        #expect(states() == [.done, .skipped, .done])
    }
}
