import Course
import EngineInterface
import OCI
import Testing

@testable import Verify

@Suite struct ImageActionTests {
    private let image: FakeImage = {
        var config = ImageConfig()
        config.user = "app"
        config.exposedPorts = ["8090/tcp"]
        config.env = ["TARGET=http://target:7000/ping", "EMPTY="]
        config.volumes = ["/data"]
        config.workingDir = "/app"
        config.entrypoint = ["/web"]
        config.cmd = ["-p", "80"]
        config.labels = ["maintainer": "ada"]
        config.stopSignal = "SIGINT"
        config.healthcheck = .init(test: ["CMD", "true"])
        func step(_ instruction: String, _ text: String, _ line: Int, bytes: Int64 = 0) -> BuildStep {
            BuildStep(
                stage: 0, instruction: instruction, text: text, line: line, isCached: false, cause: nil, seconds: 0,
                bytes: bytes)
        }
        var image = FakeImage(
            config, size: 30_000_000,
            steps: [
                step("FROM", "FROM alpine", 1), step("COPY", "COPY app.js /app/", 2, bytes: 25_000_000),
                step("ENV", "ENV TARGET=http://target:7000/ping", 3), step("EXPOSE", "EXPOSE 8090", 4),
                step("USER", "USER app", 5), step("CMD", "CMD [\"-p\", \"80\"]", 6),
            ])
        for file in [
            FakeFile("/app", kind: .directory, mode: 0o755), FakeFile("/app/app.js", user: 1000, content: "x = 1\n"),
            FakeFile("/bin/helper", mode: 0o4755), FakeFile("/bin/link", kind: .symlink),
        ] { image.files[file.entry.path] = file }
        return image
    }()

    private func check(_ change: (inout ImageAction) throws -> Void) async throws -> CheckResult {
        try await verify([.image(try make(ImageAction(), change))], image: image)
    }

    @Test func acceptsWhatIsRight() async throws {
        let result = try await check {
            $0.size = NumberMatch(maximum: 30_000_000)
            $0.layers = NumberMatch(equals: 1)
            $0.config.environment = [
                "TARGET": TextMatch(equals: "http://target:7000/ping"), "EMPTY": TextMatch(equals: ""),
            ]
            $0.config.noEnvironment = ["SECRET"]
            $0.config.exposes = ["8090/tcp"]
            $0.config.volumes = ["/data/"]
            $0.config.user = TextMatch(equals: "app")
            $0.config.workingDirectory = TextMatch(equals: "/app")
            $0.config.entrypoint = TextMatch(equals: "/web")
            $0.config.command = TextMatch(equals: "-p 80")
            $0.config.labels = ["maintainer": TextMatch(equals: "ada")]
            $0.config.stopSignal = TextMatch(equals: "SIGINT")
            $0.config.healthcheck = true
            $0.files = [
                make(FileExpectation()) {
                    $0.path = "/app/app.js"
                    $0.kind = .file
                    $0.mode = 0o644
                    $0.modeLacks = 0o022
                    $0.user = NumberMatch(equals: 1000)
                    $0.group = NumberMatch(equals: 0)
                    $0.content = TextMatch(equals: "x = 1")
                    $0.size = NumberMatch(maximum: 6)
                },
                make(FileExpectation()) {
                    $0.path = "**/*.go"
                    $0.present = false
                },
            ]
        }
        #expect(result.verdict == .passed, "\(String(describing: result.failure))")
    }

    struct Wrong: Sendable {
        var change: @Sendable (inout ImageAction) -> Void
        var message: String
        var seen: String
        var line: Int?
    }

    static let wrong: [Wrong] = [
        Wrong(change: { $0.size = NumberMatch(maximum: 20_000_000) }, message: "takes 30 MB", seen: "30 MB", line: 2),
        Wrong(change: { $0.layers = NumberMatch(minimum: 2) }, message: "has 1 layers", seen: "1", line: 2),
        Wrong(
            change: { $0.config.environment = ["TARGET": TextMatch(equals: "x")] }, message: "variable TARGET",
            seen: "http://target:7000/ping", line: 3),
        Wrong(
            change: { $0.config.environment = ["METHOD": TextMatch()] }, message: "does not set the variable METHOD",
            seen: "no METHOD", line: 3),
        Wrong(
            change: { $0.config.noEnvironment = ["EMPTY"] }, message: "sets the variable EMPTY", seen: "EMPTY=",
            line: nil),
        Wrong(
            change: { $0.config.exposes = ["8090/tcp", "80/tcp"] }, message: "port 80/tcp", seen: "8090/tcp", line: 4),
        Wrong(change: { $0.config.volumes = ["/uploads"] }, message: "/uploads as a volume", seen: "/data", line: nil),
        Wrong(
            change: { $0.config.user = TextMatch(equals: "root") }, message: "user is app", seen: "app", line: 5),
        Wrong(
            change: { $0.config.workingDirectory = TextMatch(equals: "/") }, message: "directory is /app", seen: "/app",
            line: nil),
        Wrong(
            change: { $0.config.command = TextMatch(equals: "x") }, message: "another CMD", seen: "-p 80", line: 6),
        Wrong(change: { $0.config.labels = ["a": TextMatch()] }, message: "no label a", seen: "maintainer", line: nil),
        Wrong(
            change: { $0.config.healthcheck = false }, message: "has a health check", seen: "one", line: nil),
        Wrong(
            change: { $0.smallerThan = ImageAction.SmallerThan() }, message: "no stage to compare", seen: "1 stage",
            line: 1),
        Wrong(
            change: { $0.files = [make(FileExpectation()) { $0.path = "/app/server.js" }] },
            message: "has no /app/server.js", seen: "nothing", line: 2),
        Wrong(
            change: { $0.files = [make(FileExpectation()) { $0.path = "/srv/app.js" }] }, message: "has no /srv/app.js",
            seen: "app.js at /app/app.js", line: 2),
        Wrong(
            change: {
                $0.files = [
                    make(FileExpectation()) {
                        $0.path = "**/*.js"
                        $0.present = false
                    }
                ]
            }, message: "holds /app/app.js", seen: "/app/app.js", line: 2),
        Wrong(
            change: {
                $0.files = [
                    make(FileExpectation()) {
                        $0.path = "/bin/helper"
                        $0.modeLacks = 0o6000
                    }
                ]
            }, message: "grants rights", seen: "4755", line: 2),
        Wrong(
            change: {
                $0.files = [
                    make(FileExpectation()) {
                        $0.path = "/app"
                        $0.kind = .file
                    }
                ]
            }, message: "is a directory", seen: "a directory", line: 2),
        Wrong(
            change: {
                $0.files = [
                    make(FileExpectation()) {
                        $0.path = "/app/app.js"
                        $0.content = TextMatch(equals: "y")
                    }
                ]
            }, message: "holds something else", seen: "x = 1", line: 2),
    ]

    @Test(arguments: wrong.indices)
    func namesWhatIsWrong(_ index: Int) async throws {
        let wrong = Self.wrong[index]
        let result = try await check { wrong.change(&$0) }
        let failure = try #require(result.failure)
        #expect(failure.message.contains(wrong.message), "\(failure.message)")
        #expect(failure.seen == wrong.seen)
        #expect(failure.location?.line == wrong.line)
    }

    @Test func comparesWithAStage() async throws {
        var image = image
        let large = ImageDetails(id: "sha256:1", names: [], config: ImageConfig(), layerSizes: [200_000_000])
        image.result.stages = [
            BuiltStage(index: 0, name: "build", image: large, isTarget: false),
            BuiltStage(index: 1, name: nil, image: image.result.image, isTarget: true),
        ]
        func smaller(_ factor: Double, _ stage: ImageAction.SmallerThan.Stage) -> Action {
            .image(
                make(ImageAction()) {
                    $0.smallerThan = make(ImageAction.SmallerThan()) {
                        $0.factor = factor
                        $0.stage = stage
                    }
                })
        }
        for stage in [ImageAction.SmallerThan.Stage.largest, .first, .number(0), .name("BUILD")] {
            #expect(try await verify([smaller(6, stage)], image: image).verdict == .passed)
        }
        let failure = try await verify([smaller(10, .largest)], image: image).failure
        #expect(failure?.seen == "6.7 times smaller")
        #expect(try await verify([smaller(2, .name("x"))], image: image).failure?.expected == "a stage named x")
    }
}
