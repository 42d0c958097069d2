import EngineInterface
import Glibc
import Images
import Linux

/// The networks of a store: what `docker network` does, and the choice of subnets and addresses.
public struct NetworkService: Sendable {
    private let store: ImageStore

    public init(store: ImageStore) { self.store = store }

    // MARK: Networks

    /// Sorted by name.
    public func list() throws -> [NetworkRecord] { try store.readNetworks { try $0.networks() } }

    /// The network of this name, identifier, or beginning of an identifier; `default` is `bridge`.
    ///
    /// - Throws: ``EngineError`` of kind `noSuchNetwork`.
    public func find(_ reference: String) throws -> NetworkRecord {
        try store.readNetworks { try Self.find(reference, $0) }
    }

    static func find(_ reference: String, _ table: NetworkTable) throws -> NetworkRecord {
        if let found = try table.network(reference == "default" ? "bridge" : reference) { return found }
        throw EngineError(
            .noSuchNetwork, "network \(reference) not found",
            help: "docker network ls shows the networks there are; docker network create \(reference) makes it.")
    }

    /// A network with those of its containers that run.
    ///
    /// - Parameter running: the name of a container that runs; `nil` for all others.
    public func inspect(_ reference: String, running: (_ id: String) throws -> String?) throws -> NetworkDetails {
        let (network, endpoints) = try store.readNetworks { table in
            let network = try Self.find(reference, table)
            return (network, try table.endpoints(on: network.id))
        }
        let containers = try endpoints.compactMap { entry in
            try running(entry.container).map { (id: entry.container, name: $0, endpoint: entry.endpoint) }
        }
        return NetworkDetails(network: network, containers: containers)
    }

    /// Creates a network.
    ///
    /// - Throws: ``EngineError`` of kind `nameInUse`, `invalidArgument`; in Docker's words.
    public func create(_ request: NetworkRequest) throws -> NetworkRecord {
        try NetworkRules.check(request)
        let hostSubnets = request.subnet.isEmpty ? HostRoutes.subnets() : []
        return try store.changeNetworks { table in
            let others = try table.networks()
            if others.contains(where: { $0.name == request.name }) {
                throw EngineError(
                    .nameInUse, "network with name \(request.name) already exists",
                    help: "Use it as it is, or remove it first: docker network rm \(request.name)")
            }
            let plan = try SubnetPlan(
                request, taken: others.compactMap { IPv4Subnet($0.subnet) }, hostSubnets: hostSubnets)
            let record = NetworkRecord(
                id: RandomName.hex(words: 4), name: request.name, driver: "bridge", created: Clock.real,
                subnet: plan.subnet.description, gateway: plan.gateway.description,
                addressRange: plan.range?.description ?? "", isInternal: request.isInternal,
                isAttachable: request.isAttachable, labels: request.labels, options: request.options)
            try table.add(record)
            return record
        }
    }

    /// Removes a network that no container is on.
    ///
    /// - Parameters:
    ///   - force: whether a network that is not there is no error.
    ///   - running: whether a container runs. One that does not keeps no network from being removed, as with Docker: it
    ///     cannot be started any more until it is connected with another.
    /// - Returns: the removed network; `nil` when there was none.
    @discardableResult
    public func remove(
        _ reference: String, force: Bool = false, running: (_ id: String) throws -> Bool
    ) throws -> NetworkRecord? {
        try store.changeNetworks { table in
            if force, try table.network(reference) == nil { return nil }
            let network = try Self.find(reference, table)
            guard !network.isPredefined else {
                throw EngineError(
                    .invalidArgument,
                    "\(network.name) is a pre-defined network and cannot be removed",
                    help: "The networks bridge, host and none are always there.")
            }
            let endpoints = try table.endpoints(on: network.id)
            if let user = try endpoints.first(where: { try running($0.container) }) {
                throw EngineError(
                    .inUse,
                    "error while removing network: network \(network.name) id \(network.id) has active endpoints",
                    help: "The container \(user.container.prefix(12)) is on it. Stop it, or: "
                        + "docker network disconnect \(network.name) \(user.container.prefix(12))")
            }
            try remove(network, endpoints.map(\.container), table)
            return network
        }
    }

    /// Removes networks that no container is on and that `filter` accepts. Returns their names.
    public func prune(
        running: (_ id: String) throws -> Bool, _ filter: (NetworkRecord) -> Bool
    ) throws -> [String] {
        try store.changeNetworks { table in
            try table.networks().filter { !$0.isPredefined && filter($0) }.compactMap { network in
                let endpoints = try table.endpoints(on: network.id)
                guard try !endpoints.contains(where: { try running($0.container) }) else { return nil }
                try remove(network, endpoints.map(\.container), table)
                return network.name
            }
        }
    }

    /// Removes a network that stopped containers may be on. Their settings go on naming it, and whoever starts them does not
    /// look into the database: a file says that it is gone.
    private func remove(_ network: NetworkRecord, _ containers: [String], _ table: NetworkTable) throws {
        for container in containers { try table.removeEndpoint(of: container, on: network.id) }
        try table.remove(network.id)
        let folder = HubFolder(store: store.root)
        // Names of supervisors that were killed.
        let names = "\(folder.names)/\(network.id)"
        if access(names, F_OK) == 0 { try removeTree(names) }
        guard !containers.isEmpty else { return }
        try folder.make()
        try SmallFile.write(network.name, to: folder.gone(network.id), mode: 0o600)
    }

    // MARK: Endpoints

    /// The endpoints of a container that is being created, with their addresses; for use within the transaction that
    /// enters it. Empty for the modes `host`, `none` and `container:`.
    ///
    /// - Throws: ``EngineError`` of kind `noSuchNetwork`, `invalidArgument`, in Docker's words.
    public static func endpoints(for host: HostConfiguration, _ table: NetworkTable) throws -> [NetworkEndpoint] {
        guard NetworkMode(host.networkMode) == .networks else { return [] }
        let mode = ["", "default"].contains(host.networkMode) ? "bridge" : host.networkMode
        let main = try find(mode, table)
        if main.driver != "bridge" { return [] }
        var requests: [(network: NetworkRecord, request: EndpointRequest)] = []
        for request in host.endpoints {
            let network = try find(request.network, table)
            if !requests.contains(where: { $0.network.id == network.id }) { requests.append((network, request)) }
        }
        if let index = requests.firstIndex(where: { $0.network.id == main.id }) {
            // The network of the mode comes first: its interface is eth0.
            requests.insert(requests.remove(at: index), at: 0)
        } else {
            requests.insert((main, EndpointRequest(network: main.name)), at: 0)
        }
        return try requests.map { try endpoint($0.request, on: $0.network, table) }
    }

    /// A new endpoint on a network with an address that is free.
    public static func endpoint(
        _ request: EndpointRequest, on network: NetworkRecord, _ table: NetworkTable
    ) throws -> NetworkEndpoint {
        guard network.driver == "bridge", let subnet = IPv4Subnet(network.subnet),
            let gateway = IPv4Address(network.gateway)
        else {
            throw EngineError(
                .invalidArgument, "container cannot be connected to the \(network.name) network",
                help: "Choose it when the container is created: --network \(network.name).")
        }
        if network.isPredefined {
            if !request.address.isEmpty {
                throw EngineError(
                    .invalidArgument,
                    "user specified IP address is supported on user defined networks only",
                    help: "Create a network first: docker network create --subnet \(subnet) NAME")
            }
            if !request.aliases.isEmpty {
                throw EngineError(
                    .invalidArgument, "network-scoped alias is supported only for containers in user defined networks",
                    help: "Create a network first: docker network create NAME")
            }
        }
        let taken = Set(try table.addresses(on: network.id).compactMap { IPv4Address($0) }).union([gateway])
        let address: IPv4Address
        if request.address.isEmpty {
            address = try AddressPlan.free(in: subnet, range: IPv4Subnet(network.addressRange), taken: taken, network)
        } else {
            address = try AddressPlan.fixed(request.address, in: subnet, taken: taken, network)
        }
        var hardware = HardwareAddress.text(address.hardwareAddress)
        if !request.hardwareAddress.isEmpty {
            guard let bytes = HardwareAddress.bytes(request.hardwareAddress), bytes[0] & 1 == 0 else {
                throw EngineError(
                    .invalidArgument, "invalid MAC address: \(request.hardwareAddress)",
                    help: "Write six pairs of hexadecimal digits, the first of them even: 02:42:ac:11:00:02.")
            }
            hardware = HardwareAddress.text(bytes)
        }
        return NetworkEndpoint(
            networkID: network.id, networkName: network.name, id: RandomName.hex(words: 4),
            address: address.description, prefixLength: subnet.prefixLength,
            gateway: network.isInternal ? "" : gateway.description, hardwareAddress: hardware,
            aliases: request.aliases, links: request.links, fixedAddress: request.address)
    }

    /// Connects a container that is in the database with one more network. The caller rewrites its settings, and tells
    /// its supervisor when it runs.
    public func connect(
        _ container: String, name: String, to reference: String, _ request: EndpointRequest
    ) throws -> NetworkEndpoint {
        try store.changeNetworks { table in
            let network = try Self.find(reference, table)
            if try table.endpoints(of: container).contains(where: { $0.networkID == network.id }) {
                throw EngineError(
                    .invalidArgument, "endpoint with name \(name) already exists in network \(network.name)",
                    help: "The container is on this network already.")
            }
            let endpoint = try Self.endpoint(request, on: network, table)
            try table.add(endpoint, of: container)
            return endpoint
        }
    }

    /// Takes a container off a network. Returns the network.
    public func disconnect(
        _ container: String, name: String, from reference: String, force: Bool = false
    ) throws -> NetworkRecord {
        try store.changeNetworks { table in
            let network = try Self.find(reference, table)
            let isOn = try table.endpoints(of: container).contains { $0.networkID == network.id }
            guard isOn || force else {
                throw EngineError(
                    .invalidArgument, "container \(container) is not connected to network \(network.name)",
                    help: "docker inspect \(name) shows the networks that it is on.")
            }
            try table.removeEndpoint(of: container, on: network.id)
            return network
        }
    }
}
