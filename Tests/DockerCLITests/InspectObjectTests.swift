import DockerFormat
import EngineInterface
import Foundation
import Testing

@testable import DockerCLI

/// What Docker showed of volumes, networks and images is shown again of the same ones.
struct InspectObjectTests {
    @Test(arguments: ["vol1", "vol2", "anon"])
    func volumeIsAsRecorded(_ name: String) throws {
        let document = try RecordedDocument("volume-\(name)")
        let value = VolumeInspection(volume: RecordedObject(document.value).volume).value
        #expect(try InspectFormat(nil).render([value]).output == document.text)
    }

    @Test(arguments: ["bridge", "host", "none", "net1", "net2"])
    func networkIsAsRecorded(_ name: String) throws {
        let document = try RecordedDocument("network-\(name)")
        let value = NetworkInspection(details: RecordedObject(document.value).network).value
        #expect(try InspectFormat(nil).render([value]).output == document.text)
    }

    /// What a build left in the container that made the image, and where layers are, is each engine's own.
    private static let own = ["ContainerConfig", "GraphDriver", "Container", "DockerVersion"]

    @Test(arguments: ["alpine", "built", "golang", "none"])
    func imageIsAsRecorded(_ name: String) throws {
        let document = try RecordedDocument("image-\(name)")
        let value = ImageInspection(image: RecordedObject(document.value).image).value
        let text = try InspectFormat(nil).render([value]).output
        let shown = try (JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])?.first
            .orThrow("nothing shown")
        let both = (recorded: Self.reduced(document.value), shown: Self.reduced(shown ?? [:]))
        #expect(both.shown == both.recorded)
        #expect(Set((shown ?? [:]).keys) == Set(document.value.keys))
    }

    /// The document as one text with its keys sorted, without what is the engine's own and which image it was made from.
    private static func reduced(_ value: [String: Any]) -> String {
        var value = value
        for key in own { value[key] = nil }
        if var config = value["Config"] as? [String: Any] {
            config["Image"] = nil
            value["Config"] = config
        }
        let data = try? JSONSerialization.data(withJSONObject: value, options: [.sortedKeys, .prettyPrinted])
        return String(decoding: data ?? Data(), as: UTF8.self)
    }

    private func call() async throws -> CommandCall {
        let call = CommandCall()
        let network = RecordedObject(try RecordedDocument("network-net2").value).network
        let volume = RecordedObject(try RecordedDocument("volume-vol1").value).volume
        let container = RecordedObject(try RecordedDocument("container-terminal").value).container
        let image = RecordedObject(try RecordedDocument("image-built").value).image
        await call.engine.change {
            $0.networkList = [network]
            $0.volumeList = [VolumeSummary(volume: volume, users: [])]
            $0.records = [container]
            $0.images = [image]
        }
        return call
    }

    /// Recipes from the web.
    @Test(arguments: [
        ("inspect -f {{.State.Status}} cb-run2", "running\n"),
        ("inspect -f {{.State.Pid}} cb-run2", "31122\n"),
        ("inspect -f {{.Name}}@{{.Driver}} cb-vol1", "cb-vol1@local\n"),
        ("inspect -f {{range.NetworkSettings.Networks}}{{.IPAddress}};{{end}} cb-run2", "172.17.0.2;172.31.77.130;\n"),
        ("inspect -f {{.NetworkSettings.Networks.bridge.Gateway}} cb-run2", "172.17.0.1\n"),
        ("inspect --format={{.HostConfig.RestartPolicy.Name}} cb-run2", "no\n"),
        ("inspect -f {{json.Config.Cmd}} cb-run2", "[\"sh\"]\n"),
        ("inspect -f {{len.Config.Env}}{{.Id}} cb-run2", nil),
        ("image inspect -f {{.Config.WorkingDir}} cb-full:1", "/srv/app\n"),
        ("image inspect -f {{len.RootFS.Layers}}/{{.Os}} cb-full:1", "3/linux\n"),
        ("image inspect -f {{.RepoTags}} cb-full:1", "[cb-full:1 localhost:5999/cb/full:2]\n"),
        ("network inspect -f {{range.Containers}}{{.Name}}{{end}} cb-net2", "cb-run1\n"),
        ("network inspect -f {{(index.IPAM.Config_0).Subnet}} cb-net2", "172.18.0.0/16\n"),
        ("network inspect -f {{.Created}} cb-net2", "2026-11-21 15:55:14.32984618 +0000 UTC\n"),
        ("volume inspect -f {{.Mountpoint}} cb-vol1", "/var/lib/docker/volumes/cb-vol1/_data\n"),
    ])
    func recipe(_ line: String, _ expected: String?) async throws {
        // Words are split at spaces, so templates are written without; Go wants one in these places.
        let words = line.split(separator: " ").map {
            $0.replacing("{{range.", with: "{{range .").replacing("{{json.", with: "{{json .")
                .replacing("{{len.", with: "{{len .").replacing("(index.", with: "(index .").replacing("_0", with: " 0")
        }
        let outcome = try await call().run(words.map { String($0) })
        #expect(outcome.status == 0)
        if let expected { #expect(outcome.output == expected) }
    }

    @Test func saysWhatIsNotThereAfterWhatIs() async throws {
        let outcome = try await call().run("inspect nosuch cb-vol1 -f {{.Name}}")
        #expect(outcome.status == 1)
        #expect(outcome.output == "cb-vol1\n")
        #expect(outcome.error.hasPrefix("Error: No such object: nosuch\n"))
    }

    @Test(arguments: [
        ("inspect nosuch", 1, "[]\n", "Error: No such object: nosuch"),
        ("inspect -f {{.Name}} nosuch", 1, "\n", "Error: No such object: nosuch"),
        ("container inspect nosuch", 1, "[]\n", "Error response from daemon: No such container: nosuch"),
        ("image inspect nosuch", 1, "[]\n", "Error response from daemon: No such image: nosuch"),
        ("network inspect nosuch", 1, "[]\n", "Error response from daemon: network nosuch not found"),
        ("volume inspect nosuch", 1, "[]\n", "Error response from daemon: get nosuch: no such volume"),
        ("inspect --type network cb-vol1", 1, "[]\n", "Error response from daemon: network cb-vol1 not found"),
        ("inspect -f {{.Name cb-vol1", 64, "", "template parsing error: template: :1: unclosed action"),
        (
            "inspect -f {{.Nope}} cb-run2", 1, "\n",
            "template parsing error: template: :1:2: executing \"\" at <.Nope>: map has no entry for key \"Nope\""
        ),
        (
            "volume inspect -f {{.Nope}} cb-vol1", 1, "\n",
            "template parsing error: template: :1:2: executing \"\" at <.Nope>: can't evaluate field Nope in type volume.Volume"
        ),
        (
            "inspect --type nonsense cb-vol1", 1, "",
            "unknown type: \"nonsense\": must be one of \"config\", \"container\", \"image\", \"network\", \"node\", "
                + "\"plugin\", \"secret\", \"service\", \"task\", \"volume\""
        ),
    ])
    func failure(_ line: String, _ status: Int, _ output: String, _ error: String) async throws {
        let outcome = try await call().run(line)
        #expect(outcome.status == Int32(status))
        #expect(outcome.output == output)
        #expect(outcome.error.split(separator: "\n").first.map(String.init) == error)
    }

    @Test func warnsOfSizesOfOtherThings() async throws {
        let outcome = try await call().run("inspect -s -f {{.Name}} cb-vol1")
        #expect(
            outcome == CommandOutcome(status: 0, output: "cb-vol1\n", error: "WARNING: --size ignored for volume\n"))
    }
}
