import Course
import EngineInterface
import Foundation
import Testing

@testable import Verify

@Suite struct AuthorTests {
    /// An exercise whose image is what its Dockerfile says: `user NAME`, `port N`, `broken` or `unable`.
    private func exercise(
        files: [String: String], mistakes: [Mistake], passesOnStarter: [String] = ["builds"]
    ) throws -> (Exercise, LearnerFolder) {
        let folder = try LearnerFolder(
            ["exercise.yaml": "", "README.md": ""].merging(files) { _, new in new })
        var exercise = Exercise.make([
            .make("builds", [.build(BuildAction())]),
            .make(
                "user", needs: ["builds"],
                [.image(make(ImageAction()) { $0.config.user = TextMatch(equals: "app") })]),
            .make(
                "port", needs: ["user"],
                [.image(make(ImageAction()) { $0.config.exposes = ["80/tcp"] })]),
        ])
        exercise.folder = folder.path
        exercise.mistakes = mistakes
        exercise.passesOnStarter = passesOnStarter
        return (exercise, folder)
    }

    private let engine = FakeEngine { request in
        let text = try String(contentsOfFile: request.context + "/Dockerfile", encoding: .utf8)
        if text.contains("broken") {
            throw BuildFailure(.syntax, "It is broken.", file: "Dockerfile", help: "Mend it.")
        }
        if text.contains("unable") { throw EngineError(.diskFull, "The disk is full.") }
        let settings = text.split(separator: "\n").map { $0.split(separator: " ") }
        var image = FakeImage()
        for setting in settings where setting.count == 2 {
            if setting[0] == "user" { image.result.image.config.user = String(setting[1]) }
            if setting[0] == "port" { image.result.image.config.exposedPorts = ["\(setting[1])/tcp"] }
        }
        return image
    }

    private let right = "user app\nport 80\n"

    @Test func acceptsASoundExercise() async throws {
        let (exercise, folder) = try exercise(
            files: [
                "starter/Dockerfile": "user root\n", "solution/Dockerfile": right, "solution/extra": "x",
                "alternatives/other/Dockerfile": right + "\n", "mistakes/root/Dockerfile": "user root\nport 80\n",
                "mistakes/no-port/Dockerfile": "user app\n", "mistakes/no-port/.remove": "extra\n",
                "mistakes/broken/Dockerfile": "broken\n",
            ],
            mistakes: [
                Mistake(name: "root", summary: "", fails: ["user"]),
                Mistake(name: "no-port", summary: "", fails: ["port"]),
                Mistake(name: "broken", summary: "", fails: ["builds"]),
            ])
        let events = Locked(0)
        let report = try await AuthorTest(exercise: exercise, engine: engine) { event in
            if case .finished = event { events.change { $0 += 1 } }
        }.run()
        #expect(report.isSound, "\(report.allProblems) \(report.notJudged)")
        #expect(
            report.cases.map(\.subject) == [
                .starter, .solution, .alternative("other"), .mistake("root"), .mistake("no-port"), .mistake("broken"),
            ])
        #expect(events.value == 6)
        withExtendedLifetime(folder) {}
    }

    @Test func findsWhatIsNotAsDeclared() async throws {
        let (exercise, folder) = try exercise(
            files: [
                "starter/Dockerfile": right, "solution/Dockerfile": "user app\n", "stray": "",
                "mistakes/harmless/Dockerfile": right, "mistakes/other/Dockerfile": "user root\n",
                "mistakes/unable/Dockerfile": "unable\n", "mistakes/forgotten/Dockerfile": "",
            ],
            mistakes: [
                Mistake(name: "harmless", summary: "", fails: ["user"]),
                Mistake(name: "other", summary: "", fails: ["port"]),
                Mistake(name: "unable", summary: "", fails: ["user"]),
                Mistake(name: "missing", summary: "", fails: ["user"]),
            ])
        let report = try await AuthorTest(exercise: exercise, engine: engine).run()
        let found = report.allProblems.map(\.description).joined(separator: "\n")
        for text in [
            "stray has no place", "mistakes/missing: It is declared, but its folder is missing",
            "mistakes/forgotten: It is not declared", "starter, check user: It passes on the starter",
            "starter: Every check passes", "solution, check port: It fails.",
            "mistakes/harmless, check user: It passes, but",
            "mistakes/other, check user: It fails, which is not declared",
            "mistakes/other, check port: It is blocked by user",
        ] {
            #expect(found.contains(text), "\(text) is not in:\n\(found)")
        }
        #expect(report.notJudged.map(\.subject) == [.mistake("unable")])
        #expect(report.notJudged.first?.message.contains("The disk is full.") == true)
        withExtendedLifetime(folder) {}
    }
}
