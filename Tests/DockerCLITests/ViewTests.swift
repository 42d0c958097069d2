import EngineInterface
import Testing

@testable import DockerCLI

/// Commands that show what containers do.
struct ViewTests {
    private func call(_ change: @escaping @Sendable (isolated FakeDockerEngine) -> Void) async -> CommandCall {
        let call = CommandCall()
        await call.engine.change { engine in
            engine.records = [.sample("web")]
            change(engine)
        }
        return call
    }

    private static let entries = [
        LogEntry(stream: .output, time: testNow, bytes: Array("one\n".utf8)),
        LogEntry(stream: .error, time: testNow + 5_000_000, bytes: Array("two\n".utf8)),
        LogEntry(stream: .output, time: testNow + 1_000_000_000, bytes: Array("thr".utf8)),
        LogEntry(stream: .output, time: testNow + 2_000_000_000, bytes: Array("ee\n".utf8)),
    ]

    @Test func logsKeepTheirStreams() async throws {
        let call = await call { $0.logEntries = Self.entries }
        #expect(try await call.run("logs web") == CommandOutcome(status: 0, output: "one\nthree\n", error: "two\n"))
    }

    @Test func timesStandBeforeWholeLines() async throws {
        let call = await call { $0.logEntries = Self.entries }
        let outcome = try await call.run("logs -t web")
        #expect(
            outcome.output == """
                2026-11-21T15:47:29.000000000Z one
                2026-11-21T15:47:30.000000000Z three

                """)
        #expect(outcome.error == "2026-11-21T15:47:29.005000000Z two\n")
    }

    @Test func logsOfATerminalAreOneStream() async throws {
        let call = await call {
            $0.records = [.sample("web", hasTerminal: true)]
            $0.logEntries = Self.entries
        }
        #expect(try await call.run("logs --details web").output == " one\n two\n three\n")
    }

    @Test func detailsAreThoseThatTheLogKeeps() async throws {
        let call = await call {
            $0.records[0].host.logOptions = ["labels": "team,none", "env": "A,B"]
            $0.records[0].configuration.labels = ["team": "blue", "other": "x"]
            $0.records[0].configuration.environment = ["A=1", "C=2"]
            $0.logEntries = [Self.entries[0]]
        }
        #expect(try await call.run("logs --details web").output == "A=1,team=blue one\n")
    }

    static let requests: [(String, @Sendable (inout LogRequest) -> Void)] = [
        ("", { _ in }), ("-f", { $0.follows = true }), ("-n 5", { $0.tail = 5 }), ("--tail 0", { $0.tail = 0 }),
        ("--tail all", { _ in }), ("--tail -1", { _ in }), ("--tail x", { _ in }),
        ("--since 10m", { $0.since = testNow - 600_000_000_000 }),
        ("--since 2026-11-21T15:00:00Z", { $0.since = testNow - 2_849_000_000_000 }),
        ("--until 1795276000.5", { $0.until = 1_795_276_000_500_000_000 }),
    ]

    @Test(arguments: requests.indices)
    func logsAreAskedFor(index: Int) async throws {
        let (line, change) = Self.requests[index]
        let call = await call { _ in }
        _ = try await call.run("logs \(line) web")
        var wanted = LogRequest()
        change(&wanted)
        #expect(await call.engine.logRequests == [wanted])
    }

    @Test func ports() async throws {
        let call = await call {
            $0.summaries = [
                ContainerSummary(
                    id: FakeDockerEngine.newID, name: "web", image: "", imageID: "", command: "", created: 0,
                    status: ContainerStatus(.running),
                    ports: [
                        PublishedEndpoint(containerPort: 81, transport: .udp, hostAddress: "::", hostPort: 18_082),
                        PublishedEndpoint(containerPort: 81, transport: .udp, hostAddress: "0.0.0.0", hostPort: 18_082),
                        PublishedEndpoint(
                            containerPort: 80, transport: .tcp, hostAddress: "127.0.0.1", hostPort: 18_081),
                        PublishedEndpoint(containerPort: 443, transport: .tcp),
                    ], labels: [:], mounts: [], networks: [])
            ]
        }
        #expect(
            try await call.run("port web").output == """
                80/tcp -> 127.0.0.1:18081
                81/udp -> 0.0.0.0:18082
                81/udp -> [::]:18082

                """)
        #expect(try await call.run("port web 80").output == "127.0.0.1:18081\n")
        #expect(try await call.run("port web 81/udp").output == "0.0.0.0:18082\n[::]:18082\n")
        #expect(try await call.run("port web 81").status == 1)
    }

    @Test func top() async throws {
        let call = await call {
            $0.processTable = (["UID", "PID", "CMD"], [["root", "31148", "sleep 1000"], ["www-data", "7", "nginx"]])
        }
        #expect(
            try await call.run("top web -o pid").output == """
                UID                 PID                 CMD
                root                31148               sleep 1000
                www-data            7                   nginx

                """)
        #expect(await call.engine.calls == ["top web -o pid"])
    }

    @Test func changedFiles() async throws {
        let call = await call {
            $0.fileChanges = [
                FileChange(kind: .changed, path: "/etc"), FileChange(kind: .added, path: "/etc/new"),
                FileChange(kind: .deleted, path: "/bin/sh"),
            ]
        }
        #expect(try await call.run("diff web").output == "C /etc\nA /etc/new\nD /bin/sh\n")
    }

    private static func usage(_ step: Int64) -> ContainerUsage {
        ContainerUsage(
            time: testNow, cpu: 100 + step * 50, systemCPU: 1_000 + step * 400, processors: 2, memoryBytes: 692_224,
            memoryLimitBytes: 25_276_000_000, networkReceivedBytes: 736, networkSentBytes: 0, blockReadBytes: 4_096,
            blockWrittenBytes: 1_500_000, processes: 3)
    }

    @Test func figures() async throws {
        let call = await call {
            $0.usages[FakeDockerEngine.newID] = [Self.usage(0), Self.usage(1)]
        }
        let outcome = try await call.run("stats --no-stream web")
        #expect(
            outcome.output == """
                CONTAINER ID   NAME      CPU %     MEM USAGE / LIMIT   MEM %     NET I/O     BLOCK I/O       PIDS
                ab12cd34ab12   web       25.00%    676KiB / 23.54GiB   0.00%     736B / 0B   4.1kB / 1.5MB   3

                """)
    }

    @Test func figuresOfWhatDoesNotRun() async throws {
        let call = await call { _ in }
        let outcome = try await call.run(
            "stats --no-stream --format {{.Container}}|{{.CPUPerc}}|{{.MemUsage}}|{{.PIDs}} web")
        #expect(outcome.output == "web|0.00%|0B / 0B|0\n")
    }

    @Test(arguments: [(0.0, "0.00%"), (0.005, "0.01%"), (12.345, "12.35%"), (199.999, "200.00%"), (0.1, "0.10%")])
    func percentages(value: Double, text: String) {
        #expect(StatsTable.percent(value) == text)
    }
}
