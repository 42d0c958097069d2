import EngineInterface

/// `docker network connect`
enum NetworkConnectAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let flags = context.flags
        for name in ["ip6", "link-local-ip"] where flags.isSet(name) {
            throw CommandFailure(
                "docker: --\(name): networks have no IPv6 here", help: "Give an IPv4 address with --ip.")
        }
        if flags.isSet("driver-opt") {
            throw CommandFailure("docker: --driver-opt: the network driver has no options for one container")
        }
        if flags.isSet("gw-priority"), flags.int("gw-priority") != 0 {
            throw CommandFailure(
                "docker: --gw-priority: the first network that a container joined leads out; no other can be chosen")
        }
        let network = context.arguments[0]
        var endpoint = EndpointRequest(network: network)
        endpoint.address = flags.string("ip")
        if !endpoint.address.isEmpty, IPv4Address(endpoint.address) == nil {
            throw CommandFailure("invalid IP address: \(endpoint.address)", help: "An address is like 172.30.100.104.")
        }
        endpoint.aliases = flags.strings("alias")
        endpoint.links = flags.strings("link")
        try await context.engine.connect(context.arguments[1], to: network, endpoint)
        return 0
    }
}

/// `docker network disconnect`
enum NetworkDisconnectAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        try await context.engine.disconnect(
            context.arguments[1], from: context.arguments[0], force: context.flags.bool("force"))
        return 0
    }
}
