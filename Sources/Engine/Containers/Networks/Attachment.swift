import EngineInterface
import Glibc
import Linux

/// A container's interface on one network.
struct Attachment: Sendable {
    var endpoint: NetworkEndpoint
    /// `eth0`.
    var interface: String
    var address: IPv4Address
    var subnet: IPv4Subnet
    /// Where packets for elsewhere go; `nil` on an internal network, which leads nowhere.
    var gateway: IPv4Address?

    /// - Throws: ``EngineError`` when the endpoint's address, gateway or prefix length is none.
    init(_ endpoint: NetworkEndpoint, interface: String) throws {
        guard let address = IPv4Address(endpoint.address), (1...31).contains(endpoint.prefixLength) else {
            throw EngineError(
                .damagedStore,
                "The container's address on the network \(endpoint.networkName) is not one: "
                    + "\(endpoint.address)/\(endpoint.prefixLength).",
                help: "Take the container off the network and connect it again.")
        }
        self.endpoint = endpoint
        self.interface = interface
        self.address = address
        subnet = IPv4Subnet(of: address, prefixLength: endpoint.prefixLength)
        gateway = IPv4Address(endpoint.gateway)
    }

    /// The bridge's name: interfaces have at most 15 characters.
    static func bridge(_ networkID: String) -> String { "br-" + networkID.prefix(12) }
    /// The name of the cable's end at the bridge. A container that comes again takes another one: Linux may be busy still
    /// with removing the last.
    let cable = "veth" + RandomName.hex(words: 1).prefix(11)

    var hardwareAddress: [UInt8] { HardwareAddress.bytes(endpoint.hardwareAddress) ?? address.hardwareAddress }

    /// Connects a namespace with the network's bridge, which is made when it is missing.
    func connect(_ namespace: NetworkNamespace, to hub: HubConnection) throws {
        let links = try NetworkLinks(of: hub.namespace)
        let change = try FileLock.open(hub.folder.changeLock)
        try change.exclusive()
        defer { withExtendedLifetime(change) {} }
        let bridge = try ensureBridge(links, hub)
        try links.addCable(
            cable, bridge: bridge, peer: interface, hardwareAddress: hardwareAddress, in: namespace)
        let own = try NetworkLinks(of: namespace)
        guard let index = try own.index(of: interface) else {
            throw SystemError("link", interface, errno: ENODEV)
        }
        try own.addAddress(address.bytes, prefixLength: subnet.prefixLength, to: index)
        own.leaveWithoutIPv6(index)
        try own.bringUp(index)
        try own.index(of: interface)
        for name in [cable, Self.bridge(endpoint.networkID)] { try links.index(of: name) }
    }

    /// The caller holds the lock on changes.
    private func ensureBridge(_ links: NetworkLinks, _ hub: HubConnection) throws -> Int32 {
        let name = Self.bridge(endpoint.networkID)
        let all = try links.links()
        if let there = all.first(where: { $0.name == name }) { return there.index }
        try removeOldBridges(all, links, hub.folder)
        try HubRouting.separate(subnet, links)
        try links.addBridge(name, hardwareAddress: (gateway ?? subnet.base).hardwareAddress)
        guard let index = try links.index(of: name) else { throw SystemError("link", name, errno: ENODEV) }
        // The hub has no address on an internal network, and forwards nothing from there.
        try links.setBehaviour(gateway == nil ? [] : .forwards, of: index)
        if let gateway { try links.addAddress(gateway.bytes, prefixLength: subnet.prefixLength, to: index) }
        return index
    }

    /// Removes bridges of networks that are gone: no two networks overlap, so one that does is no more. The cables of its
    /// last containers may still be there.
    private func removeOldBridges(_ all: [NetworkLinks.Link], _ links: NetworkLinks, _ folder: HubFolder) throws {
        let overlapping = Set(
            try links.addresses().compactMap { entry -> Int32? in
                guard let other = IPv4Address(entry.address.map { String($0) }.joined(separator: ".")) else {
                    return nil
                }
                return IPv4Subnet(of: other, prefixLength: entry.prefixLength).overlaps(subnet) ? entry.index : nil
            })
        for old in all where old.name.hasPrefix("br-") {
            let isOverlapping = overlapping.contains(old.index)
            guard isOverlapping || !all.contains(where: { $0.master == old.index }) else { continue }
            if isOverlapping, let user = NameRecords(folder: folder).users(ofBridge: old.name).first {
                throw EngineError(
                    .inUse, "The subnet \(subnet) of the network \(endpoint.networkName) is in use still.",
                    help: "The container \(user.name) runs on a network that was removed. Stop it first.")
            }
            try links.remove(old.name)
        }
    }

    /// Cuts the cable of a container that has ended. Linux removes it when the container's namespace is gone, in its own time,
    /// which may be long after somebody else has the address.
    func cut(from hub: HubConnection) throws {
        try NetworkLinks(of: hub.namespace).disablePort(cable)
    }

    /// Takes the interface away from both sides.
    func disconnect(from hub: HubConnection) throws {
        try NetworkLinks(of: hub.namespace).remove(cable)
    }
}
