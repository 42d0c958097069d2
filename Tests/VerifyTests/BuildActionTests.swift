import Course
import EngineInterface
import Foundation
import Testing

@testable import Verify

@Suite struct BuildActionTests {
    private static func step(_ text: String, _ line: Int, cached: Bool, stage: Int = 0, sources: [String] = [])
        -> BuildStep
    {
        BuildStep(
            stage: stage, instruction: String(text.prefix { $0 != " " }), text: text, line: line, isCached: cached,
            cause: cached ? nil : StepCause(.file, "app.js has changed"), seconds: 0, bytes: 0, contextSources: sources)
    }

    private func build(
        _ steps: [BuildStep] = [], files: [String: String] = ["Dockerfile": "FROM scratch\n"],
        _ change: (inout BuildAction) throws -> Void
    ) async throws -> CheckResult {
        let action = try make(BuildAction(), change)
        let report = try await verify(
            [.make("check", [.build(action)])], engine: FakeEngine { _ in FakeImage(steps: steps) }, files: files)
        return try #require(report.checks.first)
    }

    private static let failure = BuildFailure(
        .command, "The command npm ci ended with status 1.", file: "Dockerfile", line: 2,
        excerpt: [(1, "FROM node"), (2, "RUN npm ci"), (3, "CMD node")], exitStatus: 1,
        outputTail: ["npm error", "no lock file"], help: "Copy package-lock.json first.")

    @Test func showsWhyABuildFails() async throws {
        let report = try await verify(
            [.make("check", [.build(BuildAction())])], engine: FakeEngine { _ in throw Self.failure })
        let failure = try #require(report.checks.first?.failure)
        #expect(failure.message == "The command npm ci ended with status 1.")
        #expect(failure.location?.line == 2 && failure.location?.text == "RUN npm ci")
        #expect(
            failure.evidence.map(\.text) == [
                "  1 | FROM node\n> 2 | RUN npm ci\n  3 | CMD node", "npm error\nno lock file",
            ])
        #expect(failure.hint == "Hint of check\nCopy package-lock.json first.")
    }

    @Test(arguments: [("0", nil, 0), ("build", "build", nil), (nil, nil, nil)] as [(String?, String?, Int?)])
    func namesTheStageByNameOrPlace(written: String?, name: String?, index: Int?) async throws {
        var action = BuildAction()
        action.target = written
        let report = try await verify(
            [.make("check", [.build(action)])],
            engine: FakeEngine { request in
                #expect(request.target == name)
                #expect(request.targetIndex == index)
                return FakeImage()
            })
        #expect(report.checks.first?.verdict == .passed)
    }

    @Test func expectsABuildToFail() async throws {
        func verdict(_ error: TextMatch?) async throws -> CheckResult? {
            let action = make(BuildAction()) {
                $0.mustFail = true
                $0.error = error
            }
            return try await verify(
                [.make("check", [.build(action)])], engine: FakeEngine { _ in throw Self.failure }
            ).checks.first
        }
        #expect(try await verdict(nil)?.verdict == .passed)
        #expect(try await verdict(make(TextMatch()) { $0.contains = ["no lock file"] })?.verdict == .passed)
        #expect(try await verdict(make(TextMatch()) { $0.contains = ["syntax"] })?.verdict == .failed)
        #expect(try await build { $0.mustFail = true }.failure?.message.contains("should fail") == true)
    }

    @Test func countsStages() async throws {
        let files = ["Dockerfile": "FROM a AS x\nFROM b\n"]
        #expect(try await build(files: files) { $0.stages = NumberMatch(minimum: 2) }.verdict == .passed)
        #expect(try await build { $0.stages = NumberMatch(minimum: 2) }.failure?.seen == "1")
    }

    private static let split = [
        step("FROM node", 1, cached: true), step("COPY package.json .", 2, cached: true, sources: ["package.json"]),
        step("RUN npm ci", 3, cached: true), step("COPY app.js .", 4, cached: false, sources: ["app.js"]),
    ]
    private static let together = [
        step("FROM node", 1, cached: true), step("COPY . .", 2, cached: false, sources: ["app.js", "package.json"]),
        step("RUN npm ci", 3, cached: false),
    ]

    @Test func looksAtTheCache() async throws {
        #expect(try await build(Self.split) { $0.reuses = [.before(file: "app.js")] }.verdict == .passed)
        #expect(try await build(Self.split) { $0.reruns = [.matches(try Pattern("COPY app"))] }.verdict == .passed)
        let wrong = try await build(Self.together) { $0.reuses = [.matches(try Pattern("npm (ci|install)"))] }
        #expect(wrong.failure?.location?.line == 3 && wrong.failure?.seen == "app.js has changed")
        let folder = try await build(Self.together) { $0.reuses = [.before(file: "app.js")] }
        #expect(folder.failure?.message.contains("together with other files") == true)
        #expect(folder.failure?.location?.line == 2)
        let none = try await build(Self.split) { $0.reuses = [.before(file: "other.js")] }
        #expect(none.failure?.message.contains("No step copies other.js") == true)
        let cached = try await build(Self.split) { $0.reruns = [.matches(try Pattern("npm"))] }
        #expect(cached.failure?.message.contains("came from the cache") == true)
        #expect(try await build(Self.split) { $0.reuses = [.matches(try Pattern("pip"))] }.verdict == .passed)
        #expect(try await build(Self.split) { $0.reruns = [.matches(try Pattern("pip"))] }.verdict == .failed)
    }

    @Test func changesAFileInACopyOnly() async throws {
        let seen = Locked<[String]>([])
        let engine = FakeEngine { request in
            seen.change { $0.append((try? String(contentsOfFile: request.context + "/app.js", encoding: .utf8)) ?? "") }
            return FakeImage()
        }
        let folder = try LearnerFolder(["Dockerfile": "FROM scratch\n", "app.js": "run()"])
        let change = make(BuildAction()) { $0.change = ["app.js"] }
        let report = try await Verifier(
            exercise: .make([
                .make("a", [.build(BuildAction())]), .make("b", needs: ["a"], [.build(change), .build(change)]),
            ]),
            directory: folder.path, engine: engine
        ).run()
        #expect(report.allPassed)
        let texts = seen.value
        #expect(texts[0] == "run()")
        #expect(texts[1].hasPrefix("run()\n// touched ") && texts[1].hasSuffix("\n"))
        // No cache may know the content, not even from the run before.
        #expect(texts[1] != texts[2])
        #expect(try String(contentsOfFile: folder.path + "/app.js", encoding: .utf8) == "run()")
        let missing = try await build { $0.change = ["nothing.js"] }
        #expect(missing.failure?.message == "The file nothing.js is not in your folder.")
    }

    @Test func readsDockerfiles() async throws {
        let files = ["Dockerfile": "FROM a AS build\nEXPOSE 1\nFROM b\nENV X=1\nUSER root\nUSER app\n"]
        func look(_ change: (inout DockerfileAction) throws -> Void) async throws -> CheckResult {
            let action = try make(DockerfileAction(), change)
            let report = try await verify([.make("check", [.dockerfile(action)])], engine: FakeEngine(), files: files)
            return try #require(report.checks.first)
        }
        #expect(try await look { $0.instruction = "USER" }.verdict == .passed)
        #expect(
            try await look { $0.instruction = "EXPOSE" }.failure?.message.contains("no EXPOSE in the last stage")
                == true)
        for stage in [DockerfileAction.Stage.any, .number(0), .name("build")] {
            let result = try await look {
                $0.instruction = "EXPOSE"
                $0.stage = stage
            }
            #expect(result.verdict == .passed)
        }
        let forbidden = try await look {
            $0.instruction = "USER"
            $0.pattern = try Pattern("^root$")
            $0.count = NumberMatch(maximum: 0)
        }
        #expect(forbidden.failure?.location?.line == 5)
        let missing = try await look {
            $0.instruction = "USER"
            $0.stage = .name("test")
        }
        #expect(missing.failure?.message.contains("no stage named test") == true)
        let broken = try await verify(
            [.make("check", [.dockerfile(make(DockerfileAction()) { $0.instruction = "USER" })])], engine: FakeEngine(),
            files: ["Dockerfile": "FROM a\nUSRE b\n"])
        #expect(broken.checks.first?.failure?.location?.line == 2)
        let none = try await verify(
            [.make("check", [.dockerfile(DockerfileAction())])], engine: FakeEngine(), files: [:])
        #expect(none.checks.first?.failure?.message.contains("There is no file Dockerfile") == true)
    }

    @Test func readsNothingOutsideTheFolder() async throws {
        let folder = try LearnerFolder([:])
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/Dockerfile", withDestinationPath: "/etc/passwd")
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/sub", withDestinationPath: "/etc")
        let mount = Action.start("a") {
            $0.mounts = [MountSetting(source: .bind("sub"), target: "/x", isReadOnly: true)]
        }
        let report = try await Verifier(
            exercise: .make([
                .make("text", [.dockerfile(DockerfileAction())]),
                .make("context", [.build(make(BuildAction()) { $0.context = "sub" })]),
                .make("mount", [.build(BuildAction()), mount]),
            ]), directory: folder.path, engine: FakeEngine()
        ).run()
        #expect(report.checks.map(\.verdict) == [.failed, .failed, .failed])
        #expect(report.checks.allSatisfy { $0.failure?.evidence.isEmpty == true })
    }
}
