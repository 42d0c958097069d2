import DockerFormat
import Testing

/// The outputs are docker's for a network and a volume with the same contents.
@Suite struct InspectFormatTests {
    static let network: OrderedJSON = [
        "Name": "bridge", "Id": "19936ef16fe7", "Created": .time(GoTime(nanoseconds: 1_795_276_020_356_106_513)),
        "Scope": "local", "EnableIPv6": false,
        "IPAM": [
            "Driver": "default", "Options": .nilMap,
            "Config": [
                .object([
                    .init("Subnet", "172.17.0.0/16"), .init("IPRange", "", omitsEmpty: true),
                    .init("Gateway", "172.17.0.1"), .init("AuxiliaryAddresses", .nilMap, omitsEmpty: true),
                ])
            ],
        ],
        "Containers": .map([:]), "Options": .strings(["com.docker.network.driver.mtu": "1500"]), "Labels": .map([:]),
        "Peers": .nilList,
    ]

    static let volume: OrderedJSON = [
        "CreatedAt": "2026-11-21T16:24:38Z", "Driver": "local", "Labels": .strings(["a": "1", "b": ""]),
        "Name": "v1", "Options": .nilMap,
    ]

    @Test(arguments: [
        ("{{.ID}} {{.Name}}", "19936ef16fe7 bridge"), ("{{.Id}}", "19936ef16fe7"),
        // Go's names show Go's structs; where one fails, the keys of the JSON are shown as maps.
        (
            "{{.IPAM.Config}} {{.Options}} {{.ID}}|{{.Created}}",
            "[{172.17.0.0/16  172.17.0.1 map[]}] map[com.docker.network.driver.mtu:1500] "
                + "19936ef16fe7|2026-11-21 15:47:00.356106513 +0000 UTC"
        ),
        (
            "{{.IPAM.Config}} {{.Id}}|{{.Created}}",
            "[map[Gateway:172.17.0.1 Subnet:172.17.0.0/16]] 19936ef16fe7|2026-11-21T15:47:00.356106513Z"
        ),
        (
            "{{json .IPAM}} {{(index .IPAM.Config 0).Subnet}} {{range .IPAM.Config}}{{.Gateway}}{{end}}",
            #"{"Driver":"default","Options":null,"Config":[{"Subnet":"172.17.0.0/16","Gateway":"172.17.0.1"}]} "#
                + "172.17.0.0/16 172.17.0.1"
        ),
        ("{{json .Created}} {{.Created.Unix}}", #""2026-11-21T15:47:00.356106513Z" 1795276020"#),
        ("{{.Containers}}{{.Peers}}{{.IPAM.Options}}{{len .Labels}}", "map[][]map[]0"),
        ("{{index .Labels `x`}}|{{.Labels.x}}", "|<no value>"),
        ("{{if .EnableIPv6}}6{{else}}4{{end}}", "4"), ("{{.Created.Format `02.01.2006`}}", "21.11.2026"),
    ])
    func templates(_ format: String, _ output: String) throws {
        let (text, errors) = try InspectFormat(format).render([Self.network])
        #expect(text == output + "\n")
        #expect(errors.isEmpty)
    }

    /// Without a health check, docker's struct has a nil pointer that the JSON leaves out.
    @Test(arguments: [
        ("{{if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}}", "none"), ("{{.State.Health}}", "<nil>"),
        ("{{.State}} {{printf `%v %T` .State .State}}", "{created 0 <nil>} &{created 0 <nil>} *container.State"),
        ("{{json .State}}", #"{"Status":"created","ExitCode":0}"#),
        ("{{.Id}} {{.State}}", "abc map[ExitCode:0 Status:created]"), ("{{eq .State.ExitCode 0}}", "true"),
        ("{{.HostConfig.NanoCpus}} {{.HostConfig.LogConfig}}", "0 map[Type:json-file]"),
        ("{{.HostConfig.NanoCPUs}} {{.HostConfig.LogConfig}}", "0 {json-file}"),
        (
            "{{range $p, $c := .Ports}}{{$p}} -> {{(index $c 0).HostPort}}{{end}} {{.Ports}}",
            "80/tcp -> 8080 map[80/tcp:[{0.0.0.0 8080}]]"
        ),
    ])
    func containers(_ format: String, _ output: String) throws {
        let container: OrderedJSON = [
            "Id": "abc",
            "State": .object([.init("Status", "created"), .init("ExitCode", 0), .init("Health", nil, omitsEmpty: true)]
            ),
            "HostConfig": ["NanoCpus": 0, "LogConfig": ["Type": "json-file"]],
            "Ports": .map(["80/tcp": [["HostIp": "0.0.0.0", "HostPort": "8080"]]]),
        ]
        let (text, errors) = try InspectFormat(format).render([container])
        #expect(text == output + "\n")
        #expect(errors.isEmpty)
    }

    @Test func failuresAreThoseOfTheJSON() throws {
        let (text, errors) = try InspectFormat("{{.Nope}}").render([Self.network, Self.volume])
        let message =
            #"template parsing error: template: :1:2: executing "" at <.Nope>: map has no entry for key "Nope""#
        #expect(text == "\n")
        #expect(errors.map(\.description) == [message, message])
    }

    @Test func volumesAreNotTriedTwice() throws {
        let (text, errors) = try InspectFormat("{{.Nope}}").render(
            [Self.volume], typeName: "volume.Volume", fallsBack: false)
        #expect(text == "\n")
        #expect(
            errors.map(\.description) == [
                "template parsing error: template: :1:2: executing \"\" at <.Nope>: "
                    + "can't evaluate field Nope in type volume.Volume"
            ])
    }

    @Test func someMayFail() throws {
        let (text, errors) = try InspectFormat("{{.Driver}}").render([Self.volume, Self.network, Self.volume])
        #expect(text == "local\nlocal\n")
        #expect(errors.count == 1)
    }

    @Test func json() throws {
        let (text, errors) = try InspectFormat("json").render([Self.volume])
        #expect(
            text
                == #"[{"CreatedAt":"2026-11-21T16:24:38Z","Driver":"local","Labels":{"a":"1","b":""},"Name":"v1","Options":null}]"#
                + "\n")
        #expect(errors.isEmpty)
    }

    @Test(arguments: ["", "json"])
    func nothing(_ format: String) throws { #expect(try InspectFormat(format).render([]).output == "[]\n") }

    @Test func unreadableTemplates() {
        #expect(throws: FormatError.self) { try InspectFormat("{{") }
        let message = outcome { () throws(FormatError) in try InspectFormat("{{.Name") }
        #expect(message == "error: template parsing error: template: :1: unclosed action")
    }
}
