import DockerFlags
import EngineInterface

extension ContainerCreation {
    /// The first network is the container's mode; the options that know of one network only belong to it.
    mutating func readNetworks(_ flags: DockerFlagValues) throws {
        if let address = flags.given("mac-address") { try Self.checkHardwareAddress(address) }
        let networks = flags.strings("network").compactMap { try? DockerNetworkOption($0) }
        host.networkMode = networks.first?.name ?? "default"
        var endpoints: [EndpointRequest] = []
        for (index, option) in networks.enumerated() {
            var endpoint = EndpointRequest(network: option.name)
            endpoint.aliases = option.aliases
            endpoint.address = option.address ?? ""
            endpoint.hardwareAddress = option.macAddress ?? ""
            if index == 0 { try apply(flags, to: &endpoint) }
            try Self.check(endpoint)
            guard !endpoints.contains(where: { $0.network == endpoint.network }) else {
                throw CommandFailure("network \"\(endpoint.network)\" is specified multiple times")
            }
            endpoints.append(endpoint)
        }
        if networks.isEmpty {
            var endpoint = EndpointRequest(network: "default")
            try apply(flags, to: &endpoint)
            try Self.check(endpoint)
            endpoints.append(endpoint)
        }
        let kinds = Set(networks.map { Self.isUserDefined($0.name) })
        guard kinds.count < 2 else {
            throw CommandFailure(
                "conflicting options: cannot attach both user-defined and non-user-defined network-modes")
        }
        // One network without details is said by the mode alone.
        if endpoints.count == 1, endpoints[0] == EndpointRequest(network: endpoints[0].network) { endpoints = [] }
        host.endpoints = endpoints
    }

    private func apply(_ flags: DockerFlagValues, to endpoint: inout EndpointRequest) throws {
        let aliases = flags.strings("network-alias")
        func conflict(_ option: String, _ thing: String) -> CommandFailure {
            CommandFailure("conflicting options: cannot specify both --\(option) and per-network \(thing)")
        }
        if !aliases.isEmpty {
            guard endpoint.aliases.isEmpty else { throw conflict("network-alias", "alias") }
            endpoint.aliases = aliases
        }
        endpoint.links = flags.strings("link").map(Self.link)
        if let address = flags.string("ip").nonEmpty {
            guard endpoint.address.isEmpty else { throw conflict("ip", "IPv4 address") }
            endpoint.address = address
        }
        if let address = flags.string("mac-address").nonEmpty {
            guard endpoint.hardwareAddress.isEmpty else { throw conflict("mac-address", "MAC address") }
            endpoint.hardwareAddress = address
        }
    }

    private static func check(_ endpoint: EndpointRequest) throws {
        guard !endpoint.network.trimmingSpaces.isEmpty else { throw CommandFailure("no name set for network") }
        guard isUserDefined(endpoint.network) || endpoint.aliases.isEmpty else {
            throw CommandFailure("network-scoped aliases are only supported for user-defined networks")
        }
        if !endpoint.hardwareAddress.isEmpty { try checkHardwareAddress(endpoint.hardwareAddress) }
    }

    /// `CONTAINER:ALIAS`; a container alone is known by its own name.
    private static func link(_ text: String) -> String {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 1 ? "\(text):\(text)" : text
    }

    /// Whether a network is one that somebody made.
    static func isUserDefined(_ mode: String) -> Bool {
        !["default", "bridge", "host", "none", ""].contains(mode) && !mode.hasPrefix("container:")
    }

    private static func checkHardwareAddress(_ text: String) throws {
        let address = text.trimmingSpaces
        let bytes = address.split(whereSeparator: { $0 == ":" || $0 == "-" })
        let isAddress =
            bytes.count == 6 && address.utf8.count == 17
            && bytes.allSatisfy { $0.utf8.count == 2 && UInt8($0, radix: 16) != nil }
        guard isAddress else { throw CommandFailure("\(text) is not a valid mac address") }
    }
}
