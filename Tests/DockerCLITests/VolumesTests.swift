import EngineInterface
import Testing

@testable import DockerCLI

/// Commands on volumes.
struct VolumesTests {
    private static let hex = String(repeating: "8a", count: 32)

    private func call() async -> CommandCall {
        let call = CommandCall()
        let volumes = [
            VolumeSummary(
                volume: VolumeRecord(
                    name: "data10", created: testNow, labels: ["b": "2", "a": "1"], path: "/v/data10"),
                users: ["c1"]),
            VolumeSummary(volume: VolumeRecord(name: "data9", created: testNow, path: "/v/data9"), users: []),
            VolumeSummary(
                volume: VolumeRecord(name: Self.hex, created: testNow, path: "/v/x", isAnonymous: true), users: []),
        ]
        await call.engine.change { $0.volumeList = volumes }
        return call
    }

    @Test func table() async throws {
        #expect(
            try await call().run("volume ls").output == """
                DRIVER    VOLUME NAME
                local     \(Self.hex)
                local     data9
                local     data10

                """)
    }

    @Test(arguments: [
        ("volume ls -q -f name=data", "data9\ndata10\n"), ("volume ls -q -f name=^data9$", "data9\n"),
        ("volume ls -q -f dangling=false", "data10\n"), ("volume ls -q -f dangling=true -f name=data", "data9\n"),
        ("volume ls -q -f label=a", "data10\n"), ("volume ls -q -f label=a=2", ""),
        ("volume ls -q -f driver=nfs", ""), ("volume ls -f name=data10 --format {{.Labels}}", "a=1,b=2\n"),
        (
            "volume ls -f name=data10 --format {{.Mountpoint}},{{.Links}},{{.Size}},{{.Status}}",
            "/v/data10,N/A,N/A,N/A\n"
        ),
        (
            "volume ls -f name=data9 --format json",
            "{\"Availability\":\"N/A\",\"Driver\":\"local\",\"Group\":\"N/A\",\"Labels\":\"\",\"Links\":\"N/A\","
                + "\"Mountpoint\":\"/v/data9\",\"Name\":\"data9\",\"Scope\":\"local\",\"Size\":\"N/A\",\"Status\":\"N/A\"}\n"
        ),
        ("volume ls -f name=data9 --format raw", "name: data9\ndriver: local\n\n"),
        ("volume create data", "data\n"), ("volume create", FakeDockerEngine.newID + "\n"),
        ("volume create --name data", "data\n"), ("volume rm data9 data10", "data9\ndata10\n"),
    ])
    func answers(_ line: String, _ expected: String) async throws {
        #expect(try await call().run(line) == CommandOutcome(status: 0, output: expected, error: ""))
    }

    @Test(arguments: [
        ("volume ls -f colour=red", "Error response from daemon: invalid filter 'colour'"),
        ("volume ls -f dangling=x", "Error response from daemon: invalid filter 'dangling=[x]'"),
        (
            "volume create --name a b",
            "conflicting options: cannot specify a volume-name through both --name and as a positional arg"
        ),
        (
            "volume create -d nosuch data",
            "Error response from daemon: create data: error looking up volume plugin nosuch: plugin \"nosuch\" not found"
        ),
        ("volume prune -af --filter all=1", "conflicting options: cannot specify both --all and --filter all=1"),
        ("volume prune -f --filter until=1h", "Error response from daemon: invalid filter 'until'"),
    ])
    func refusal(_ line: String, _ message: String) async throws {
        let outcome = try await call().run(line)
        #expect(outcome.status == 1)
        #expect(outcome.error.split(separator: "\n").first.map(String.init) == message)
    }

    @Test func removalGoesOnAfterAnError() async throws {
        let call = await call()
        await call.engine.change { $0.failures["volume-rm"] = EngineError(.noSuchVolume, "get x: no such volume") }
        let outcome = try await call.run("volume rm x y")
        #expect(outcome.status == 1)
        #expect(outcome.error.split(separator: "\n").filter { $0.hasSuffix("no such volume") }.count == 2)
        #expect(try await call.run("volume rm -f x").output == "x\n")
    }

    @Test func pruneAsks() async throws {
        #expect(
            try await call().run("volume prune").output
                == "WARNING! This will remove anonymous local volumes not used by at least one container.\n"
                + "Are you sure you want to continue? [y/N] ")
        #expect(
            try await call().run("volume prune -a").output
                == "WARNING! This will remove all local volumes not used by at least one container.\n"
                + "Are you sure you want to continue? [y/N] ")
    }

    @Test func pruneTellsWhatWent() async throws {
        let call = await call()
        await call.engine.change { $0.pruned = ([], 2048) }
        let outcome = try await call.run("volume prune -a -f --filter label=a")
        #expect(outcome.output == "Deleted Volumes:\ndata10\n\nTotal reclaimed space: 2.048kB\n")
        #expect(await call.engine.calls == ["volume-prune all=true data10"])
    }
}
