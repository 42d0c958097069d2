import EngineInterface
import Foundation
import Linux
import Testing

/// Looking inside a build that has stopped.
@Suite(.needsNamespaces, .serialized) struct PauseTests {
    private final class Seen: Sendable {
        let pauses = Locked<[(cause: String, number: Int, shell: [String], command: [String]?, output: String)]>([])
    }

    /// Runs a command in each pause, and keeps what it wrote.
    private func inspector(_ script: String, _ seen: Seen) -> BuildInspector {
        { pause in
            do {
                let output = try Descriptor.pipe()
                let null = try Descriptor.open("/dev/null", O_RDONLY)
                let status = try await pause.run(
                    ["/bin/sh", "-c", script],
                    streams: StepStreams(
                        input: null.number, output: output.write.number, error: output.write.number, isTerminal: false))
                output.write.closeNow()
                let text = String(decoding: try Descriptor.read(output.read.number), as: UTF8.self)
                withExtendedLifetime(null) {}
                let cause = if case .failed(let failure) = pause.cause { "failed: \(failure.kind)" } else { "before" }
                seen.pauses.withLock {
                    $0.append((cause, pause.number, pause.shell, pause.command, "\(status) \(text)"))
                }
            } catch {
                seen.pauses.withLock { $0.append(("error: \(error)", pause.number, [], nil, "")) }
            }
        }
    }

    @Test func aFailedStepIsSeenAsItsCommandLeftIt() async throws {
        try await StepBench.with { bench in
            let seen = Seen()
            let outcome = try await bench.build(
                """
                FROM busybox
                ENV A=1
                WORKDIR /work
                RUN --mount=type=secret,id=s --mount=type=tmpfs,target=/mem echo half > made; exit 3
                """
            ) {
                $0.breakpoint = .failure
                $0.secrets = [BuildSecret(id: "s", source: .value(Array("open".utf8)))]
                $0.inspect = inspector(
                    "cat made /run/secrets/s; echo; pwd; echo $A; df /mem | grep -c /mem; touch /later", seen)
            }
            #expect(outcome.failure?.exitStatus == 3)
            let pauses = seen.pauses.withLock { $0 }
            #expect(pauses.count == 1)
            #expect(
                pauses.first?.cause == "failed: command" && pauses.first?.number == 4, "\(pauses.first?.cause ?? "-")")
            #expect(pauses.first?.shell == ["/bin/sh"] && pauses.first?.command?.prefix(2) == ["/bin/sh", "-c"])
            #expect(pauses.first?.output == "0 half\nopen\n/work\n1\n1\n")
        }
    }

    @Test(arguments: [3, 4]) func aStepIsStoppedBefore(_ number: Int) async throws {
        try await StepBench.with { bench in
            try bench.write("data", to: "file")
            let seen = Seen()
            let dockerfile =
                "FROM busybox\nRUN echo 1 > /one\nCOPY file /copied\nRUN --mount=type=cache,target=/c test -e /one && echo 2 > /two"
            for _ in 1...2 {
                // What is cached is stopped at all the same, and nothing done inside stays.
                let outcome = try await bench.build(dockerfile) {
                    $0.breakpoint = .step(number)
                    $0.inspect = inspector("ls -d /one /copied /two /c /junk 2>/dev/null; touch /junk; rm /one", seen)
                }
                #expect(outcome.failure == nil)
                #expect(try await bench.text("/two", in: outcome.result) == "2\n")
                #expect(try await bench.text("/one", in: outcome.result) == "1\n")
                #expect(try await bench.text("/junk", in: outcome.result) == nil)
            }
            let outputs = seen.pauses.withLock { $0.map(\.output) }
            let expected = number == 3 ? "/one\n" : "/c\n/copied\n/one\n"
            #expect(outputs == ["0 " + expected, "0 " + expected])
        }
    }

    @Test func aFailedCopyIsSeenWithTheFilesBelowIt() async throws {
        try await StepBench.with { bench in
            let seen = Seen()
            let outcome = try await bench.build("FROM busybox\nRUN echo 1 > /one\nCOPY nothing /x") {
                $0.breakpoint = .failure
                $0.inspect = inspector("cat /one", seen)
            }
            #expect(outcome.failure?.kind == .source)
            #expect(seen.pauses.withLock { $0.map(\.output) } == ["0 1\n"])
        }
    }

    @Test func aTerminalIsHandedOn() async throws {
        try await StepBench.with { bench in
            let main = try Descriptor.open("/dev/ptmx", O_RDWR | O_NOCTTY)
            // TIOCSPTLCK and TIOCGPTN.
            var number: Int32 = 0
            try #require(ioctl(main.number, 0x4004_5431, &number) == 0 && ioctl(main.number, 0x8004_5430, &number) == 0)
            let terminal = try Descriptor.open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
            var before = termios()
            tcgetattr(terminal.number, &before)
            let status = Locked<Int32?>(nil)
            _ = try await bench.build("FROM busybox\nRUN false") {
                $0.breakpoint = .failure
                $0.inspect = { pause in
                    let number = terminal.number
                    let result = try? await pause.run(
                        [
                            "/bin/sh", "-c",
                            "tty && read line && test \"$line\" = typed && test \"$TERM\" = xterm && exit 7",
                        ],
                        streams: StepStreams(input: number, output: number, error: number, isTerminal: true))
                    status.withLock { $0 = result }
                }
                // Typed ahead: the terminal keeps it.
                _ = Glibc.write(main.number, "typed\n", 6)
            }
            var after = termios()
            tcgetattr(terminal.number, &after)
            #expect(status.withLock { $0 } == 7)
            #expect(before.c_lflag == after.c_lflag && before.c_iflag == after.c_iflag)
        }
    }
}
