import EngineInterface
import Glibc
import Linux
import Testing

@testable import Containers

@Suite(.needsNamespaces) struct RunTests {
    @Test func outputAndStatus() async throws {
        try await ContainerFixture.with { fixture in
            let result = try await fixture.run(["sh", "-c", "echo out; echo err >&2; exit 7"])
            #expect(result.exit.status == 7)
            #expect(result.output == "out\n")
            #expect(result.error == "err\n")
        }
    }

    @Test func entrypointAndCommandCombine() async throws {
        try await ContainerFixture.with {
            $0.entrypoint = ["echo", "entry"]
            $0.cmd = ["cmd"]
        } test: { fixture in
            let outputs = [
                try await fixture.run().output,
                try await fixture.run(["other"]).output,
                try await fixture.run { $0.entrypoint = ["echo", "alone"] }.output,
                try await fixture.run(["echo", "bare"]) { $0.entrypoint = [] }.output,
            ]
            #expect(outputs == ["entry cmd\n", "entry other\n", "alone\n", "bare\n"])
        }
    }

    @Test func environmentAndDirectory() async throws {
        try await ContainerFixture.with {
            $0.env = ["COLOUR=red", "SIZE=1"]
            $0.workingDir = "/made/here"
        } test: { fixture in
            let result = try await fixture.run(["sh", "-c", "echo $COLOUR $SIZE $HOME $PATH; pwd; hostname"]) {
                $0.environment = ["SIZE": "2"]
            }
            let path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
            #expect(result.output == "red 2 /root \(path)\n/made/here\ntest\n")
        }
    }

    @Test(arguments: [
        ("", "uid=0(root) gid=0(root)"),
        ("app", "uid=1000(app) gid=1000(app) groups=50(staff)"),
        ("1000:50", "uid=1000(app) gid=50(staff)"),
        ("4242", "uid=4242 gid=0(root)"),
    ])
    func users(user: String, expected: String) async throws {
        try await ContainerFixture.with {
            $0.user = user
        } test: { fixture in
            let output = try await fixture.run(["id"]).output
            #expect(output.hasPrefix(expected), "\(output)")
        }
    }

    @Test func standardInputArrives() async throws {
        try await ContainerFixture.with { fixture in
            let result = try await fixture.run(["cat"]) { $0.standardInput = Array("given".utf8) }
            #expect(result.output == "given")
        }
    }

    @Test(arguments: [
        (["nosuch"], EngineError.Kind.commandNotFound), (["/data/nosuch"], .commandNotFound),
        (["/bin/plain"], .commandNotExecutable), ([], .noCommand),
    ])
    func commandsThatCannotStart(command: [String], kind: EngineError.Kind) async throws {
        try await ContainerFixture.with {
            $0.cmd = nil
        } test: { fixture in
            await #expect { _ = try await fixture.run(command) } throws: { error in
                (error as? EngineError)?.kind == kind
            }
        }
    }

    @Test func unknownUserIsExplained() async throws {
        try await ContainerFixture.with {
            $0.user = "nobody-here"
        } test: { fixture in
            await #expect { _ = try await fixture.run() } throws: { error in
                (error as? EngineError)?.kind == .invalidUser && "\(error)".contains("nobody-here")
            }
        }
    }

    @Test func signalsStopAndKill() async throws {
        try await ContainerFixture.with { fixture in
            let polite = try await fixture.container(
                ["sh", "-c", "trap 'echo bye; exit 3' TERM; echo ready; while :; do sleep 0.05; done"])
            try await polite.start()
            try await eventually { fixture.text(try await polite.logs().standardOutput).contains("ready") }
            let report = try await polite.stop(signal: nil, graceSeconds: 10)
            #expect(!report.wasKilled)
            #expect(report.exit.status == 3)
            #expect(fixture.text(try await polite.logs().standardOutput).hasSuffix("bye\n"))

            let deaf = try await fixture.container(["sleep", "1000"], name: "deaf")
            try await deaf.start()
            let killed = try await deaf.stop(signal: SIGTERM, graceSeconds: 0.1)
            #expect(killed.wasKilled)
            #expect(killed.exit.status == 137)
            // A container that had to be killed starts again like any other.
            try await deaf.start()
            #expect(try await deaf.state() == .running)
        }
    }

    @Test func restartKeepsFilesAndLogs() async throws {
        try await ContainerFixture.with { fixture in
            let container = try await fixture.container(["sh", "-c", "echo x >> /count; wc -l < /count"])
            for _ in 1...2 {
                try await container.start()
                _ = try await container.wait()
            }
            #expect(fixture.text(try await container.logs().standardOutput) == "1\n2\n")
        }
    }

    @Test func aKilledHolderEndsContainersAndIsReplaced() async throws {
        try await ContainerFixture.with { fixture in
            let container = try await fixture.container(["sleep", "1000"])
            try await container.start()
            kill(try fixture.session.runtime.room.namespaces().pid, SIGKILL)
            let exit = try await container.wait()
            #expect(exit.status == 137)
            try await container.remove(volumes: true)
            let result = try await fixture.run(["echo", "again"])
            #expect(result.output == "again\n")
        }
    }

    @Test func execRunsBeside() async throws {
        try await ContainerFixture.with { fixture in
            let container = try await fixture.container(["sleep", "1000"])
            try await container.start()
            let shown = try await container.exec(.init(command: ["sh", "-c", "id -u; exit 5"], user: "app"))
            #expect(shown.status == 5)
            #expect(fixture.text(shown.output.standardOutput) == "1000\n")
            #expect(try await container.exec(.init(command: ["nosuch"])).status == 127)
            #expect(try await container.exec(.init(command: ["/bin/plain"])).status == 126)
            let slow = try await container.exec(.init(command: ["sleep", "1000"], seconds: 0.2))
            #expect(slow.timedOut)
            try await eventually { try await container.processes().map(\.pid) == [1] }
            let processes = try await container.processes()
            #expect(processes.first?.command == ["sleep", "1000"])
            #expect(processes.first?.user == 0)
        }
    }

    @Test func execWorksAsSoonAsStartReturns() async throws {
        try await ContainerFixture.with { fixture in
            for number in 1...20 {
                let container = try await fixture.container(["sleep", "1000"], name: "test-\(number)")
                try await container.start()
                #expect(try await container.exec(.init(command: ["true"])).status == 0)
                try await container.remove(volumes: true)
            }
        }
    }

    /// Whatever the moment, a command either runs or is told that the container has ended, and then the state says so, too.
    @Test func execIntoAContainerThatIsJustEnding() async throws {
        try await ContainerFixture.with { fixture in
            for number in 1...30 {
                let container = try await fixture.container(
                    number.isMultiple(of: 2) ? ["true"] : ["sh", "-c", "id"], name: "test-\(number)")
                try await container.start()
                var hasEnded = false
                while !hasEnded {
                    do {
                        let result = try await container.exec(.init(command: ["true"]))
                        // Killed with the container, or done before.
                        #expect([0, 137].contains(result.status), "\(fixture.text(result.output.standardError))")
                    } catch let error as EngineError {
                        #expect(error.kind == .notRunning, "\(error)")
                        hasEnded = true
                    }
                }
                guard case .exited = try await container.state() else {
                    Issue.record("exec says that the container has ended, state() that it has not")
                    return
                }
                try await container.remove(volumes: true)
            }
        }
    }

    @Test func nothingOfTheHostIsSeen() async throws {
        try await ContainerFixture.with { fixture in
            let result = try await fixture.run([
                "sh", "-c",
                "ls /proc | grep -c '^[0-9]'; mount 2>&1 | grep -c '/dev/vda'; ls /sys/fs/cgroup | wc -l; echo x > /proc/sys/kernel/hostname",
            ])
            #expect(Int(result.output.split(separator: "\n")[0]).map { $0 < 10 } == true)
            #expect(result.exit.status != 0)
        }
    }
}
