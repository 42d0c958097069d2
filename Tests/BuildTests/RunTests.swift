import EngineInterface
import Foundation
import Testing

@testable import Build

/// `RUN` steps with a runner that only pretends.
@Suite(.enabled(if: Workbench.canMount)) struct RunTests {
    @Test func stepsSeeTheStage() async throws {
        let bench = try Workbench()
        try bench.base("base:1") { $0.env = ["FROM_BASE=1"] }
        bench.runner.script { step, _ in
            try Data("made".utf8).write(to: URL(fileURLWithPath: step.upper + "/made"))
            return 0
        }
        let result = try await bench.build(
            """
            FROM base:1
            ARG V=2
            ENV E=3
            USER node
            SHELL ["/bin/bash", "-ec"]
            RUN --network=none make all
            RUN ["exec", "form"]
            """)
        let steps = bench.runner.steps
        #expect(steps.count == 2)
        #expect(steps[0].arguments == ["/bin/bash", "-ec", "make all"])
        #expect(steps[1].arguments == ["exec", "form"])
        #expect(steps[0].environment == ["FROM_BASE=1", "PATH=\(Variables.defaultPath)", "V=2", "E=3"])
        #expect(steps[0].user == "node")
        #expect(steps[0].workingDirectory == "/")
        #expect(steps[0].network == .none && steps[1].network == .outbound)
        #expect(steps[0].lowers.count == 1 && steps[1].lowers.count == 2)
        #expect(try await bench.text("/made", in: result) == "made")
        #expect(result.steps[5].bytes == 4)
        #expect(result.image.config.environmentValue("V") == nil)
        #expect(!bench.hasMounts && !bench.hasDrafts)
    }

    @Test func unchangedStepsAreNotRunAgain() async throws {
        let bench = try Workbench()
        let text = "FROM scratch\nARG A=1\nRUN one\nENV X=1\nRUN two"
        try await bench.build(text)
        #expect(bench.runner.steps.count == 2)
        let second = try await bench.build(text)
        #expect(bench.runner.steps.count == 2)
        #expect(second.isAllCached)
        let third = try await bench.build("FROM scratch\nARG A=1\nRUN one\nENV X=2\nRUN two")
        #expect(third.steps.map(\.isCached) == [true, true, true, false, false])
        #expect(third.steps[4].reason == "The variable X has another value.")
        let fourth = try await bench.build(text) { $0.buildArguments = ["A": "9"] }
        #expect(fourth.steps.map(\.isCached) == [true, false, false, false, false])
        #expect(fourth.steps[2].reason == "The variable A has another value.")
        let fifth = try await bench.build(text.replacing("one", with: "uno")) { $0.buildArguments = ["A": "9"] }
        #expect(fifth.steps[2].reason?.contains("it was `RUN /bin/sh -c one`, it is `RUN /bin/sh -c uno`") == true)
        #expect(fifth.steps[4].reason == "The step in line 3 ran again, and this one builds on it.")
        let noCache = try await bench.build(text) { $0.noCache = true }
        #expect(noCache.steps[2].reason == "Caching is switched off.")
        // Metadata between steps does not make them run again.
        let labelled = try await bench.build("FROM scratch\nARG A=1\nLABEL l=1\nRUN one\nENV X=1\nRUN two")
        #expect(labelled.steps.map(\.isCached) == [true, true, false, true, true, true])
    }

    @Test func aCopyOfTheFolderFindsTheResults() async throws {
        let bench = try Workbench()
        let text = "FROM scratch\nRUN one"
        try await bench.build(text)
        let copy = bench.folder + "/copy"
        try FileManager.default.copyItem(atPath: bench.context, toPath: copy)
        let result = try await bench.build { $0.context = copy }
        #expect(result.isAllCached)
    }

    @Test func failedCommandsSayWhatToTry() async throws {
        let bench = try Workbench()
        bench.runner.script { _, output in
            for number in 1...30 { output("line \(number)") }
            output("/bin/sh: 1: nmp: not found")
            return 127
        }
        let failure = await bench.failure("FROM scratch\nENV A=1\nRUN nmp \\\n  install\n")
        #expect(failure?.kind == .command && failure?.exitStatus == 127 && failure?.line == 3)
        #expect(failure?.outputTail.count == 20)
        #expect(failure?.outputTail.last == "/bin/sh: 1: nmp: not found")
        #expect(failure?.help?.contains("no command nmp") == true)
        #expect(failure?.excerpt.map(\.number) == [1, 2, 3, 4])
        #expect(!bench.hasDrafts)
        // A failure is not kept: the step runs again.
        bench.runner.script { _, _ in 0 }
        #expect(try await bench.build().steps[2].isCached == false)
    }

    @Test(arguments: [
        (1, "npm ERR! network getaddrinfo EAI_AGAIN", "network"), (1, "sh: ./run.sh: Permission denied", "execute bit"),
        (2, "ls: cannot access 'x': No such file or directory", "COPY"), (137, "Killed", "memory"),
        (1, "", "wrote nothing"),
    ])
    func commonCauses(_ status: Int32, _ output: String, _ help: String) {
        let step = RunStep(
            lowers: [], upper: "", work: "", arguments: [], environment: [], workingDirectory: "/", user: "",
            network: .outbound)
        #expect(CommandFault.help(status: status, output: output.isEmpty ? [] : [output], step: step).contains(help))
    }

    @Test func imagesWithoutAShellAreExplained() async throws {
        let bench = try Workbench()
        bench.runner.script { _, _ in throw EngineError(.commandNotFound, "There is no /bin/sh.") }
        let failure = await bench.failure("FROM scratch\nRUN x")
        #expect(failure?.kind == .command && failure?.exitStatus == 127)
        #expect(failure?.help?.contains("FROM scratch") == true)
    }

    @Test func heredocsBecomeScripts() async throws {
        let bench = try Workbench()
        bench.runner.script { step, _ in
            for case .bind(let source, "/dev/pipes", true) in step.mounts {
                let program = source + "/P"
                guard try String(contentsOfFile: program, encoding: .utf8) == "#!/usr/bin/python3\nprint(1)\n",
                    access(program, X_OK) == 0
                else { return 1 }
            }
            return 0
        }
        try await bench.build(
            "FROM scratch\nRUN <<EOF\necho 1\necho $x\nEOF\nRUN cat <<-A - <<B\n\tone\n\tA\ntwo\nB\nRUN <<P\n#!/usr/bin/python3\nprint(1)\nP\n"
        )
        let steps = bench.runner.steps
        #expect(steps[0].arguments[2] == "echo 1\necho $x\n")
        #expect(steps[1].arguments[2] == "cat <<-A - <<B\none\nA\ntwo\nB")
        #expect(steps[2].arguments[2] == "/dev/pipes/P")
        #expect(steps[2].mounts.count == 1)
    }

    @Test func mountsBringFilesWithoutKeepingThem() async throws {
        let bench = try Workbench()
        try bench.write("data", to: "src/file")
        try bench.write("secret", to: "src/hidden")
        try bench.write("src/hidden", to: ".dockerignore")
        bench.runner.script { step, _ in
            for case .bind(let source, let target, _) in step.mounts {
                if target == "/src" {
                    guard access(source + "/file", F_OK) == 0, access(source + "/hidden", F_OK) != 0 else { return 1 }
                }
                if target == "/cache" { try Data("c".utf8).write(to: URL(fileURLWithPath: source + "/kept")) }
                if target == "/other" { guard access(source, F_OK) == 0 else { return 2 } }
            }
            return 0
        }
        let text = """
            FROM scratch AS other
            COPY src/file /dir/made
            FROM scratch
            RUN --mount=type=bind,source=src,target=/src --mount=type=cache,target=/cache \\
                --mount=type=tmpfs,target=/tmp,size=1m --mount=from=other,source=/dir/made,target=/other --mount=type=secret,id=x make
            """
        var result = try await bench.build(text)
        #expect(bench.runner.steps[0].mounts.count == 4)
        #expect(bench.runner.steps[0].mounts.contains(.tmpfs(target: "/tmp", bytes: 1 << 20)))
        #expect(!bench.hasMounts && !bench.hasDrafts)
        #expect(try await bench.build(text).isAllCached)
        try bench.write("other", to: "src/file")
        result = try await bench.build(text)
        #expect(result.steps.last?.isCached == false)
        #expect(result.steps.last?.reason?.hasPrefix("src/file changed") == true)
        #expect(await bench.failure("FROM scratch\nRUN --mount=type=secret,id=x,required x")?.kind == .secret)
    }

    @Test func cachesAreKeptBetweenBuilds() async throws {
        let bench = try Workbench()
        try bench.base("base:1", files: ["seed/a": "from the image"])
        let seen = Log()
        bench.runner.script { step, _ in
            for case .bind(let source, "/c", false) in step.mounts {
                seen.add(try FileManager.default.contentsOfDirectory(atPath: source).sorted().joined(separator: " "))
                try Data().write(to: URL(fileURLWithPath: source + "/b"))
            }
            return 0
        }
        for number in 1...2 {
            try await bench.build(
                "FROM scratch\nRUN --mount=type=cache,target=/c,from=base:1,source=/seed,sharing=locked x\(number)")
        }
        #expect(seen.lines == ["a", "a b"])
    }

    @Test func twoBuildsOfOneStepRunItOnce() async throws {
        let bench = try Workbench()
        let inside = Log()
        bench.runner.script { step, _ in
            inside.add("run")
            return 0
        }
        try bench.write("FROM scratch\nRUN slow", to: "Dockerfile")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 { group.addTask { try await bench.build() } }
            try await group.waitForAll()
        }
        #expect(inside.lines.count == 1)
    }

    @Test func cancellingLeavesNothing() async throws {
        let bench = try Workbench()
        let (started, begin) = AsyncStream<Void>.makeStream()
        bench.runner.script { _, _ in
            begin.yield()
            try await Task.sleep(for: .seconds(1000))
            return 0
        }
        try bench.write("FROM scratch\nRUN slow", to: "Dockerfile")
        let task = Task { try await bench.build() }
        for await _ in started { break }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(!bench.hasDrafts && !bench.hasMounts)
    }

    @Test func stagesThatNeedNotWaitRunAtOnce() async throws {
        guard Processors.count > 1 else { return }
        let bench = try Workbench()
        let (arrived, arrive) = AsyncStream<Void>.makeStream()
        let gate = Log()
        bench.runner.script { step, _ in
            // Each waits for the other: only two at once can end.
            gate.add("here")
            arrive.yield()
            while gate.lines.count < 2 { try await Task.sleep(for: .milliseconds(2)) }
            return 0
        }
        _ = arrived
        let text = "FROM scratch AS a\nRUN a\nFROM scratch AS b\nRUN b\nFROM scratch"
        try await bench.build(text) { $0.alsoBuildAllStages = true }
        #expect(gate.lines.count == 2)
    }
}

/// Dockerfiles that are larger than anybody writes them.
@Suite(.enabled(if: Workbench.canMount)) struct LargeDockerfileTests {
    @Test(.timeLimit(.minutes(5))) func tenThousandSteps() async throws {
        let bench = try Workbench()
        var lines = ["FROM scratch"]
        for number in 1...9_999 { lines.append("ENV V\(number % 50)=\(number)${V\((number + 1) % 50):+-}") }
        #expect(try await bench.build(lines.joined(separator: "\n")).steps.count == 10_000)
        #expect(try await bench.build().isAllCached)
    }

    @Test(.timeLimit(.minutes(1))) func fiveHundredStages() async throws {
        let bench = try Workbench()
        var text = "FROM scratch AS s0\nRUN zero\n"
        for number in 1..<500 { text += "FROM s\(number - 1) AS s\(number)\nENV A=\(number)\n" }
        let result = try await bench.build(text)
        #expect(result.steps.count == 1000 && result.image.config.environmentValue("A") == "499")
        #expect(bench.runner.steps.count == 1)
    }

    @Test func proxiesAreKnownInBothSpellingsAndCountForNothing() async throws {
        let bench = try Workbench()
        let text = "FROM scratch\nRUN one\nARG no_proxy=own\nRUN two"
        try await bench.build(text) { $0.buildArguments = ["HTTP_PROXY": "http://p", "No_Proxy": "h"] }
        let first = bench.runner.steps[0].environment
        #expect(
            ["HTTP_PROXY=http://p", "http_proxy=http://p", "NO_PROXY=h", "no_proxy=h"].allSatisfy(first.contains))
        #expect(bench.runner.steps[1].environment.filter { $0.hasPrefix("no_proxy=") } == ["no_proxy=own"])
        #expect(try await bench.build(text).isAllCached)
    }
}
