import EngineInterface

/// `docker network create`
enum NetworkCreateAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let flags = context.flags
        let name = context.arguments[0]
        let driver = flags.string("driver")
        try refuseClusters(context)
        try refuse(driver: driver)
        if flags.bool("ipv6") || !flags.bool("ipv4") {
            throw CommandFailure(
                "docker: networks have no IPv6 here, and IPv4 always", help: "Leave --ipv6 and --ipv4 out.")
        }
        if flags.isSet("aux-address") || flags.isSet("ipam-opt") {
            throw CommandFailure(
                "docker: --aux-address and --ipam-opt are not there",
                help: "Keep addresses free for others with --ip-range: containers get theirs from that range only.")
        }
        let ipam = flags.string("ipam-driver")
        guard ipam == "default" || ipam.isEmpty else {
            throw CommandFailure("Error response from daemon: plugin \"\(ipam)\" not found")
        }
        let plan = try NetworkPlan(
            subnets: flags.strings("subnet"), gateways: flags.strings("gateway"), ranges: flags.strings("ip-range"))
        var request = NetworkRequest(name: name)
        request.driver = driver
        request.subnet = plan.subnet
        request.gateway = plan.gateway
        request.addressRange = plan.addressRange
        request.isInternal = flags.bool("internal")
        request.isAttachable = flags.bool("attachable")
        request.labels = flags.keysAndValues("label")
        request.options = flags.keysAndValues("opt")
        context.output.line(try await context.engine.createNetwork(request).id)
        return 0
    }

    private static func refuseClusters(_ context: CommandContext) throws {
        let flags = context.flags
        if flags.bool("ingress") || flags.string("scope") == "swarm" || flags.string("scope") == "global" {
            throw CommandFailure(
                "Error response from daemon: cannot create a swarm scoped network when swarm is not active",
                help: "There are no clusters here; leave --scope and --ingress out.")
        }
        if flags.bool("config-only") || !flags.string("config-from").isEmpty {
            throw CommandFailure("docker: networks that only hold settings for others are not there")
        }
    }

    private static func refuse(driver: String) throws {
        switch driver {
        case "bridge": return
        case "host", "null":
            throw CommandFailure(
                "Error response from daemon: only one instance of \"\(driver)\" network is allowed",
                help: "It is there already: docker run --network \(driver == "null" ? "none" : driver).")
        case "overlay":
            throw CommandFailure(
                "Error response from daemon: This node is not a swarm manager. Use \"docker swarm init\" or "
                    + "\"docker swarm join\" to connect this node to swarm and try again.",
                help: "Networks over several machines are not there; leave -d out.")
        case "macvlan", "ipvlan":
            throw CommandFailure(
                "docker: the network driver \(driver) is not there",
                help: "It would change this machine's network, which is always left alone; use -d bridge.")
        default:
            throw CommandFailure(
                "Error response from daemon: plugin \"\(driver)\" not found", help: "Use -d bridge, or leave it out.")
        }
    }
}
