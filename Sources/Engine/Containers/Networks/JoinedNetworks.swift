import EngineInterface
import Glibc
import Linux

/// A running container's connections with its networks, which last until ``leave()`` or the end of this process.
public final class JoinedNetworks: Sendable {
    enum Place: Sendable {
        case host
        case own(NetworkNamespace)
        case shared(NetworkNamespace, with: String)
    }

    struct State {
        var hub: HubConnection?
        var attachments: [Attachment] = []
        var records: [String: NameRecords.Published] = [:]
        var server: NameServer?
        var ports: PublishedPorts?
        /// Whether the container's own start is done.
        var isStarted = false
        var isOver = false
    }

    let container: StoredContainer
    private let store: String
    private let executable: String
    let place: Place
    private let name: Locked<String>
    /// Held while something changes: changes wait for each other.
    private let state = Locked(State())

    init(_ container: StoredContainer, store: String, _ place: Place, executable: String = "") {
        self.container = container
        self.store = store
        self.executable = executable
        self.place = place
        name = Locked(container.name)
    }

    // MARK: What a container is started with

    /// The namespace to start in; `nil` is the host's own.
    public var namespace: NetworkNamespace? {
        switch place {
        case .host: nil
        case .own(let namespace), .shared(let namespace, _): namespace
        }
    }

    /// The container whose /etc/hosts, /etc/resolv.conf and /etc/hostname this one has, because it has its network.
    public var sharesFilesOf: String? {
        if case .shared(_, let other) = place { return other }
        return nil
    }

    /// Lines for /etc/hosts after those of localhost. They change with ``connect(_:)`` and ``disconnect(networkID:)``.
    public var hosts: [(address: String, names: String)] {
        state.withLock { state in hostLines(state) }
    }

    /// The text of /etc/resolv.conf; `nil` is a copy of the host's. It changes with ``connect(_:)`` and
    /// ``disconnect(networkID:)``.
    public var resolver: String? {
        state.withLock { state in resolverText(state) }
    }

    /// Where its ports are reached from.
    public var published: [PublishedEndpoint] { state.withLock { $0.ports?.endpoints ?? [] } }

    /// What is not as the container may expect, as sentences.
    public var warnings: [String] {
        state.withLock { state in
            guard let obstacle = state.hub?.obstacle, state.attachments.contains(where: { $0.gateway != nil }) else {
                return []
            }
            return ["The container reaches other containers, but nothing outside: \(obstacle)"]
        }
    }

    // MARK: Changes

    /// Joins one more network.
    public func connect(_ endpoint: NetworkEndpoint) async throws {
        try await Blocking.run { _ in try self.connectNow(endpoint) }
    }

    /// Leaves a network. One that it is not on is no error.
    public func disconnect(networkID: String) async throws {
        try await Blocking.run { _ in try self.disconnectNow(networkID) }
    }

    /// Makes the container's new name known on its networks.
    public func rename(to name: String) throws {
        self.name.withLock { $0 = name }
        try state.withLock { state in
            for attachment in state.attachments { try publish(attachment, &state) }
        }
    }

    /// Ends everything: ports, names, interfaces.
    public func leave() async { _ = try? await Blocking.run { _ in self.leaveNow() } }

    /// The same as ``connect(_:)``, for callers that may wait on their thread.
    public func connectNow(_ endpoint: NetworkEndpoint) throws {
        guard case .own(let namespace) = place else {
            throw EngineError(
                .invalidArgument,
                "container sharing network namespace with another container or host cannot be "
                    + "connected to any other network",
                help: "Start the container on a network of its own.")
        }
        try ContainerNetworks.explain {
            try state.withLock { state in try connect(endpoint, namespace, &state) }
            // Ports that no network led to until now.
            if state.withLock({ $0.isStarted && $0.ports == nil }) { try publishPorts() }
        }
    }

    private func connect(_ endpoint: NetworkEndpoint, _ namespace: NetworkNamespace, _ state: inout State) throws {
        guard !state.isOver, !state.attachments.contains(where: { $0.endpoint.networkID == endpoint.networkID })
        else { return }
        let used = Set(state.attachments.map(\.interface))
        let interface = (0...).lazy.map { "eth\($0)" }.first { !used.contains($0) } ?? "eth0"
        let attachment = try Attachment(endpoint, interface: interface)
        guard access(HubFolder(store: store).gone(endpoint.networkID), F_OK) != 0 else {
            throw EngineError(
                .noSuchNetwork, "network \(endpoint.networkID) not found",
                help:
                    "The network \(endpoint.networkName) was removed while the container was stopped. Remove the container, "
                    + "too, and create it on a network that is there.")
        }
        let hub = try state.hub ?? HubConnection.open(store: store, executable: executable)
        state.hub = hub
        do {
            try attachment.connect(namespace, to: hub)
        } catch {
            try? attachment.disconnect(from: hub)
            throw error
        }
        state.attachments.append(attachment)
        try routeOut(state, namespace)
        try publish(attachment, &state)
        try serveNames(&state, namespace)
        state.ports?.target = target(state)
    }

    /// The same as ``disconnect(networkID:)``, for callers that may wait on their thread.
    public func disconnectNow(_ networkID: String) throws {
        guard case .own(let namespace) = place else { return }
        try ContainerNetworks.explain {
            try state.withLock { state in try disconnect(networkID, namespace, &state) }
        }
    }

    private func disconnect(_ networkID: String, _ namespace: NetworkNamespace, _ state: inout State) throws {
        guard let index = state.attachments.firstIndex(where: { $0.endpoint.networkID == networkID }),
            let hub = state.hub
        else { return }
        let attachment = state.attachments.remove(at: index)
        state.records.removeValue(forKey: networkID)?.remove()
        try attachment.disconnect(from: hub)
        try routeOut(state, namespace)
        try serveNames(&state, namespace)
        state.ports?.target = target(state)
        if state.attachments.isEmpty && state.ports == nil {
            hub.close()
            state.hub = nil
        }
    }

    /// The same as ``leave()``, for callers that may wait on their thread.
    public func leaveNow() {
        state.withLock { state in
            state.isOver = true
            state.ports?.close()
            state.ports = nil
            state.server?.close()
            state.server = nil
            for record in state.records.values { record.remove() }
            state.records = [:]
            if let hub = state.hub {
                for attachment in state.attachments { try? attachment.cut(from: hub) }
                hub.close()
            }
            state.hub = nil
            state.attachments = []
        }
    }

    deinit { leaveNow() }

    // MARK: Parts

    /// The way out: of several networks the first by its name, as with Docker.
    func exit(_ state: State) -> Attachment? {
        state.attachments.filter { $0.gateway != nil }.min { $0.endpoint.networkName < $1.endpoint.networkName }
    }

    private func routeOut(_ state: State, _ namespace: NetworkNamespace) throws {
        let links = try NetworkLinks(of: namespace)
        guard let exit = exit(state), let gateway = exit.gateway, let index = try links.index(of: exit.interface)
        else { return try links.removeDefaultRoute() }
        try links.setRoute(.gateway(gateway.bytes, interface: index))
    }

    /// Makes the container known on a network, in place of what was known of it before.
    private func publish(_ attachment: Attachment, _ state: inout State) throws {
        guard let hub = state.hub else { return }
        let record = NameRecord(
            id: container.id, name: name.withLock { $0 }, address: attachment.address.description,
            aliases: attachment.endpoint.aliases)
        let published = try NameRecords(folder: hub.folder).publish(record, on: attachment.endpoint.networkID)
        state.records.removeValue(forKey: attachment.endpoint.networkID)?.remove()
        state.records[attachment.endpoint.networkID] = published
    }

    /// Networks that a name server is for: all but the default one.
    private func named(_ state: State) -> [Attachment] {
        state.attachments.filter { $0.endpoint.networkName != "bridge" }
    }

    /// Whether the container serves names itself, at the port that its own name server would take.
    private var servesNames: Bool {
        container.configuration.exposedPorts.contains { $0.hasPrefix("53/") || $0 == "53" }
            || container.host.portBindings.contains { $0.containerPort == 53 }
    }

    private func serveNames(_ state: inout State, _ namespace: NetworkNamespace) throws {
        guard let hub = state.hub else { return }
        let networks = named(state)
        guard !networks.isEmpty, !servesNames else {
            state.server?.close()
            state.server = nil
            return
        }
        let zone = NameZone(
            records: NameRecords(folder: hub.folder),
            networks: networks.map { network in
                NameZone.Network(
                    id: network.endpoint.networkID, name: network.endpoint.networkName, links: network.endpoint.links)
            },
            leadsOut: exit(state) != nil)
        if let server = state.server { return server.set(zone) }
        state.server = try NameServer(zone, in: namespace, servers: container.host.dnsServers)
    }

    // MARK: Ports

    /// Where relays connect to, and by whose gateway.
    private func target(_ state: State) -> PublishedPorts.Target? {
        guard let exit = exit(state), let hub = state.hub else { return nil }
        return PublishedPorts.Target(
            hub: hub.namespace, address: exit.address, subnets: state.attachments.map(\.subnet))
    }

    func publishPorts() throws {
        try state.withLock { state in
            state.isStarted = true
            let wanted = PortPlan.bindings(of: container)
            guard !wanted.isEmpty, let hub = state.hub, let target = target(state) else { return }
            state.ports = try PublishedPorts(
                wanted, container: (container.id, container.name), endpoint: exit(state)?.endpoint.id ?? container.id,
                target: target, folder: hub.folder)
        }
    }
}
