import EngineInterface
import Testing

@testable import DockerCLI

/// Lists of containers, as `docker ps` of 28.2 prints them.
struct ListTests {
    private static let hour: Int64 = 3_600_000_000_000

    private static func summary(
        _ name: String, _ digit: Character, age: Int64, _ phase: ContainerStatus.Phase,
        change: (inout ContainerSummary) -> Void = { _ in }
    ) -> ContainerSummary {
        var status = ContainerStatus(phase)
        status.started = testNow - age
        status.finished = testNow - age / 2
        var summary = ContainerSummary(
            id: String(repeating: digit, count: 64), name: name, image: "nginx:1.25",
            imageID: "sha256:" + String(repeating: "e", count: 64),
            command: "/docker-entrypoint.sh nginx -g 'daemon off;'",
            created: testNow - age, status: status, ports: [], labels: [:], mounts: [], networks: ["bridge"])
        change(&summary)
        return summary
    }

    private static let all: [ContainerSummary] = [
        summary("web", "a", age: 2 * hour, .running) {
            $0.ports = [
                PublishedEndpoint(containerPort: 80, transport: .tcp, hostAddress: "0.0.0.0", hostPort: 8080),
                PublishedEndpoint(containerPort: 443, transport: .tcp),
            ]
            $0.labels = ["app": "shop", "tier": "front"]
            $0.status.health = ContainerHealth(.healthy)
            $0.networks = ["shop"]
        },
        summary("db", "b", age: 26 * hour, .exited) {
            $0.status.exitCode = 137
            $0.mounts = [
                MountPoint(kind: .volume, name: "data", source: "/v/data", destination: "/var/lib", driver: "local"),
                MountPoint(kind: .bind, source: "/home/ada/some/long/path", destination: "/src"),
            ]
            $0.command = "redis-server"
            $0.sizes = (own: 1_234, total: 12_345_678)
        },
        summary("new", "c", age: 27 * hour, .created) { $0.image = "eeeeeeeeeeee" },
        summary("held", "d", age: 28 * hour, .paused),
    ]

    private func ps(_ words: [String]) async throws -> CommandOutcome {
        let call = CommandCall()
        await call.engine.change { $0.summaries = Self.all }
        return try await call.run(["ps"] + words)
    }

    @Test func runningOnes() async throws {
        let outcome = try await ps([])
        #expect(
            outcome.output == """
                CONTAINER ID   IMAGE        COMMAND                  CREATED        STATUS                 PORTS                           NAMES
                aaaaaaaaaaaa   nginx:1.25   "/docker-entrypoint.…"   2 hours ago    Up 2 hours (healthy)   443/tcp, 0.0.0.0:8080->80/tcp   web
                dddddddddddd   nginx:1.25   "/docker-entrypoint.…"   28 hours ago   Up 28 hours (Paused)                                   held

                """)
    }

    @Test func allOfThemWithSizes() async throws {
        let outcome = try await ps(["-as", "--format", "table {{.Names}}\t{{.Status}}\t{{.Image}}\t{{.Size}}"])
        #expect(
            outcome.output == """
                NAMES     STATUS                      IMAGE          SIZE
                web       Up 2 hours (healthy)        nginx:1.25     0B
                db        Exited (137) 13 hours ago   nginx:1.25     1.23kB (virtual 12.3MB)
                new       Created                     eeeeeeeeeeee   0B
                held      Up 28 hours (Paused)        nginx:1.25     0B

                """)
    }

    static let filters: [(String, [String])] = [
        ("-a", ["web", "db", "new", "held"]), ("", ["web", "held"]), ("-n 2", ["web", "db"]), ("-l", ["web"]),
        ("-f name=e", ["web", "held"]), ("-a -f name=^/db$", ["db"]), ("-f id=aaa", ["web"]),
        ("-f status=exited", ["db"]), ("-f status=exited -f status=created", ["db", "new"]),
        ("-a -f exited=137", ["db"]), ("-a -f exited=0", []), ("-f label=app", ["web"]), ("-f label=app=shop", ["web"]),
        ("-f label=app=x", []), ("-f health=healthy", ["web"]), ("-f health=none", ["held"]),
        ("-a -f volume=data", ["db"]), ("-a -f volume=/src", ["db"]), ("-f network=shop", ["web"]),
        ("-f publish=8080", ["web"]), ("-f publish=8000-9000/tcp", ["web"]), ("-f expose=443", ["web"]),
        ("-f expose=443/udp", []), ("-a -f before=db", ["new", "held"]), ("-a -f since=db", ["web"]),
        ("-f is-task=true", []), ("-f is-task=false", ["web", "held"]), ("-a -f ancestor=nosuch", []),
    ]

    @Test(arguments: filters)
    func filtersChoose(line: String, names: [String]) async throws {
        let call = CommandCall()
        await call.engine.change {
            $0.summaries = Self.all
            var db = ContainerRecord.sample("db", id: Self.all[1].id)
            db.created = Self.all[1].created
            $0.records = [db]
        }
        let outcome = try await call.run("ps \(line) --format {{.Names}}")
        #expect(outcome.output.split(separator: "\n").map(String.init) == names)
        #expect(outcome.status == 0)
    }

    @Test(arguments: [
        (["--format", "{{.ID}} {{.Label \"tier\"}}"], "aaaaaaaaaaaa front\ndddddddddddd \n"),
        (["-q"], "aaaaaaaaaaaa\ndddddddddddd\n"),
        (["-aq", "-f", "name=db", "--no-trunc"], String(repeating: "b", count: 64) + "\n"),
        (["-f", "name=web", "--format", "{{.Labels}}|{{.Networks}}|{{.State}}"], "app=shop,tier=front|shop|running\n"),
        (["-af", "name=db", "--format", "{{.Mounts}} {{.LocalVolumes}}"], "data,/home/ada/some… 1\n"),
        (["-af", "name=db", "--no-trunc", "--format", "{{.Command}}"], "\"redis-server\"\n"),
        (["-f", "name=zzz"], "CONTAINER ID   IMAGE     COMMAND   CREATED   STATUS    PORTS     NAMES\n"),
        (["-f", "name=zzz", "-q"], ""),
    ])
    func formats(words: [String], output: String) async throws {
        let outcome = try await ps(words)
        #expect(outcome.output == output)
        #expect(outcome.error == "")
    }

    @Test func jsonHasDockersNames() async throws {
        let outcome = try await ps(["-f", "name=web", "--format", "json"])
        #expect(
            outcome.output.hasPrefix(
                "{\"Command\":\"\\\"/docker-entrypoint.…\\\"\",\"CreatedAt\":\"2026-11-21 "))
        #expect(
            outcome.output.contains(
                "\"Labels\":\"app=shop,tier=front\",\"LocalVolumes\":\"0\",\"Mounts\":\"\",\"Names\":\"web\""))
        #expect(outcome.output.contains("\"Platform\":null,"))
    }

    @Test(arguments: [
        (["-f", "foo=bar"], "Error response from daemon: invalid filter 'foo'\n"),
        (["-f", "status=foo"], "Error response from daemon: invalid filter 'status=foo'\n"),
        (["-f", "exited=x"], "Error response from daemon: strconv.Atoi: parsing \"x\": invalid syntax\n"),
        (["-f", "before=nosuch"], "Error response from daemon: No such container: nosuch\n"),
        (
            ["--format", "{{.Foo}}"],
            "failed to execute template: template: :1:2: executing \"\" at <.Foo>: can't evaluate field Foo in type "
                + "*formatter.ContainerContext\n"
        ),
        (["--format", "{{.ID"], "failed to parse template: template: :1: unclosed action\n"),
    ])
    func wrongOnesAreRefused(words: [String], error: String) async throws {
        let outcome = try await ps(words)
        #expect(outcome.error.hasPrefix(error))
        #expect(outcome.status == 1)
        #expect(outcome.output == "")
    }

    @Test func quietWinsOverFormat() async throws {
        let outcome = try await ps(["-q", "--format", "{{.Names}}"])
        #expect(outcome.output == "aaaaaaaaaaaa\ndddddddddddd\n")
        #expect(
            outcome.error == "WARNING: Ignoring custom format, because both --format and --quiet are set.\n")
    }
}
