import EngineInterface
import Glibc
import Linux
import Testing

@testable import Containers

@Suite("The streams of a container that no command owns", .needsSupervisor, .serialized, .timeLimit(.minutes(2)))
struct SupervisorStreamTests {
    @Test("carry input and output, whole")
    func input() async throws {
        try await SupervisorFixture.with { fixture in
            let text = String(repeating: "all of it\n", count: 100_000)
            let result = try await fixture.run(["cat"], input: text)
            #expect(result.output.utf8.count == text.utf8.count)
            #expect(result.output == text)
            #expect(result.status == 0)
        }
    }

    @Test("come to everybody who is attached")
    func attaching() async throws {
        try await SupervisorFixture.with { fixture in
            let control = try await fixture.started(["sh", "-c", "echo ready; cat; exit 4"]) { configuration, _ in
                configuration.opensInput = true
                configuration.closesInputAfterOne = true
            }
            let listener = try await control.attach(AttachRequest())
            var request = AttachRequest()
            request.input = true
            request.includesLogs = true
            let speaker = try await control.attach(request)
            try await speaker.write(Array("hello\n".utf8))
            #expect(try await listener.read().map { fixture.text($0.bytes) } == "hello\n")
            try await speaker.closeInput()
            #expect(try await fixture.drain(speaker) == ("ready\nhello\n", "", 4))
            #expect(try await listener.exitStatus() == 4)
        }
    }

    @Test("go through a terminal, which has a size")
    func terminal() async throws {
        try await SupervisorFixture.with { fixture in
            // A signal may end `read` as the end of input does; only that ends the program.
            let program = """
                trap 'stty size; resized=1' WINCH; echo ready
                while :; do resized=; if read line; then tty; elif [ -z "$resized" ]; then exit 0; fi; done
                """
            let control = try await fixture.started(["sh", "-c", program]) { configuration, _ in
                configuration.hasTerminal = true
                configuration.opensInput = true
            }
            var request = AttachRequest()
            request.input = true
            request.includesLogs = true
            let attachment = try await control.attach(request)
            var seen = ""
            // Before that, the program would not hear of the size.
            while !seen.contains("ready"), let piece = try await attachment.read() { seen += fixture.text(piece.bytes) }
            try await attachment.resize(rows: 33, columns: 77)
            try await attachment.write(Array("x\n".utf8))
            while !seen.contains("33 77") || !seen.contains("/dev/pts/0"), let piece = try await attachment.read() {
                seen += fixture.text(piece.bytes)
            }
            #expect(seen.contains("33 77"))
            #expect(seen.contains("/dev/pts/0"))
            // End of transmission.
            try await attachment.write([4])
            #expect(try await attachment.exitStatus() == 0)
        }
    }

    @Test("reach a client that reads nothing for a long time, and hold up nobody for ever")
    func slow() async throws {
        try await SupervisorFixture.with { fixture in
            let count = 3_000_000
            let control = try fixture.container(["sh", "-c", "yes | head -c \(count); echo end >&2"])
            let idle = try #require(try await control.start(attaching: AttachRequest()))
            // The container ends although nobody reads; then everything is there.
            #expect(try await control.wait() == 0)
            let result = try await fixture.drain(idle)
            #expect(result.output.utf8.count == count)
            #expect(result.error == "end\n")
            #expect(result.status == 0)
            // One that is attached and gone holds up nobody at all.
            let again = try #require(try await control.start(attaching: AttachRequest()))
            await again.close()
            #expect(try await control.wait() == 0)
        }
    }

    @Test("of commands in it are theirs, with their statuses")
    func exec() async throws {
        try await SupervisorFixture.with { fixture in
            let control = try await fixture.started()
            func run(
                _ command: [String], input: String? = nil, _ change: (inout ContainerExec) -> Void = { _ in }
            ) async throws -> (output: String, error: String, status: Int32) {
                var request = ContainerExec(command: command)
                request.input = input != nil
                change(&request)
                let attachment = try #require(try await control.exec(request))
                if let input {
                    try await attachment.write(Array(input.utf8))
                    try await attachment.closeInput()
                }
                return try await fixture.drain(attachment)
            }
            #expect(try await run(["sh", "-c", "echo o; echo e >&2; exit 9"]) == ("o\n", "e\n", 9))
            #expect(try await run(["cat"], input: "to and fro") == ("to and fro", "", 0))
            #expect(try await run(["id", "-u"]) { $0.user = "app" }.output == "1000\n")
            #expect(
                try await run(["sh", "-c", "echo $A; pwd"]) {
                    $0.environment = ["A=b"]
                    $0.workingDirectory = "/tmp"
                }.output == "b\n/tmp\n")
            #expect(try await run(["tty"]) { $0.hasTerminal = true }.output.hasPrefix("/dev/"))
            #expect(try await run(["sh", "-c", "kill -9 $$"]).status == 137)
            for (command, kind) in [
                ("nosuch", EngineError.Kind.commandNotFound), ("/etc/passwd", .commandNotExecutable),
            ] {
                let attachment = try #require(try await control.exec(ContainerExec(command: [command])))
                var written = 0
                while let piece = try await attachment.read() { written += piece.bytes.count }
                #expect(written == 0, "what the runtime says is no output")
                do {
                    _ = try await attachment.exitStatus()
                    Issue.record("\(command) was started.")
                } catch let error as EngineError {
                    #expect(error.kind == kind)
                }
            }
            var detached = ContainerExec(command: ["sh", "-c", "echo $$ > /tmp/number; sleep 60"])
            detached.isDetached = true
            #expect(try await control.exec(detached) == nil)
            try await soon { try await run(["cat", "/tmp/number"]).status == 0 }
            let table = try await control.processes()
            #expect(table.titles.contains("PID") && table.titles.last == "CMD")
            #expect(table.rows.contains { $0.last?.contains("sleep 60") == true })
            let usage = try #require(try control.usage())
            // Without control groups, CPU time counts in hundredths of a second.
            #expect(usage.processes >= 3 && usage.cpu >= 0 && usage.memoryBytes > 0)
            try await control.stop(seconds: 0)
            await #expect(throws: EngineError.self) { _ = try await control.exec(ContainerExec(command: ["true"])) }
        }
    }

    @Test("are there for those who come later, cut as they ask")
    func logs() async throws {
        try await SupervisorFixture.with { fixture in
            let control = try fixture.container(
                ["sh", "-c", "echo one; echo two >&2; echo three; echo -n four"])
            _ = try await control.start()
            #expect(try await control.wait() == 0)
            #expect(try await fixture.log(control) { $0.error = false } == "one\nthree\nfour")
            #expect(
                try await fixture.log(control) {
                    $0.tail = 2
                    $0.error = false
                } == "three\nfour")
            #expect(try await fixture.log(control) { $0.tail = 0 } == "")
            #expect(try await fixture.log(control) { $0.since = Clock.real } == "")
            #expect(try await fixture.log(control) { $0.until = 1 } == "")
            // To follow what has ended is to read it.
            #expect(try await fixture.log(control) { $0.follows = true }.utf8.count == 18)
            let quiet = try fixture.container(["echo", "x"]) { _, host in host.logDriver = "none" }
            _ = try await quiet.start()
            #expect(try await quiet.wait() == 0)
            #expect(throws: EngineError.self) { _ = try quiet.logs(LogRequest()) }
        }
    }

    @Test("show its files, whether it runs or not")
    func files() async throws {
        try await SupervisorFixture.with { fixture in
            let control = try await fixture.started(["sh", "-c", "echo data > /home/file; echo ready; sleep 60"])
            for includesMounts in [true, false] {
                let text = try await control.withRoot(includesMounts: includesMounts) { path in
                    SmallFile.text(path + "/home/file")
                }
                #expect(text == "data\n")
            }
            try await control.kill()
            let text = try await control.withRoot { path in SmallFile.text(path + "/home/file") }
            #expect(text == "data\n")
            #expect(!(SmallFile.text("/proc/self/mountinfo") ?? "").contains(control.folder.root))
        }
    }
}
