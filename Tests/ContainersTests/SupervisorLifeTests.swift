import EngineInterface
import Glibc
import Linux
import OCI
import Testing

@testable import Containers

@Suite("A container that no command owns", .needsSupervisor, .serialized, .timeLimit(.minutes(2)))
struct SupervisorLifeTests {
    @Test("runs to its end, which its folder tells")
    func life() async throws {
        try await SupervisorFixture.with { fixture in
            let control = try fixture.container(["sh", "-c", "echo out; echo err >&2; exit 3"])
            #expect(try control.folder.status().phase == .created)
            let attachment = try #require(try await control.start(attaching: AttachRequest()))
            let result = try await fixture.drain(attachment)
            #expect(result == ("out\n", "err\n", 3))
            let status = try control.folder.status()
            #expect(status.phase == .exited)
            #expect(status.exitCode == 3)
            #expect(status.started > 0 && status.finished >= status.started)
            #expect(try await control.wait() == 3)
            #expect(try await fixture.log(control).split(separator: "\n").sorted() == ["err", "out"])
            // It can be started again, with the same files.
            _ = try await control.start()
            #expect(try await control.wait() == 3)
            #expect(try await fixture.log(control).split(separator: "\n").count == 4)
        }
    }

    @Test("ends by its stop signal, or by force when its time is over")
    func stopping() async throws {
        try await SupervisorFixture.with { fixture in
            let polite = try await fixture.started()
            try await polite.stop()
            #expect(try polite.folder.status().exitCode == 7)
            #expect(try polite.folder.status().wasStopped)
            #expect(try await fixture.log(polite).hasSuffix("bye\n"))
            // Stopping what has ended is fine; pausing it is not.
            try await polite.stop()
            await #expect(throws: EngineError.self) { try await polite.pause() }

            let stubborn = try await fixture.started([
                "sh", "-c", "trap '' TERM; echo ready; while :; do sleep 1; done",
            ])
            try await stubborn.stop(seconds: 0)
            #expect(try stubborn.folder.status().exitCode == 137)

            let own = try await fixture.started(
                ["sh", "-c", "trap 'exit 5' USR1; echo ready; while :; do sleep 0.05; done"]
            ) { configuration, _ in configuration.stopSignal = "SIGUSR1" }
            try await own.stop()
            #expect(try own.folder.status().exitCode == 5)
        }
    }

    @Test("gets signals, and is paused and continued")
    func signals() async throws {
        try await SupervisorFixture.with { fixture in
            let control = try await fixture.started(
                ["sh", "-c", "trap 'echo got' USR1; echo ready; while :; do sleep 0.05; done"])
            try await control.kill(signal: "USR1")
            try await fixture.says("got", control)
            await #expect(throws: EngineError.self) { try await control.kill(signal: "NONSENSE") }
            try await control.pause()
            #expect(try control.folder.status().phase == .paused)
            await #expect(throws: EngineError.self) { try await control.pause() }
            await #expect(throws: EngineError.self) { _ = try await control.exec(ContainerExec(command: ["true"])) }
            try await control.unpause()
            #expect(try control.folder.status().phase == .running)
            try await control.pause()
            // What is paused can be killed.
            try await control.kill()
            #expect(try control.folder.status().exitCode == 137)
        }
    }

    @Test(
        "says why it cannot start",
        arguments: [
            (
                ["nosuch"], EngineError.Kind.commandNotFound, Int32(127),
                "exec: \"nosuch\": executable file not found in $PATH"
            ),
            (["/bin/plain/x"], .commandNotFound, 127, nil),
            (
                ["/bin/nosuch"], .commandNotFound, 127,
                "exec: \"/bin/nosuch\": stat /bin/nosuch: no such file or directory"
            ),
            (["/etc/passwd"], .commandNotExecutable, 126, "exec: \"/etc/passwd\": permission denied"),
        ] as [([String], EngineError.Kind, Int32, String?)])
    func faults(_ command: [String], _ kind: EngineError.Kind, _ code: Int32, _ message: String?) async throws {
        try await SupervisorFixture.with { fixture in
            let control = try fixture.container(command)
            do {
                _ = try await control.start()
                Issue.record("It started.")
            } catch let error as EngineError {
                if command != ["/bin/plain/x"] { #expect(error.kind == kind) }
                if let message { #expect(error.message == message) }
            }
            let status = try control.folder.status()
            #expect(status.phase == .created)
            if command != ["/bin/plain/x"] { #expect(status.exitCode == code) }
            #expect(!status.error.isEmpty)
        }
    }

    @Test(
        "says in its log why the kernel did not start a program that is there",
        arguments: [
            ("script", "no such file or directory", "asks for /bin/bash, which is not in the image"),
            ("windows", "no such file or directory", "ends in a carriage return (CR)"),
            ("bare", "exec format error", "such as #!/bin/sh"),
        ], [false, true])
    func lateFaults(_ fault: (name: String, message: String, help: String), hasTerminal: Bool) async throws {
        try await SupervisorFixture.with { fixture in
            let result = try await fixture.run([fault.name]) { configuration, _ in
                configuration.hasTerminal = hasTerminal
            }
            #expect(result.status == 255)
            let text = hasTerminal ? result.output : result.error
            #expect(text.hasPrefix("exec \(fault.name): \(fault.message)\n"))
            #expect(text.contains(fault.help))
            #expect(!text.contains("{"))
            // What a program writes itself that looks the same stays.
            let words = #"{"msg":"exec container process `/x`: No","level":"error"}"#
            let own = try await fixture.run(["sh", "-c", "echo '\(words)' >&2; exit 3"])
            #expect(own.error == words + "\n" && own.status == 3)
        }
    }

    @Test("is started again by its restart policy until somebody stops it")
    func restarting() async throws {
        try await SupervisorFixture.with { fixture in
            let twice = try fixture.container(["sh", "-c", "echo run; exit 1"]) { _, host in
                host.restartPolicy = RestartPolicy(.onFailure, maximumRetries: 2)
            }
            _ = try await twice.start()
            try await soon { try twice.folder.status().phase == .exited }
            #expect(try twice.folder.status().restartCount == 2)
            #expect(try await fixture.log(twice) == "run\nrun\nrun\n")

            let always = try fixture.container(["true"]) { _, host in host.restartPolicy = RestartPolicy(.always) }
            _ = try await always.start()
            try await soon { try always.folder.status().restartCount > 1 }
            try await always.stop()
            #expect(try always.folder.status().phase == .exited)

            let control = try await fixture.started()
            let before = try control.folder.status()
            try await control.restart(seconds: 0)
            let after = try control.folder.status()
            #expect(after.phase == .running && after.process != before.process && after.supervisor == before.supervisor)
            let warnings = try await control.update(resources: nil, restartPolicy: RestartPolicy(.always))
            #expect(warnings.isEmpty)
            #expect(try control.folder.settings().host.restartPolicy.kind == .always)
        }
    }

    @Test("removes itself when it is to")
    func removing() async throws {
        try await SupervisorFixture.with { fixture in
            let result = try await fixture.run(["echo", "hi"]) { _, host in host.removesItself = true }
            #expect(result.output == "hi\n")
            try await soon { try RootedDirectory(fixture.store + "/containers").list("/").isEmpty }
        }
    }

    @Test("tells those who wait")
    func waiting() async throws {
        try await SupervisorFixture.with { fixture in
            let control = try await fixture.started()
            async let first = control.wait()
            async let second = control.wait(until: .nextExit)
            async let third = control.wait(until: .removed)
            try await soon { try control.folder.status().isRunning }
            try await control.kill(signal: "TERM")
            #expect(try await first == 7)
            #expect(try await second == 7)
            try await soon {
                guard let lock = try control.folder.tryLock() else { return false }
                try withExtendedLifetime(lock) { try control.folder.remove() }
                return true
            }
            #expect(try await third == 7)
        }
    }

    @Test("is checked for its health")
    func health() async throws {
        try await SupervisorFixture.with { fixture in
            let control = try await fixture.started { configuration, _ in
                var check = ImageConfig.Healthcheck(test: ["CMD-SHELL", "echo look; cat /tmp/well"])
                check.interval = 30_000_000
                check.retries = 2
                configuration.healthcheck = check
            }
            try await soon { try control.folder.status().health?.status == .unhealthy }
            let found = try #require(try control.folder.status().health)
            #expect(found.failingStreak >= 2)
            #expect(found.log.last?.exitCode == 1)
            #expect(found.log.last?.output.hasPrefix("look\n") == true)
            let touch = try #require(try await control.exec(ContainerExec(command: ["touch", "/tmp/well"])))
            #expect(try await touch.exitStatus() == 0)
            try await soon { try control.folder.status().health?.status == .healthy }
            try await soon { try control.folder.status().health?.log.count == 5 }

            let slow = try await fixture.started { configuration, _ in
                var check = ImageConfig.Healthcheck(test: ["CMD", "sleep", "60"])
                check.interval = 10_000_000
                check.timeout = 300_000_000
                configuration.healthcheck = check
            }
            try await soon { try slow.folder.status().health?.log.isEmpty == false }
            let log = try #require(try slow.folder.status().health?.log.first)
            #expect(log.exitCode == -1)
            #expect(log.output.hasPrefix("Health check exceeded timeout"))
        }
    }
}
