import Course
import Testing
import Verify

@testable import Grading

@Suite struct ExerciseProofTests {
    /// builds ← runs ← answers; quiet stands alone.
    static let exercise = Exercise(
        id: "demo", folder: "/nowhere", title: "Demo", summary: "", minutes: nil, images: [], files: [],
        limits: Limits(),
        checks: [("builds", []), ("runs", ["builds"]), ("answers", ["runs"]), ("quiet", [])].map { id, needs in
            Check(id: id, title: id, reason: "", hint: "", points: 1, limit: 1, needs: needs, actions: [], line: 1)
        }, mistakes: [Mistake(name: "silent", summary: "", fails: ["runs"])], passesOnStarter: ["quiet"])

    struct Row: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var answer: ExerciseCase
        /// In the order of the checks: p(assed), f(ailed), b(locked), ?.
        var verdicts: String
        /// A part of the only problem; `nil` when the exercise holds.
        var problem: String?
    }

    static let mistake = ExerciseCase.mistake(exercise.mistakes[0])
    static let rows: [Row] = [
        Row(testDescription: "a right solution", answer: .solution, verdicts: "pppp"),
        Row(
            testDescription: "a wrong one", answer: .solution, verdicts: "pfpp",
            problem: "`runs` should be passed but is failed"),
        Row(testDescription: "a variant", answer: .variant("x"), verdicts: "pppp"),
        Row(testDescription: "an undecided check", answer: .solution, verdicts: "pp?p", problem: "could not be judged"),
        Row(testDescription: "a caught mistake", answer: mistake, verdicts: "pfbp"),
        Row(testDescription: "a mistake that nobody sees", answer: mistake, verdicts: "pppp", problem: nil),
        Row(
            testDescription: "a mistake that another check sees", answer: mistake, verdicts: "pfbf",
            problem: "`quiet` should be passed"),
        Row(testDescription: "a starter", answer: .starter, verdicts: "fbbp"),
        Row(
            testDescription: "a starter that passes a check", answer: .starter, verdicts: "pfbp",
            problem: "list it under starter"),
        Row(
            testDescription: "a starter whose checks are all blocked", answer: .starter, verdicts: "bbbp",
            problem: "No check fails"),
    ]

    @Test(arguments: rows)
    func `verdicts are held against what the author declared`(row: Row) {
        let checks = zip(Self.exercise.checks, row.verdicts).map { check, letter in
            let verdict: Verdict =
                switch letter {
                case "p": .passed
                case "f": .failed
                case "b": .blocked
                default: .couldNotBeJudged
                }
            return CheckResult(id: check.id, title: "", reason: "", points: 1, verdict: verdict, seconds: 0)
        }
        let report = VerificationReport(exercise: "demo", directory: "/", checks: checks, seconds: 0)
        let problems = ExerciseProof.problems(report, of: row.answer, in: Self.exercise)
        if row.testDescription == "a mistake that nobody sees" {
            #expect(problems.count == 2)
        } else if let problem = row.problem {
            #expect(problems.count == 1)
            #expect(problems.first?.contains(problem) == true, "\(problems)")
        } else {
            #expect(problems == [])
        }
    }

    @Test func `a check that was not run is a problem`() {
        let report = VerificationReport(exercise: "demo", directory: "/", checks: [], seconds: 0)
        #expect(ExerciseProof.problems(report, of: .solution, in: Self.exercise).count == 4)
    }

    @Test func `answers are laid out from the solution and what differs`() throws {
        let scratch = try Scratch()
        for folder in [
            "solution", "solution/src", "mistakes", "mistakes/silent", "mistakes/stray", "variants", "variants/other",
            "starter",
        ] {
            _ = try scratch.folder(folder)
        }
        try scratch.write("solution/Dockerfile", Array("right".utf8))
        try scratch.write("solution/src/app", Array("app".utf8))
        try scratch.write("solution/extra", Array("extra".utf8))
        try scratch.write("mistakes/silent/Dockerfile", Array("wrong".utf8))
        try scratch.write("mistakes/silent/.remove", Array("extra\n".utf8))
        try scratch.write("mistakes/stray/Dockerfile", Array("right".utf8))
        try scratch.write("variants/other/new", Array("new".utf8))
        var exercise = Self.exercise
        exercise.folder = scratch.path
        let answers = ExerciseAnswers(exercise)
        #expect(try answers.cases().map(\.name) == ["starter", "solution", "variant other", "mistake silent"])
        try answers.lay(Self.mistake, into: scratch.path + "/out/a")
        #expect(scratch.text("out/a/Dockerfile") == "wrong")
        #expect(scratch.text("out/a/src/app") == "app")
        #expect(scratch.text("out/a/extra") == nil)
        #expect(scratch.text("out/a/.remove") == nil)
        try answers.lay(.variant("other"), into: scratch.path + "/out/b")
        #expect(scratch.text("out/b/Dockerfile") == "right")
        #expect(scratch.text("out/b/new") == "new")
        #expect(throws: AnswerError.self) { try answers.lay(.solution, into: scratch.path + "/out/b") }
        #expect(
            answers.problems() == [
                "demo: README.md is missing.", "demo: mistakes/stray is not declared in exercise.yaml.",
                "demo: mistakes/stray does not differ from the solution.",
                "demo: out has no place in an exercise's folder.",
            ])
    }
}
