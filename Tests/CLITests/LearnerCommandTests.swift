import Foundation
import Testing

/// The learner's commands, with a small course and a home of their own. None of them needs the engine.
@Suite struct LearnerCommandTests {
    private let command: Command

    init() throws {
        command = try Command()
        try command.write("format: 1\nid: tests\ntitle: Tests\n", to: "course/course.yaml")
        for (id, chapter) in [("first", "01-begin"), ("second", "01-begin")] {
            let folder = "course/Exercises/\(id)"
            try command.write(
                """
                format: 1
                title: The \(id) one
                summary: A summary.
                minutes: 5
                chapter: \(chapter)
                hints: [Look at FROM., Look at CMD.]
                files: [Dockerfile]
                checks:
                  - {id: builds, title: It builds, reason: It must., hint: Try., do: [{build: {}}]}
                """, to: "\(folder)/exercise.yaml")
            try command.write("# Task\n", to: "\(folder)/README.md")
            try command.write("FROM nothing\n", to: "\(folder)/starter/Dockerfile")
            try command.write("FROM scratch\n", to: "\(folder)/solution/Dockerfile")
        }
        try command.write("---\ntitle: Begin\nsummary: It begins.\n---\nText.\n", to: "course/Lessons/01-begin.md")
    }

    private func run(_ arguments: String..., input: String = "", home: String = "state") throws -> Command.Result {
        let environment = [
            "WORKSHOP_COURSE": command.folder.appendingPathComponent("course").path,
            "WORKSHOP_HOME": command.folder.appendingPathComponent(home).path,
        ]
        return try command.run(arguments, input: Data(input.utf8), environment: environment)
    }

    @Test func anExerciseFromItsBeginningToAReset() throws {
        #expect(try run("list").text.contains("open         first   The first one  5 min"))
        #expect(try run("next").text == "Next: read “Begin”: workshop read 1\n")

        let started = try run("start", "first")
        #expect(started.status == 0, "\(started.errors)")
        #expect(started.text.contains("cd first && workshop verify"))
        #expect(try run("list").text.contains("in progress  first"))
        #expect(try run("next").text.contains("go on with the exercise first"))

        #expect(try run("hint", "first").text == "Hint 1: Look at FROM.\n1 more is left.\n")
        #expect(try run("hint", "first").text.hasPrefix("Hint 2: Look at CMD.\nThat was the last one."))
        #expect(try run("hint", "first").text.hasPrefix("You have seen all of them:"))

        #expect(try run("diff", "first").text == "")
        try command.write("FROM alpine\n", to: "first/Dockerfile")
        #expect(try run("diff", "first").text.hasSuffix("@@ -1 +1 @@\n-FROM nothing\n+FROM alpine\n"))

        let reset = try run("reset", "first")
        #expect(reset.status == 0 && reset.text.contains("Your Dockerfile: kept in "))
        #expect(try command.read("first/Dockerfile") == "FROM nothing\n")
        #expect(try progress().chapters[0].exercises[0].hints == 0)
        #expect(try run("reset", "--undo").text == "first is as it was before the reset.\n")
        #expect(try command.read("first/Dockerfile") == "FROM alpine\n")
        #expect(try progress().chapters[0].exercises[0].hints == 2)
        #expect(try run("reset", "--undo").status == 2)
    }

    @Test func aChapterAndEverythingCanBeReset() throws {
        _ = try run("start", "first")
        _ = try run("start", "second")
        try command.write("mine\n", to: "first/Dockerfile")
        try command.write("mine\n", to: "second/Dockerfile")
        #expect(try run("reset", "1").status == 0)
        #expect(try command.read("first/Dockerfile") == "FROM nothing\n")
        try command.write("again\n", to: "second/Dockerfile")
        #expect(try run("reset", "--all").status == 0)
        #expect(try command.read("second/Dockerfile") == "FROM nothing\n")
        #expect(try run("reset", "--undo").status == 0)
        #expect(try command.read("second/Dockerfile") == "again\n")
        let undone = try run("reset", "--undo")
        #expect(undone.status == 0 && undone.text.contains("What you had written since is kept in"))
        #expect(try command.read("first/Dockerfile") == "mine\n")
        #expect(try command.read("second/Dockerfile") == "mine\n")
    }

    @Test func theSolutionIsNotShownByAccident() throws {
        let refused = try run("solution", "first")
        #expect(refused.status == 2 && !refused.text.contains("FROM scratch"))
        #expect(try run("solution", "first", "--yes").text.contains("FROM scratch"))
        #expect(try run("solution", "first", "--yes", "--dir", "answer").text.hasPrefix("1 file written to"))
        #expect(try command.read("answer/Dockerfile") == "FROM scratch\n")
        #expect(try progress().chapters[0].exercises[0].solutionShown)
    }

    @Test func progressGoesToAnotherMachine() throws {
        _ = try run("hint", "first")
        let exported = try run("progress", "export")
        #expect(exported.status == 0)
        #expect(
            try run("progress", "import", "-", input: exported.text, home: "other").text
                == "Brought up to date: first\n")
        let again = try run("progress", "import", "-", input: exported.text, home: "other")
        #expect(again.text == "Nothing was new: this machine knew all of it.\n")
        let nonsense = try run("progress", "import", "-", input: "{}")
        #expect(nonsense.status == 2 && nonsense.errors.contains("workshop progress export"))
        #expect(try run("progress", "import", "nothing.json").status == 2)
    }

    @Test func aDamagedProgressFileIsSaidAndKept() throws {
        _ = try run("hint", "first")
        try command.write("{", to: "state/progress/tests.json")
        let list = try run("list")
        #expect(list.status == 0 && list.errors.contains("tests.damaged-1.json"))
        #expect(try command.read("state/progress/tests.damaged-1.json") == "{")
        #expect(try run("list").errors == "")
    }

    @Test func aBrokenExerciseDoesNotHideTheOthers() throws {
        try command.write("format: 1\n", to: "course/Exercises/second/exercise.yaml")
        let list = try run("list")
        #expect(list.status == 2 && list.text.contains("first") && list.errors.contains("second/exercise.yaml"))
    }

    @Test func onlyWhoPassesTheLastExerciseMaySkip() throws {
        let refused = try run("progress", "skip", "1")
        #expect(refused.status == 2 && refused.errors.contains("workshop start second"))
        #expect(try run("progress", "skip", "7").status == 2)
    }

    @Test func aLearnersFolderIsMade() throws {
        let made = try run("init", "work")
        #expect(made.status == 0 && made.text.contains("README.md"))
        #expect(try command.read("work/README.md").contains("workshop start first"))
        #expect(try run("init", "work").text.contains("left as they are"))
    }

    @Test func withoutATerminalTheHomeScreenIsAList() throws {
        let home = try run()
        #expect(home.status == 0)
        #expect(home.text.hasSuffix("Next: read “Begin”: workshop read 1\n"))
        #expect(!home.text.contains("\u{1b}"))
    }

    private struct Report: Decodable {
        struct Chapter: Decodable { var exercises: [Exercise] }
        struct Exercise: Decodable {
            var hints: Int
            var solutionShown: Bool
        }
        var chapters: [Chapter]
    }

    private func progress() throws -> Report {
        try JSONDecoder().decode(Report.self, from: try run("progress", "--json").output)
    }
}
