import GoTemplate

/// A container as `docker inspect` shows it: as a Go struct, and as decoded from JSON.
enum SampleInspect {
    static let typed = structure(
        "*container.Inspect",
        [
            .init("ID", key: "Id", "abcdef0123456789"), .init("Name", "/web"),
            .init("Args", .strings(["-g", "daemon off;"])), .init("State", state), .init("Config", configuration),
            .init(
                "Mounts",
                .list(
                    [mount("volume", "/var/lib/v", "/data", true), mount("bind", "/srv", "/srv", false)],
                    element: .named("container.Mount"))),
            .init("Ports", ports), .init("Memory", .named("int64", 536_870_912)), .init("Ratio", 0.5),
        ])

    private static let state = structure(
        "*container.State",
        [
            .init("Status", "running"), .init("Running", true), .init("Pid", 4242), .init("ExitCode", 0),
            .init("Health", .typedNull(.named("*container.Health")), omitsEmpty: true),
        ])

    private static let configuration = structure(
        "*container.Config",
        [
            .init("Cmd", .strings(["nginx", "-g"])), .init("Env", .strings(["PATH=/bin", "A=b c"])),
            .init("Labels", .strings(["z": "1", "com.x": "<y>"])),
            .init(
                "ExposedPorts", .map(["80/tcp": structure("struct {}", [])], element: .named("struct {}")),
                omitsEmpty: true),
            .init("User", ""),
        ])

    private static let ports: TemplateValue = {
        let binding = TemplateType.named("container.PortBinding")
        let bindings = ["0.0.0.0", "::"].map { address in
            structure(binding.name, [.init("HostIP", key: "HostIp", .string(address)), .init("HostPort", "8080")])
        }
        return .map(
            ["80/tcp": .list(bindings, element: binding), "443/tcp": .typedNull(.list(of: binding))],
            element: .list(of: binding))
    }()

    private static func mount(
        _ type: String, _ source: String, _ destination: String, _ writable: Bool
    ) -> TemplateValue {
        structure(
            "container.Mount",
            [
                .init("Type", .string(type)), .init("Source", .string(source)),
                .init("Destination", .string(destination)), .init("RW", .bool(writable)),
            ])
    }

    private static func structure(_ name: String, _ fields: [TemplateStruct.Field]) -> TemplateValue {
        .object(TemplateStruct(typeName: name, fields: fields))
    }

    static let raw: TemplateValue = [
        "Id": "abcdef0123456789", "Name": "/web", "Args": ["-g", "daemon off;"],
        "State": ["Status": "running", "Running": true, "Pid": number("4242"), "ExitCode": number("0")],
        "Config": [
            "Cmd": ["nginx", "-g"], "Env": ["PATH=/bin", "A=b c"], "Labels": ["z": "1", "com.x": "<y>"],
            "ExposedPorts": ["80/tcp": [:]], "User": "",
        ],
        "Mounts": [
            ["Type": "volume", "Source": "/var/lib/v", "Destination": "/data", "RW": true],
            ["Type": "bind", "Source": "/srv", "Destination": "/srv", "RW": false],
        ],
        "Ports": [
            "80/tcp": [["HostIp": "0.0.0.0", "HostPort": "8080"], ["HostIp": "::", "HostPort": "8080"]],
            "443/tcp": .null,
        ],
        "Memory": number("536870912"), "Ratio": number("0.5"),
    ]

    private static func number(_ text: String) -> TemplateValue { .named("json.Number", .string(text)) }
}
