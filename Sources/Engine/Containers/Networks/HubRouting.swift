import Linux

/// How packets find their way in the hub. Routing alone separates the networks, so no packet filter is needed.
///
/// What comes from a bridge is routed by a table of its own, which prohibits the subnets of all networks and leads everything
/// else to slirp4netns. Answers come back by the main table. slirp4netns asks for the containers' hardware addresses, and
/// the hub answers for them, so addresses need not be translated either.
enum HubRouting {
    /// The interface of slirp4netns, and the address behind it.
    static let wayOut = "tap0"
    static let wayOutGateway = IPv4Address(number: 0x0a00_0202)
    /// What slirp4netns answers name queries at.
    static let resolver = "10.0.2.3"

    /// The table for what containers send.
    static let containers: UInt8 = 100
    /// The table that delivers everything here.
    static let here: UInt8 = 101
    private static let main: UInt8 = 254

    /// Sets up rules. May be done again.
    static func prepare(_ links: NetworkLinks) throws {
        try links.setRoute(.local, table: here)
        try links.addRule(.init(priority: 20, interface: "lo", table: main))
        try links.addRule(.init(priority: 21, interface: wayOut, table: main))
        try links.addRule(.init(priority: 30, table: containers))
        try links.addRule(.init(priority: 31, table: nil))
    }

    /// Leads what containers send to slirp4netns, which has made its interface.
    static func openWayOut(_ links: NetworkLinks) throws {
        guard let index = try links.index(of: wayOut) else { return }
        try links.setBehaviour([.forwards, .answersForOthers], of: index)
        try links.setRoute(.gateway(wayOutGateway.bytes, interface: index), table: containers)
    }

    /// Lets nothing from a bridge reach a subnet by way of the hub.
    static func separate(_ subnet: IPv4Subnet, _ links: NetworkLinks) throws {
        try links.setRoute(
            to: subnet.base.bytes, prefixLength: subnet.prefixLength, .prohibited, table: containers)
    }

    /// The rule by which answers of a published port come here although they are for somebody outside: a relay speaks with
    /// the client's own address.
    static func answers(of address: IPv4Address, protocol: UInt8, port: UInt16) -> NetworkLinks.Rule {
        .init(priority: 10, source: address.bytes, transport: (`protocol`, port), table: here)
    }
}
