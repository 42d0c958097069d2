import DockerFormat
import EngineInterface

/// How a container is reached: Docker's `NetworkSettings`.
struct NetworkSettingsInspection {
    let container: ContainerRecord

    var value: OrderedJSON {
        // The fields at the top tell of the default network only.
        let bridge = endpoints.first { $0.networkName == "bridge" }
        let isRunning = container.status.isRunning
        let wasStarted = container.wasStarted
        return .object([
            .init("Bridge", ""),
            .init("SandboxID", wasStarted ? .string(container.id) : ""),
            .init("HairpinMode", false),
            .init("LinkLocalIPv6Address", ""),
            .init("LinkLocalIPv6PrefixLen", 0),
            .init("Ports", portMap),
            .init(
                "SandboxKey", isRunning && process > 0 ? .string("/proc/\(process)/ns/net") : ""),
            .init("SecondaryIPAddresses", .nilList),
            .init("SecondaryIPv6Addresses", .nilList),
            .init("EndpointID", .string(endpointID(bridge))),
            .init("Gateway", .string(isRunning ? bridge?.gateway ?? "" : "")),
            .init("GlobalIPv6Address", ""),
            .init("GlobalIPv6PrefixLen", 0),
            .init("IPAddress", .string(isRunning ? bridge?.address ?? "" : "")),
            .init("IPPrefixLen", JSONFields.number(isRunning ? bridge?.prefixLength ?? 0 : 0)),
            .init("IPv6Gateway", ""),
            .init("MacAddress", .string(isRunning ? bridge?.hardwareAddress ?? "" : "")),
            .init("Networks", networks),
        ])
    }

    private var process: Int32 { container.status.process }

    /// The connections; `host` and `none` have one without an address.
    private var endpoints: [NetworkEndpoint] {
        let mode = container.host.networkMode
        guard container.endpoints.isEmpty, mode == "host" || mode == "none" else { return container.endpoints }
        return [NetworkEndpoint(networkID: "", networkName: mode, id: "")]
    }

    private var portMap: OrderedJSON {
        guard container.status.isRunning, !endpoints.isEmpty, container.host.networkMode != "host" else {
            return .map([:])
        }
        var bindings: [String: [OrderedJSON]] = [:]
        for port in container.configuration.exposedPorts {
            bindings[port.contains("/") ? port : port + "/tcp", default: []] = []
        }
        for port in container.status.ports {
            let key = "\(port.containerPort)/\(port.transport.rawValue)"
            bindings[key, default: []] +=
                port.hostPort.map { number in
                    [Self.portBinding(address: port.hostAddress ?? "", port: String(number))]
                } ?? []
        }
        return .map(bindings.mapValues { $0.isEmpty ? .nilList : .array($0) })
    }

    static func portBinding(address: String, port: String) -> OrderedJSON {
        .object([.init("HostIp", .string(address)), .init("HostPort", .string(port))])
    }

    private var networks: OrderedJSON {
        let pairs = endpoints.map { ($0.networkName, settings($0)) }
        return .map(Dictionary(pairs) { first, _ in first })
    }

    private func settings(_ endpoint: NetworkEndpoint) -> OrderedJSON {
        let isRunning = container.status.isRunning
        let wasStarted = container.wasStarted
        let fixed = OrderedJSON.object([.init("IPv4Address", .string(endpoint.fixedAddress), omitsEmpty: true)])
        return .object([
            .init(
                "IPAMConfig",
                endpoint.fixedAddress.isEmpty ? .null : fixed),
            .init("Links", JSONFields.listOrNull(endpoint.links)),
            .init("Aliases", JSONFields.listOrNull(aliases(endpoint))),
            .init("NetworkID", .string(wasStarted ? endpoint.networkID : "")),
            .init("EndpointID", .string(endpointID(endpoint))),
            .init("Gateway", .string(isRunning ? endpoint.gateway : "")),
            .init("IPAddress", .string(isRunning ? endpoint.address : "")),
            .init("IPPrefixLen", JSONFields.number(isRunning ? endpoint.prefixLength : 0)),
            .init("IPv6Gateway", ""),
            .init("GlobalIPv6Address", ""),
            .init("GlobalIPv6PrefixLen", 0),
            .init("MacAddress", .string(isRunning ? endpoint.hardwareAddress : "")),
            .init("DriverOpts", .nilMap),
        ])
    }

    private func endpointID(_ endpoint: NetworkEndpoint?) -> String {
        container.status.isRunning ? endpoint?.id ?? "" : ""
    }

    /// On networks of one's own a container is found by its aliases, its short identifier and its host name, too.
    private func aliases(_ endpoint: NetworkEndpoint) -> [String] {
        guard !["bridge", "host", "none"].contains(endpoint.networkName) else { return endpoint.aliases }
        let short = String(container.id.prefix(12))
        var names = endpoint.aliases
        for name in [short, container.configuration.hostname ?? short] where !names.contains(name) {
            names.append(name)
        }
        return names
    }
}
