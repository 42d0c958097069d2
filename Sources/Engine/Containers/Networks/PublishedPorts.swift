import EngineInterface
import Foundation
import Glibc
import Linux

/// A container's published ports: listeners on this machine whose connections are relayed to the container.
///
/// They listen in the hub as well, so that other containers reach them at their gateway.
final class PublishedPorts: Sendable {
    /// Where relays lead to.
    struct Target: Sendable {
        var hub: NetworkNamespace
        /// The container's.
        var address: IPv4Address
        /// Those that the container is on: who comes from there gets its answers without the hub.
        var subnets: [IPv4Subnet]
    }

    /// What is written down for others to see.
    struct Record: Codable, Sendable {
        var id: String
        var name: String
        var endpoints: [PublishedEndpoint]
    }

    let endpoints: [PublishedEndpoint]
    private let ports: [PortRelay]
    private let record: FileLock
    private let current: Locked<Target?>
    private let wanted: [PortBinding]

    /// Takes all ports, or none and throws.
    init(
        _ bindings: [PortBinding], container: (id: String, name: String), endpoint: String, target: Target,
        folder: HubFolder
    ) throws {
        wanted = bindings
        current = Locked(nil)
        var ports: [PortRelay] = []
        var endpoints: [PublishedEndpoint] = []
        do {
            for binding in bindings {
                let taken = try PortTaker(container: container, folder: folder, endpoint: endpoint).take(
                    binding, hub: target.hub)
                ports += taken.relays
                endpoints += taken.endpoints
            }
            let path = "\(folder.ports)/\(container.id)"
            record = try FileLock.open(path)
            try record.exclusive()
            try SmallFile.write(
                String(
                    decoding: JSONEncoder().encode(
                        Record(id: container.id, name: container.name, endpoints: endpoints)), as: UTF8.self),
                to: path)
        } catch {
            PortRelay.close(ports)
            throw error
        }
        self.ports = ports
        self.endpoints = endpoints
        self.target = target
    }

    /// Changes when the container joins or leaves networks; without one, connections end at once.
    var target: Target? {
        get { current.withLock { $0 } }
        set {
            let old = current.withLock { current in
                defer { current = newValue }
                return current
            }
            if let old, old.address != newValue?.address { setRules(old, areThere: false) }
            if let newValue, old?.address != newValue.address { setRules(newValue, areThere: true) }
            ports.forEach { $0.setTarget(newValue) }
        }
    }

    /// Lets answers to clients come to the relay, which speaks with the clients' own addresses.
    private func setRules(_ target: Target, areThere: Bool) {
        guard let links = try? NetworkLinks(of: target.hub) else { return }
        for binding in Set(wanted) {
            let number = UInt8(binding.transport == .udp ? IPPROTO_UDP : IPPROTO_TCP)
            let rule = HubRouting.answers(
                of: target.address, protocol: number, port: UInt16(clamping: binding.containerPort))
            // Without the rule, relays would speak with the gateway's address: see PortRelay.
            if areThere { try? links.addRule(rule) } else { try? links.removeRule(rule) }
        }
    }

    func close() {
        PortRelay.close(ports)
        target = nil
        unlink(record.path)
        try? record.unlock()
    }

    // MARK: Reading

    /// What a running container has published.
    static func read(_ id: String, _ folder: HubFolder) -> [PublishedEndpoint] {
        record(id, folder)?.endpoints ?? []
    }

    /// The container that has published a port, if one of this store has.
    static func owner(of port: Int, _ transport: PortBinding.Transport, _ folder: HubFolder) -> Record? {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.ports)) ?? []
        return files.lazy.compactMap { record($0, folder) }.first { record in
            record.endpoints.contains { $0.hostPort == port && $0.transport == transport }
        }
    }

    /// A record whose supervisor lives.
    private static func record(_ id: String, _ folder: HubFolder) -> Record? {
        guard let lock = try? FileLock.openExisting("\(folder.ports)/\(id)") else { return nil }
        if (try? lock.tryExclusive()) == true {
            unlink(lock.path)
            return nil
        }
        guard let bytes = try? SmallFile.read(lock.path) else { return nil }
        return try? JSONDecoder().decode(Record.self, from: Data(bytes))
    }
}
