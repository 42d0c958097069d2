import DockerFlags
import EngineInterface
import Glibc
import OCI
import Testing

@testable import DockerCLI

/// Commands on everything at once.
struct SystemTests {
    /// Ages are told in this machine's zone.
    init() {
        setenv("TZ", "UTC", 1)
        tzset()
    }

    private func call() async -> CommandCall {
        let call = CommandCall()
        let images = [
            StoredImageDetails.sample(
                "aa11", ["web:2"], layers: [("base", 1_000_000), ("own", 500_000)], containers: 1),
            .sample("bb22", ["node:20"], layers: [("base", 1_000_000)]),
        ]
        var running = ContainerStatus(.running)
        running.started = testNow - 120_000_000_000
        func container(_ digits: String, _ name: String, _ status: ContainerStatus, _ own: Int64) -> ContainerSummary {
            ContainerSummary(
                id: digits + String(repeating: "0", count: 64 - digits.count), name: name, image: "web:2",
                imageID: images[0].id, command: "sleep 100", created: testNow - 180_000_000_000, status: status,
                ports: [], labels: [:], mounts: [], networks: [], sizes: (own, 1_500_000))
        }
        let containers = [
            container("c1", "one", running, 3000), container("c2", "two", ContainerStatus(.created), 1000),
        ]
        let volumes = [
            VolumeSummary(volume: VolumeRecord(name: "data", created: testNow, path: "/v"), users: ["c1"], bytes: 600),
            VolumeSummary(volume: VolumeRecord(name: "old", created: testNow, path: "/o"), users: [], bytes: 200),
        ]
        await call.engine.change {
            $0.images = images
            $0.summaries = containers
            $0.volumeList = volumes
            $0.storeUsage.buildCache = StoreUsage.Part(count: 3, active: 1, bytes: 5000, reclaimable: 4000)
            $0.storeUsage.cacheMounts = StoreUsage.Part(count: 1, active: 0, bytes: 100, reclaimable: 100)
        }
        return call
    }

    @Test func usage() async throws {
        #expect(
            try await call().run("system df").output == """
                TYPE            TOTAL     ACTIVE    SIZE      RECLAIMABLE
                Images          2         1         1.5MB     1MB (66%)
                Containers      2         1         4kB       1kB (25%)
                Local Volumes   2         1         800B      200B (25%)
                Build Cache     4         1         5.1kB     4.1kB

                """)
        #expect(
            try await call().run("system df --format {{.Type}}:{{.TotalCount}}").output
                == "Images:2\nContainers:2\nLocal Volumes:2\nBuild Cache:4\n")
    }

    @Test func usageInDetail() async throws {
        #expect(
            try await call().run("system df -v").output == """
                Images space usage:

                REPOSITORY   TAG       IMAGE ID       CREATED             SIZE      SHARED SIZE   UNIQUE SIZE   CONTAINERS
                web          2         aa1100000000   About an hour ago   1.5MB     1MB           500kB         1
                node         20        bb2200000000   About an hour ago   1MB       1MB           0B            0

                Containers space usage:

                CONTAINER ID   IMAGE     COMMAND       LOCAL VOLUMES   SIZE      CREATED         STATUS         NAMES
                c10000000000   web:2     "sleep 100"   0               3kB       3 minutes ago   Up 2 minutes   one
                c20000000000   web:2     "sleep 100"   0               1kB       3 minutes ago   Created        two

                Local Volumes space usage:

                VOLUME NAME   LINKS     SIZE
                data          1         600B
                old           0         200B

                Build cache usage: 5.1kB

                CACHE ID   CACHE TYPE        SIZE      ENTRIES   IN USE
                steps      regular           5kB       3         1
                mounts     exec.cachemount   100B      1         0

                """)
        #expect(
            try await call().run(["system", "df", "-v", "--format", "{{range .Volumes}}{{.Name}} {{.Size}};{{end}}"])
                .output == "data 600B;old 200B;\n")
        #expect(
            try await call().run(["system", "df", "-v", "--format", "{{json .Volumes}}"]).output.hasPrefix(
                "[{\"Availability\":\"N/A\",\"Driver\":\"local\""))
    }

    @Test(arguments: [
        (
            "",
            [
                "all stopped containers", "all networks not used by at least one container", "all dangling images",
                "unused build cache",
            ]
        ),
        (
            " -a --volumes",
            [
                "all stopped containers", "all networks not used by at least one container",
                "all anonymous volumes not used by at least one container",
                "all images without at least one container associated to them", "all build cache",
            ]
        ),
    ])
    func pruneListsWhatGoes(_ flags: String, _ things: [String]) async throws {
        #expect(
            try await call().run("system prune" + flags).output
                == "WARNING! This will remove:\n" + things.map { "  - \($0)\n" }.joined()
                + "\nAre you sure you want to continue? [y/N] ")
    }

    @Test func pruneListsFilters() async throws {
        #expect(
            try await call().run("system prune --filter until=24h --filter label=b").output.hasSuffix(
                "  - unused build cache\n\n  Items to be pruned will be filtered with:\n  - label=b\n  - until=24h\n"
                    + "\nAre you sure you want to continue? [y/N] "))
    }

    @Test func pruneTakesOneKindAfterTheOther() async throws {
        let call = await call()
        await call.engine.change {
            $0.pruned = (["c2"], 1000)
            $0.cacheReport = PruneReport(images: 0, steps: 2, cacheMounts: 1, bytes: 500)
        }
        let outcome = try await call.run("system prune -f --volumes")
        #expect(outcome.status == 0)
        #expect(outcome.output.hasPrefix("Deleted Containers:\nc2\n\nDeleted Volumes:\ndata\nold\n\nDeleted Images:\n"))
        #expect(
            outcome.output.hasSuffix(
                "Deleted build cache objects:\n2 results of steps\n1 cache mount\n\nTotal reclaimed space: 3.5kB\n"))
        #expect(
            await call.engine.calls == [
                "prune one,two", "volume-prune all=false data,old", "build-prune all=false since=nil keep=nil",
            ])
    }

    @Test(arguments: [
        (
            "system prune --volumes --filter until=24h",
            "ERROR: The \"until\" filter is not supported with \"--volumes\""
        ),
        ("system prune -f --filter colour=red", "Error response from daemon: invalid filter 'colour'"),
        ("builder prune -f --filter id=x", "docker: what builds keep cannot be filtered by id"),
        ("buildx use other", "ERROR: no builder \"other\" found"),
        ("buildx rm default", "ERROR: the builder default cannot be removed"),
        ("context use other", "context \"other\": context not found"),
        ("completion tcsh", "docker: there is no completion script for tcsh"),
        (
            "version -f {{.Nope}}",
            "template: version:1:2: executing \"version\" at <.Nope>: can't evaluate field Nope in type system.versionInfo"
        ),
        (
            "info -f {{.Nope}}",
            "template: :1:2: executing \"\" at <.Nope>: can't evaluate field Nope in type system.dockerInfo"
        ),
        ("events --since nonsense", "failed to parse value as time or duration: \"nonsense\""),
        ("events --filter colour=red", "Error response from daemon: invalid filter 'colour'"),
    ])
    func refusal(_ line: String, _ message: String) async throws {
        let outcome = try await call().run(line)
        #expect(outcome.status == 1)
        #expect(outcome.error.split(separator: "\n").first.map(String.init) == message)
    }

    @Test(arguments: [
        ("context ls --format {{.Name}}", "default\n"), ("context ls -q", "default\n"), ("context show", "default\n"),
        ("context use default", "default\n"), ("context inspect -f {{.Name}}", "default\n"),
        ("version -f {{.Client.Version}}/{{.Server.Version}}", "28.2.2/28.2.2\n"),
        ("version -f {{.Server.Os}}/{{.Client.Arch}}", "linux/\(ImagePlatform.host.architecture)\n"),
        ("info -f {{.Containers}},{{.ContainersRunning}},{{.ContainersStopped}},{{.Images}}", "2,1,1,2\n"),
        ("info -f {{.Driver}}/{{.OSType}}/{{.NCPU}}/{{.Swarm.LocalNodeState}}", "overlay2/linux/2/inactive\n"),
        ("buildx create --name mine --use", "default\n"), ("buildx use default", ""),
        ("builder prune -f", "Total reclaimed space: 0B\n"), ("buildx prune -f", "Total:\t0B\n"),
    ])
    func answers(_ line: String, _ expected: String) async throws {
        let outcome = try await call().run(line)
        #expect(outcome.status == 0)
        #expect(outcome.output == expected)
    }

    @Test func contextTable() async throws {
        #expect(
            try await call().run("context ls").output
                == "NAME        DESCRIPTION                               DOCKER ENDPOINT   ERROR\n"
                + "default *   Containers of this user on this machine                     \n")
    }

    @Test func buildCacheIsPrunedByAgeAndSize() async throws {
        let call = await call()
        _ = try await call.run("builder prune -af --filter until=24h --keep-storage 1gb")
        _ = try await call.run("buildx prune -f --max-used-space 2mb")
        #expect(
            await call.engine.calls == [
                "build-prune all=true since=\(testNow / 1_000_000_000 - 86_400) keep=1073741824",
                "build-prune all=false since=nil keep=2097152",
            ])
    }

    @Test func eventLines() async throws {
        let call = await call()
        await call.engine.change {
            $0.eventList = [
                EngineEvent(
                    time: testNow + 5, subject: .container, action: "die", id: "c1",
                    attributes: ["name": "web", "image": "busybox:1", "exitCode": "3", "team": "blue"]),
                EngineEvent(time: testNow, subject: .network, action: "connect", id: "n1", attributes: ["name": "app"]),
                EngineEvent(time: testNow, subject: .volume, action: "create", id: "data"),
                EngineEvent(
                    time: testNow, subject: .container, action: "exec_create: sh -c ls", id: "c2",
                    attributes: ["name": "db", "image": "redis"]),
            ]
        }
        #expect(
            try await call.run("events").output == """
                2026-11-21T15:47:29.000000005Z container die c1 (exitCode=3, image=busybox:1, name=web, team=blue)
                2026-11-21T15:47:29.000000000Z network connect n1 (name=app)
                2026-11-21T15:47:29.000000000Z volume create data
                2026-11-21T15:47:29.000000000Z container exec_create: sh -c ls c2 (image=redis, name=db)

                """)
        for (flags, expected) in [
            ("--filter event=die", "die"), ("--filter event=exec_create", "exec_create: sh -c ls"),
            ("--filter container=web", "die"), ("--filter container=c2", "exec_create: sh -c ls"),
            ("--filter image=busybox", "die"), ("--filter image=busybox:1", "die"), ("--filter label=team=blue", "die"),
            ("--filter type=volume", "create"), ("--filter network=app", "connect"), ("--filter volume=data", "create"),
            ("--filter daemon=x", ""), ("--filter type=container --filter event=create", ""),
        ] {
            let output = try await call.run("events --format {{.Action}} " + flags).output
            #expect(output == (expected.isEmpty ? "" : expected + "\n"), "\(flags)")
        }
        #expect(
            try await call.run("events --filter event=die --format json").output
                == "{\"status\":\"die\",\"id\":\"c1\",\"from\":\"busybox:1\",\"Type\":\"container\",\"Action\":\"die\","
                + "\"Actor\":{\"ID\":\"c1\",\"Attributes\":{\"exitCode\":\"3\",\"image\":\"busybox:1\",\"name\":\"web\","
                + "\"team\":\"blue\"}},\"scope\":\"local\",\"time\":1795276049,\"timeNano\":1795276049000000005}\n")
        #expect(
            try await call.run("events --format {{.Nope}}").error.hasPrefix(
                "Error parsing format: template: :1:2: executing \"\" at <.Nope>: can't evaluate field Nope in type *events.Message\n"
            ))
    }

    @Test func eventTimes() async throws {
        let call = await call()
        _ = try await call.run("events --since 10m --until 0s")
        #expect(await call.engine.calls == ["events \(testNow - 600_000_000_000) \(testNow)"])
    }

    @Test func versionAndInfoSayWhatTheyAre() async throws {
        let version = try await call().run("version").output
        #expect(version.hasPrefix("Client: Workshop\n Version:           28.2.2\n"))
        #expect(version.contains("\nServer: Workshop\n Engine:\n  Version:          28.2.2\n"))
        let info = try await call().run("info")
        #expect(
            info.output.contains("\nServer:\n Containers: 2\n  Running: 1\n  Paused: 0\n  Stopped: 1\n Images: 2\n"))
        #expect(info.output.contains(" Security Options:\n  seccomp\n   Profile: builtin\n  rootless\n"))
        #expect(info.error == "WARNING: limits are not kept\n")
    }

    /// Every command that the tree says works has an action.
    @Test func everyCommandIsThere() {
        for command in DockerCommandTree.all.commands where !command.isGroup && command.absence == nil {
            let isBuild = command.path.last == "build"
            if command.id == "help" || isBuild { continue }
            #expect(CommandActions.action(for: command.id) != nil, "\(command.id)")
        }
    }
}
