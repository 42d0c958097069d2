import EngineInterface
import Linux
import Testing

@testable import DockerCLI

/// A file in memory to read from.
func memoryFile(_ text: String) throws -> OwnedDescriptor { try Descriptor.memoryFile(Array(text.utf8)) }

/// `docker run`, `start -a`, `exec`, `attach`: streams and exit statuses.
struct RunTests {
    private func call(_ attachment: FakeAttachment) async -> CommandCall {
        let call = CommandCall()
        await call.engine.change {
            $0.attachment = attachment
            $0.records = [.sample("box", opensInput: true)]
        }
        return call
    }

    @Test(arguments: ["run alpine x", "start -a box", "exec box x", "attach box"])
    func streamsAndStatusArePassedOn(line: String) async throws {
        let call = await call(FakeAttachment([(.output, "out\n"), (.error, "err\n"), (.output, "more")], status: 42))
        let outcome = try await call.run(line)
        #expect(outcome == CommandOutcome(status: 42, output: "out\nmore", error: "err\n"))
    }

    @Test(arguments: ["run -i alpine cat", "start -ai box", "exec -i box cat", "attach box"])
    func inputIsPassedOnToItsEnd(line: String) async throws {
        let attachment = FakeAttachment([], waitsForInput: true)
        var call = await call(attachment)
        call.input = try memoryFile("hello\n")
        let outcome = try await call.run(line)
        #expect(outcome.status == 0)
        #expect(await attachment.input == Array("hello\n".utf8))
        #expect(await attachment.inputIsClosed)
    }

    @Test func inputStaysUnreadWhenNobodyWantsIt() async throws {
        let attachment = FakeAttachment([(.output, "x")])
        var call = await call(attachment)
        let input = try memoryFile("for the next command\n")
        call.input = input
        _ = try await call.run("run alpine true")
        #expect(await attachment.input.isEmpty)
        #expect(await CommandInput(descriptor: input.number).line_() == "for the next command")
    }

    @Test func detachedRunsPrintTheIdentifier() async throws {
        let call = await call(FakeAttachment())
        let outcome = try await call.run("run -d --name web nginx")
        #expect(outcome == CommandOutcome(status: 0, output: FakeDockerEngine.newID + "\n", error: ""))
        #expect(await call.engine.calls == ["create nginx", "start \(FakeDockerEngine.newID) attaching=false"])
        #expect(await call.engine.created?.configuration.attachesOutput == false)
    }

    @Test func removedContainersAreWaitedFor() async throws {
        let call = await call(FakeAttachment())
        _ = try await call.run("run --rm alpine true")
        #expect(await call.engine.calls.last == "wait \(FakeDockerEngine.newID) removed")
    }

    @Test func onlyWhatIsAskedForIsAttached() async throws {
        let call = await call(FakeAttachment([(.output, "out"), (.error, "err")]))
        let outcome = try await call.run("run -a stderr alpine x")
        #expect(outcome == CommandOutcome(status: 0, output: "", error: "err"))
        #expect(await call.engine.attachRequests.first?.output == false)
    }

    static let failures: [(EngineError, Int32)] = [
        (EngineError(.failure, "something broke"), 125),
        (EngineError(.portInUse, "driver failed programming external connectivity: port is already allocated"), 125),
        (EngineError(.commandNotFound, "exec: \"foo\": executable file not found in $PATH: unknown"), 127),
        (EngineError(.failure, "exec: \"foo\": executable file not found in $PATH"), 127),
        (EngineError(.failure, "stat /x: no such file or directory"), 127),
        (EngineError(.commandNotExecutable, "exec: \"/etc\": is a directory"), 126),
        (EngineError(.failure, "exec: \"/etc\": permission denied: unknown"), 126),
    ]

    @Test(arguments: failures.indices)
    func failuresToStartHaveDockersStatuses(index: Int) async throws {
        let (failure, status) = Self.failures[index]
        let call = await call(FakeAttachment())
        await call.engine.change { $0.failures["start"] = failure }
        let outcome = try await call.run("run --rm alpine foo")
        #expect(
            outcome.error == """
                docker: Error response from daemon: \(failure.message)

                Run 'docker run --help' for more information

                """)
        #expect(outcome.status == status)
        #expect(await call.engine.calls.last?.hasPrefix("rm \(FakeDockerEngine.newID) force=true volumes=true") == true)
    }

    @Test func aMissingImageIsSaidFirst() async throws {
        let call = await call(FakeAttachment())
        await call.engine.change {
            $0.failures["create"] = EngineError(.noSuchImage, "pull access denied for nosuch")
        }
        let outcome = try await call.run("run nosuch")
        #expect(
            outcome.error == """
                Unable to find image 'nosuch:latest' locally
                docker: Error response from daemon: pull access denied for nosuch
                List the images that are here with: docker images

                Run 'docker run --help' for more information

                """)
        #expect(outcome.status == 125)
        let quiet = try await call.run("create -q nosuch")
        #expect(quiet.error.hasPrefix("Error response from daemon: pull access denied for nosuch\n"))
        #expect(quiet.status == 1)
    }

    @Test func whatIsDoneAboutAMissingImageIsSaid() async throws {
        let call = await call(FakeAttachment())
        await call.engine.change { $0.preparations = ["Assembling alpine:3.19", "Assembling alpine:3.19"] }
        let outcome = try await call.run("run -d alpine:3.19")
        #expect(outcome.error == "Unable to find image 'alpine:3.19' locally\nAssembling alpine:3.19\n")
        #expect(outcome.output == FakeDockerEngine.newID + "\n")
    }

    @Test func imagesAreNotLookedForWithPullNever() async throws {
        let call = await call(FakeAttachment())
        let outcome = try await call.run("run --pull never nosuch:1")
        #expect(outcome.error.hasPrefix("docker: Error response from daemon: No such image: nosuch:1\n"))
        #expect(await call.engine.calls.isEmpty)
    }

    @Test func identifierFiles() async throws {
        let folder = try TemporaryFolder()
        var call = await call(FakeAttachment())
        call.folder = folder.path
        #expect(try await call.run("run -d --cidfile id alpine").status == 0)
        #expect(try folder.text("id") == FakeDockerEngine.newID)
        let again = try await call.run("run -d --cidfile id alpine")
        #expect(
            again.error.hasPrefix(
                "docker: container ID file found, make sure the other container isn't running or delete id\n"
            ))
        #expect(again.status == 125)
        await call.engine.change { $0.failures["create"] = EngineError(.failure, "no") }
        _ = try await call.run("run -d --cidfile other alpine")
        #expect(throws: (any Error).self) { try folder.text("other") }
    }

    @Test func detachingAndAttachingContradict() async throws {
        let outcome = try await call(FakeAttachment()).run("run -d -a stdin alpine")
        #expect(outcome.error == "conflicting options: cannot specify both --attach and --detach\n")
        #expect(outcome.status == 1)
    }

    @Test func warningsGoToStandardError() async throws {
        let call = await call(FakeAttachment())
        await call.engine.change { $0.warnings = ["no limits here"] }
        let outcome = try await call.run("create --storage-opt size=1g alpine")
        #expect(outcome.output == FakeDockerEngine.newID + "\n")
        #expect(outcome.error == "WARNING: --storage-opt has no effect here.\nWARNING: no limits here\n")
    }

    @Test func execTakesItsOptions() async throws {
        let folder = try TemporaryFolder()
        try folder.write("F=1\n", to: "env")
        var call = await call(FakeAttachment())
        call.folder = folder.path
        _ = try await call.run("exec -e A=1 -e HOME --env-file env -u 1000 -w /src --privileged box ls -l")
        var wanted = ContainerExec(command: ["ls", "-l"])
        wanted.environment = ["F=1", "A=1", "HOME=/home/ada"]
        (wanted.user, wanted.workingDirectory, wanted.isPrivileged) = ("1000", "/src", true)
        #expect(await call.engine.execs == [wanted])
    }

    @Test(
        arguments: [(EngineError.Kind.commandNotFound, Int32(127)), (.commandNotExecutable, 126)]
            as [(EngineError.Kind, Int32)])
    func commandsThatCannotBeExecuted(kind: EngineError.Kind, status: Int32) async throws {
        let call = await call(FakeAttachment())
        let text = "OCI runtime exec failed: exec failed: unable to start container process: exec: \"foo\""
        await call.engine.change { $0.failures["exec"] = EngineError(kind, text) }
        let outcome = try await call.run("exec box foo")
        #expect(outcome == CommandOutcome(status: status, output: "", error: text + "\n"))
    }
}

extension CommandInput {
    /// The next line; `nil` when it cannot be read.
    fileprivate func line_() async -> String? { try? await line() }
}
