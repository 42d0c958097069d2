import DockerFlags
import EngineInterface
import Glibc
import Linux
import Testing

@testable import DockerCLI

/// What happens between a terminal and a process, on real pseudoterminals.
struct TerminalTests {
    private func call(
        _ words: [String], _ terminal: Pseudoterminal, _ attachment: FakeAttachment
    ) async throws -> (CommandCall, Task<CommandOutcome, any Error>) {
        var call = CommandCall()
        call.input = terminal.program
        call.terminal = terminal.program
        let engine = call.engine
        await engine.change {
            $0.attachment = attachment
            $0.records = [.sample("box", hasTerminal: true, opensInput: true)]
        }
        let made = call
        return (made, Task { try await made.run(words) })
    }

    @Test func rawModeIsGivenBack() throws {
        let terminal = try Pseudoterminal()
        #expect(!terminal.isRaw)
        let raw = try #require(RawTerminal.set(terminal.program.number))
        #expect(terminal.isRaw)
        raw.restore()
        #expect(!terminal.isRaw)
        let again = try #require(RawTerminal.set(terminal.program.number))
        #expect(terminal.isRaw)
        RawTerminal.restoreAll()
        #expect(!terminal.isRaw)
        again.restore()
        #expect(!terminal.isRaw)
    }

    @Test func whatIsNoTerminalStaysAsItIs() throws {
        let pipe = try Descriptor.pipe()
        #expect(RawTerminal.set(pipe.read.number) == nil)
    }

    @Test func keysGoToTheProcessAndTheTerminalIsGivenBack() async throws {
        let terminal = try Pseudoterminal(rows: 30, columns: 100)
        let process = FakeAttachment([], status: 3, waitsForInput: true)
        let (_, task) = try await call(["run", "-it", "alpine"], terminal, process)
        await process.wait { $0.sizes == ["30x100"] }
        #expect(terminal.isRaw)
        try terminal.type([3, 27, 97])
        await process.wait { $0.input == [3, 27, 97] }
        await process.end()
        let outcome = try await task.value
        #expect(outcome.status == 3)
        #expect(!terminal.isRaw)
    }

    @Test func detachKeysLeaveTheProcessRunning() async throws {
        let terminal = try Pseudoterminal()
        let process = FakeAttachment([], waitsForInput: true)
        let (call, task) = try await call(["run", "-it", "--rm", "alpine"], terminal, process)
        await process.wait { !$0.sizes.isEmpty }
        try terminal.type([120, 16, 17])
        let outcome = try await task.value
        #expect(outcome.status == 0)
        #expect(outcome.error == "")
        #expect(await process.input == [120])
        #expect(await process.isClosed)
        #expect(await call.engine.calls.allSatisfy { !$0.hasPrefix("wait") && !$0.hasPrefix("rm") })
        #expect(!terminal.isRaw)
    }

    @Test(arguments: [["exec", "-it", "box", "sh"], ["attach", "box"]])
    func leavingAnExecOrAnAttachmentIsSaid(words: [String]) async throws {
        let terminal = try Pseudoterminal()
        let process = FakeAttachment([], waitsForInput: true)
        let (_, task) = try await call([words[0], "--detach-keys", "ctrl-x,x"] + words.dropFirst(), terminal, process)
        await process.wait { !$0.sizes.isEmpty }
        try terminal.type([16, 17, 24, 120])
        let outcome = try await task.value
        #expect(outcome.status == 1)
        #expect(outcome.error == "read escape sequence\n")
        #expect(await process.input == [16, 17])
        #expect(!terminal.isRaw)
    }

    @Test func aNewSizeIsPassedOn() async throws {
        let terminal = try Pseudoterminal()
        let process = FakeAttachment([], waitsForInput: true)
        let (call, task) = try await call(["run", "-it", "alpine"], terminal, process)
        await process.wait { $0.sizes == ["24x80"] }
        terminal.resize(rows: 50, columns: 132)
        call.signals.deliver(SIGWINCH)
        await process.wait { $0.sizes == ["24x80", "50x132"] }
        #expect(await process.signals.isEmpty)
        await process.end()
        _ = try await task.value
    }

    @Test func signalsArePassedOn() async throws {
        let process = FakeAttachment([], waitsForInput: true)
        let input = try Descriptor.pipe()
        var call = CommandCall()
        call.input = input.read
        await call.engine.change { $0.attachment = process }
        let made = call
        let task = Task { try await made.run("run -i alpine") }
        try Descriptor.write(Array("x".utf8), to: input.write.number)
        await process.wait { $0.input == [120] }
        made.signals.deliver(SIGINT)
        await process.wait { $0.signals == [SIGINT] }
        made.signals.deliver(SIGUSR1)
        await process.wait { $0.signals == [SIGINT, SIGUSR1] }
        input.write.closeNow()
        await process.wait { $0.inputIsClosed }
        #expect(try await task.value.status == 0)
    }

    @Test func aCancelledRunGivesTheTerminalBack() async throws {
        let terminal = try Pseudoterminal()
        let process = FakeAttachment([], waitsForInput: true)
        let (_, task) = try await call(["run", "-it", "--sig-proxy=false", "alpine"], terminal, process)
        await process.wait { !$0.sizes.isEmpty }
        #expect(terminal.isRaw)
        task.cancel()
        let outcome = try await task.value
        #expect(outcome.status == 130)
        #expect(!terminal.isRaw)
        #expect(await process.isClosed)
    }

    @Test(arguments: ["run -it alpine", "exec -it box sh", "attach box"])
    func aTerminalIsNeededAtThisEndToo(line: String) async throws {
        let call = CommandCall()
        await call.engine.change { $0.records = [.sample("box", hasTerminal: true, opensInput: true)] }
        let outcome = try await call.run(line)
        #expect(outcome.error.hasPrefix("the input device is not a TTY\n"))
        #expect(outcome.status == 1)
    }

    @Test func signalsThatNobodyWantsEndTheCommand() async throws {
        let hub = SignalHub(catchesSignals: false)
        let ended = Locked<[Int32]>([])
        hub.onEnding { number in ended.withLock { $0.append(number) } }
        let reader = Task {
            var seen: [Int32] = []
            for await number in hub.signals([SIGTERM]) {
                seen.append(number)
                break
            }
            return seen
        }
        while !hub.isRead(SIGTERM) { await Task.yield() }
        hub.deliver(SIGTERM)
        #expect(await reader.value == [SIGTERM])
        while hub.isRead(SIGTERM) { await Task.yield() }
        hub.deliver(SIGTERM)
        #expect(ended.withLock { $0 } == [SIGTERM])
    }
}
