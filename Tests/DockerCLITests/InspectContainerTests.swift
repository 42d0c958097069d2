import DockerFormat
import EngineInterface
import Foundation
import Testing

@testable import DockerCLI

/// What Docker showed of containers is shown again of the same containers, field by field in Docker's order.
struct InspectContainerTests {
    static let recorded = [
        "plain", "full", "terminal", "host", "none", "exit", "fail", "published", "unhealthy", "stopped", "size",
    ]

    @Test(arguments: recorded)
    func isAsRecorded(_ name: String) throws {
        let document = try RecordedDocument("container-\(name)")
        let recorded = RecordedObject(document.value)
        var inspection = ContainerInspection(container: recorded.container)
        if name == "size" {
            inspection.sizes = (recorded.number("SizeRw"), recorded.number("SizeRootFs"))
        }
        let shown = try InspectFormat(nil).render([inspection.value]).output
        #expect(Self.masked(shown) == Self.masked(document.text))
    }

    /// Hides what is each engine's own: folders of layers, network namespaces, whose control groups are seen.
    private static func masked(_ text: String) -> String {
        let hidden = [
            "LowerDir", "MergedDir", "UpperDir", "WorkDir", "SandboxID", "SandboxKey", "CgroupnsMode", "LogPath",
        ]
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let name = line.split(separator: "\"").dropFirst().first.map(String.init) ?? ""
            if hidden.contains(name) { return "\(name) (masked)" }
            return name == "DriverOpts" ? "DriverOpts (masked)" : String(line)
        }.joined(separator: "\n")
    }

    @Test func tellsOfAPausedContainer() throws {
        var record = ContainerRecord.sample("web", phase: .paused)
        record.status.process = 12
        record.status.started = testNow
        let state = try ContainerInspection(container: record).value["State"].orThrow("no state")
        #expect(state["Running"] == true)
        #expect(state["Paused"] == true)
        #expect(state["Pid"] == 12)
        #expect(state["StartedAt"] == "2026-11-21T15:47:29Z")
        #expect(state["FinishedAt"] == "0001-01-01T00:00:00Z")
    }

    @Test func volumesThatWereAskedForHaveDockersMode() throws {
        var record = ContainerRecord.sample("web")
        record.host.binds = ["data:/data/", "logs:/logs:ro"]
        record.host.mounts = [MountRequest(.volume, source: "more", target: "/more")]
        record.mounts = [
            MountPoint(kind: .volume, name: "data", source: "/v/data", destination: "/data"),
            MountPoint(kind: .volume, name: "logs", source: "/v/logs", destination: "/logs", mode: "ro"),
            MountPoint(kind: .volume, name: "more", source: "/v/more", destination: "/more"),
            MountPoint(kind: .volume, name: "image", source: "/v/image", destination: "/image"),
        ]
        let value = ContainerInspection(container: record).value
        #expect(try InspectFormat("{{range .Mounts}}{{.Mode}},{{end}}").render([value]).output == "z,ro,z,,\n")
    }

    @Test func leavesHealthOutWhenThereIsNone() throws {
        var record = ContainerRecord.sample("web")
        #expect(
            try InspectFormat("{{json .State}}").render([ContainerInspection(container: record).value]).output.contains(
                "Health") == false)
        record.status.health = ContainerHealth(.none)
        #expect(
            try InspectFormat("{{json .State}}").render([ContainerInspection(container: record).value]).output.contains(
                "Health") == false)
        record.status.health = ContainerHealth(.starting)
        #expect(
            try InspectFormat("{{json .State.Health}}").render([ContainerInspection(container: record).value]).output
                == "{\"Status\":\"starting\",\"FailingStreak\":0,\"Log\":[]}\n")
    }

    @Test func showsExposedPortsWithoutAHostPortAsNull() throws {
        var record = ContainerRecord.sample("web")
        record.configuration.exposedPorts = ["80/tcp", "443/tcp"]
        record.endpoints = [NetworkEndpoint(networkID: "n", networkName: "bridge", id: "e")]
        record.status.ports = [
            PublishedEndpoint(containerPort: 80, transport: .tcp, hostAddress: "0.0.0.0", hostPort: 8080)
        ]
        let value = ContainerInspection(container: record).value
        #expect(
            try InspectFormat("{{json .NetworkSettings.Ports}}").render([value]).output
                == "{\"443/tcp\":null,\"80/tcp\":[{\"HostIp\":\"0.0.0.0\",\"HostPort\":\"8080\"}]}\n")
    }
}
