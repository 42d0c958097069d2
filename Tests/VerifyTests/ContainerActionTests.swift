import Course
import EngineInterface
import OCI
import Testing

@testable import Verify

@Suite struct ContainerActionTests {
    private func image(_ program: FakeProgram) -> FakeImage { make(FakeImage()) { $0.program = program } }

    private func run(_ change: (inout RunAction) throws -> Void) rethrows -> Action {
        .run(try make(RunAction(), change))
    }

    /// A container `web` that has ended when the next action begins.
    private var endedContainer: Action {
        run {
            $0.container.name = "web"
            $0.expect.exit = nil
        }
    }

    // MARK: run

    @Test func passesSettingsToTheContainer() async throws {
        let program = FakeProgram { container in
            let request = container.request
            let isRight =
                request.command == ["a"] && request.entrypoint == [] && request.environment == ["K": "V"]
                && request.user == "1000" && request.workingDirectory == "/src"
                && request.standardInput == Array("in".utf8) && request.network == .none
                && request.limits.memoryBytes == 1 << 20 && request.limits.seconds == 30
                && request.mounts.map(\.target) == ["/tmp"] && request.isRootReadOnly
            container.write("done\n")
            container.write("oops\n", isError: true)
            return ContainerExit(status: isRight ? 7 : 1, seconds: 0.5)
        }
        let result = try await verify(
            [
                try run {
                    $0.container.command = ["a"]
                    $0.container.entrypoint = []
                    $0.container.environment = ["K": "V"]
                    $0.container.user = "1000"
                    $0.container.workingDirectory = "/src"
                    $0.container.standardInput = "in"
                    $0.container.network = .none
                    $0.container.isRootReadOnly = true
                    $0.container.limits.memoryBytes = 1 << 20
                    $0.container.mounts = [MountSetting(source: .tmpfs, target: "/tmp", isReadOnly: false)]
                    $0.expect.exit = NumberMatch(equals: 7)
                    $0.expect.standardOutput = TextMatch(equals: "done")
                    $0.expect.standardError = TextMatch(equals: "oops")
                    $0.expect.output = try make(TextMatch()) { $0.matches = try Pattern("^done$") }
                    $0.expect.time = NumberMatch(maximum: 1)
                }
            ], image: image(program))
        #expect(result.verdict == .passed, "\(String(describing: result.failure))")
    }

    @Test(arguments: [
        (ExceededLimit?.none, Int32(3), "ended with exit status 3"),
        (.memory, 137, "used more memory than"), (.processes, 137, "had more processes than"),
        (.disk, 137, "wrote more than"),
    ])
    func saysHowItEnded(_ limit: ExceededLimit?, _ status: Int32, _ message: String) async throws {
        let program = FakeProgram { container in
            container.write("last words\n")
            return ContainerExit(status: status, exceeded: limit, seconds: 1)
        }
        let result = try await verify([run { _ in }], image: image(program))
        #expect(result.verdict == .failed)
        #expect(result.failure?.message.contains(message) == true, "\(String(describing: result.failure?.message))")
        #expect(result.failure?.evidence.contains { $0.text == "last words" } == true)
    }

    @Test(arguments: [
        ([String]?.none, ["ls", "-l"], "the command", "ls -l"), (["sh", "-c"], ["pwd"], "the command", "sh -c pwd"),
        (nil, nil, "the image's command", "node app.js"),
    ])
    func showsOnceWhatRanAndWhatItWrote(
        _ entrypoint: [String]?, _ command: [String]?, label: String, text: String
    ) async throws {
        let program = FakeProgram { container in
            container.write("two\nlines\n\n")
            container.write("oops\n", isError: true)
            return ContainerExit(status: 0, seconds: 0)
        }
        let image = make(FakeImage(make(ImageConfig()) { $0.cmd = ["node", "app.js"] })) { $0.program = program }
        let action = run {
            $0.container.entrypoint = entrypoint
            $0.container.command = command
            $0.expect.standardOutput = TextMatch(equals: "one")
        }
        let failure = try #require(try await verify([action], image: image).failure)
        #expect(failure.seen == "two\nlines")
        #expect(failure.evidence.map(\.label) == ["standard error", label])
        #expect(failure.evidence.last?.text == text)
    }

    @Test func killsWhatDoesNotEnd() async throws {
        let result = try await verify([run { $0.within = 0.1 }], image: image(.idle))
        #expect(result.failure?.message.contains("did not end within 0.1 s and was killed") == true)
    }

    @Test func acceptsAMissingCommandThatIsExpected() async throws {
        let image = make(FakeImage()) { $0.program.startFailure = EngineError(.commandNotFound, "Not there.") }
        let result = try await verify([run { $0.expect.exit = NumberMatch(equals: 127) }], image: image)
        #expect(result.verdict == .passed)
        #expect(try await verify([run { _ in }], image: image).verdict == .failed)
    }

    // MARK: logs

    @Test func waitsForOutput() async throws {
        let program = FakeProgram { container in
            container.write("noise\n", isError: true)
            for _ in 0..<20 { await Task.yield() }
            container.write("ready\n")
            return ContainerExit(status: 128 + (await container.signal()), seconds: 1)
        }
        func logs(_ stream: LogsAction.Stream, _ text: String, within: Double = 5) -> Action {
            .logs(
                make(LogsAction()) {
                    $0.container = "web"
                    $0.stream = stream
                    $0.expect.contains = [text]
                    $0.within = within
                })
        }
        let passed = try await verify(
            [.start("web"), logs(.any, "ready"), logs(.stdout, "ready"), logs(.stderr, "noise")], image: image(program))
        #expect(passed.verdict == .passed)
        let failed = try await verify([.start("web"), logs(.stderr, "ready", within: 0.1)], image: image(program))
        #expect(failed.failure?.message.contains("within 0.1 s") == true)
        let ended = try await verify(
            [.start("web"), logs(.any, "ready", within: 60)], image: image(.ends(1, output: "no\n")))
        #expect(ended.failure?.message.contains("it ended with exit status 1") == true)
        #expect(ended.seconds < 30)
    }

    // MARK: exec

    @Test func runsCommands() async throws {
        let image = make(FakeImage()) {
            $0.commands = { command, container in
                container.write("x")
                let tries = try await container.logs().outputText.count
                return switch command.first {
                case "id": .fake(0, output: "uid=1000\n")
                case "third": .fake(tries < 3 ? 1 : 0)
                case "slow": .fake(137, timedOut: true)
                default: .fake(127, error: "not found\n")
                }
            }
        }
        func exec(_ command: String, _ change: (inout ExecAction) -> Void = { _ in }) -> [Action] {
            [
                .start("web"),
                .exec(
                    make(ExecAction()) {
                        $0.container = "web"
                        $0.command = [command]
                        change(&$0)
                    }),
            ]
        }
        #expect(
            try await verify(exec("id") { $0.expect.standardOutput = TextMatch(equals: "uid=1000") }, image: image)
                .verdict == .passed)
        #expect(try await verify(exec("third") { $0.isRepeated = true }, image: image).verdict == .passed)
        let once = try await verify(exec("third"), image: image)
        #expect(once.failure?.expected == "exit status 0" && once.failure?.seen == "exit status 1")
        #expect(try await verify(exec("slow"), image: image).failure?.message.contains("did not end within") == true)
        let missing = try await verify(exec("nothing"), image: image)
        #expect(missing.failure?.message.contains("the image has no such command") == true)
        #expect(missing.failure?.evidence.contains { $0.text == "not found" } == true)

        let ended = try await verify(
            [endedContainer] + exec("id") { $0.isRepeated = true }.dropFirst(),
            image: self.image(.ends(2)))
        #expect(ended.verdict == .failed)
        #expect(ended.failure?.message.contains("ended with exit status 2") == true)
    }

    // MARK: process

    @Test func looksAtProcesses() async throws {
        func process(_ change: (inout ProcessAction) -> Void) -> [Action] {
            [
                .start("web"),
                .process(
                    make(ProcessAction()) {
                        $0.container = "web"
                        $0.within = 0.1
                        change(&$0)
                    }),
            ]
        }
        let root = make(FakeImage()) {
            $0.program.user = 0
            $0.program.capabilities = 1
            $0.program.command = ["sh", "-c", "node app.js"]
        }
        let user = make(FakeImage()) { $0.program.command = ["node", "app.js"] }
        let strict = process {
            $0.user = NumberMatch()
            $0.user?.not = [0]
            $0.hasNoCapabilities = true
        }
        #expect(try await verify(strict, image: user).verdict == .passed)
        let failure = try await verify(strict, image: root).failure
        #expect(failure?.message.contains("runs as the user 0, which is root") == true)
        #expect(failure?.evidence.contains { $0.text.contains("sh -c node app.js") } == true)
        let node = process { $0.command = make(TextMatch()) { $0.contains = ["node app.js"] } }
        #expect(try await verify(node, image: user).verdict == .passed)
        let none = try await verify(
            process {
                $0.which = .any
                $0.command = TextMatch(equals: "nginx")
            }, image: user)
        #expect(none.failure?.message.contains("None of the container's processes") == true)
        let ninth = try await verify(process { $0.which = .pid(9) }, image: user)
        #expect(ninth.failure?.message == "There is no process 9.")
    }

    // MARK: listens

    @Test func looksWhoListens() async throws {
        let listens = Action.listens(
            make(ListensAction()) {
                $0.container = "web"
                $0.port = 80
                $0.within = 0.1
            })
        func verdict(_ program: FakeProgram) async throws -> CheckResult {
            try await verify([.start("web"), listens], image: image(program))
        }
        #expect(try await verdict(.serves(80) { _, _ in .ok("") }).verdict == .passed)
        let loopback = try await verdict(.serves(80, loopbackOnly: true) { _, _ in .ok("") })
        #expect(loopback.failure?.message.contains("on 127.0.0.1:80 only") == true)
        #expect(try await verdict(.serves(81) { _, _ in .ok("") }).failure?.seen == "port 81")
        #expect(try await verdict(.idle).failure?.seen == "no port")
        #expect(try await verdict(.ends(0)).failure?.hint?.contains("foreground") == true)
    }

    // MARK: stop, restart, remove

    @Test func stopsContainers() async throws {
        func stop(_ exit: NumberMatch? = nil, signal: String? = nil) -> [Action] {
            [
                .start("web"),
                .stop(
                    make(StopAction()) {
                        $0.container = "web"
                        $0.within = 0.1
                        $0.exit = exit
                        $0.signal = signal
                    }),
            ]
        }
        #expect(try await verify(stop(NumberMatch(equals: 143)), image: FakeImage()).verdict == .passed)
        #expect(
            try await verify(stop(NumberMatch(equals: 130), signal: "SIGINT"), image: FakeImage()).verdict == .passed)
        let wrong = try await verify(stop(NumberMatch(equals: 0)), image: FakeImage())
        #expect(wrong.failure?.seen == "exit status 143")
        let shell = make(FakeImage()) {
            $0.program.ignores = [15]
            $0.program.command = ["/bin/sh", "-c", "node app.js"]
        }
        let failure = try await verify(stop(), image: shell).failure
        #expect(failure?.message.contains("had to be killed. Its first process is a shell") == true)
        #expect(failure?.hint?.contains("as a list") == true)
        let deaf = make(FakeImage()) { $0.program.ignores = [15] }
        #expect(try await verify(stop(), image: deaf).failure?.message.contains("shell") == false)
        let ended = try await verify(
            [endedContainer] + stop().dropFirst(),
            image: image(.ends(4)))
        #expect(ended.failure?.message.contains("ended with exit status 4") == true)
    }

    @Test func restartsAndRemoves() async throws {
        let program = FakeProgram { container in
            container.write("start \(container.state.withLock { $0.starts })\n")
            return ContainerExit(status: 128 + (await container.signal()), seconds: 1)
        }
        let second = make(LogsAction()) {
            $0.container = "web"
            $0.expect.contains = ["start 2"]
        }
        let result = try await verify(
            [
                .start("web"), .restart(container: "web"), .logs(second), .remove(container: "web", volumes: true),
                .gone(container: "web"),
            ], image: image(program))
        #expect(result.verdict == .passed, "\(String(describing: result.failure))")
    }
}
