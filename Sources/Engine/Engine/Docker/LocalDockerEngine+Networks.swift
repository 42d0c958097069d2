import Containers
import EngineInterface
import Images

extension LocalDockerEngine: DockerEngine {
    public func createNetwork(_ request: NetworkRequest) async throws -> NetworkRecord {
        let network = try networkService.create(request)
        note(.network, "create", network.id, ["name": network.name, "type": network.driver])
        return network
    }

    public func networks() async throws -> [NetworkRecord] { try networkService.list() }

    public func network(_ reference: String) async throws -> NetworkDetails {
        try networkService.inspect(reference) { id in
            let folder = ContainerFolder(store: store.root, id: id)
            guard let status = try? folder.status(), status.isRunning else { return nil }
            return try? folder.settings().name
        }
    }

    public func removeNetwork(_ reference: String, force: Bool) async throws {
        guard let network = try networkService.remove(reference, force: force, running: isRunning) else { return }
        note(.network, "destroy", network.id, ["name": network.name, "type": network.driver])
    }

    public func pruneNetworks(_ filter: @Sendable (NetworkRecord) -> Bool) async throws -> [String] {
        let known = try networkService.list()
        let removed = try networkService.prune(running: isRunning, filter)
        for network in known where removed.contains(network.name) {
            note(.network, "destroy", network.id, ["name": network.name, "type": network.driver])
        }
        return removed
    }

    /// Whether a container runs, by its identifier.
    func isRunning(_ id: String) -> Bool {
        (try? ContainerFolder(store: store.root, id: id).status())?.isRunning ?? false
    }

    public func connect(_ container: String, to network: String, _ endpoint: EndpointRequest) async throws {
        let control = try control(container)
        var settings = try control.folder.settings()
        try checkOwnNetwork(settings)
        let made = try networkService.connect(settings.id, name: settings.name, to: network, endpoint)
        settings.endpoints.append(made)
        try control.folder.save(settings)
        do {
            try await control.connect(made)
        } catch {
            _ = try networkService.disconnect(settings.id, name: settings.name, from: made.networkID, force: true)
            settings.endpoints.removeLast()
            try control.folder.save(settings)
            throw error
        }
        note(.network, "connect", made.networkID, ["container": settings.id, "name": made.networkName])
    }

    public func disconnect(_ container: String, from network: String, force: Bool) async throws {
        let control = try control(container)
        var settings = try control.folder.settings()
        let left = try networkService.disconnect(settings.id, name: settings.name, from: network, force: force)
        settings.endpoints.removeAll { $0.networkID == left.id }
        try control.folder.save(settings)
        try await control.disconnect(networkID: left.id)
        note(.network, "disconnect", left.id, ["container": settings.id, "name": left.name])
    }

    /// - Throws: ``EngineError`` for a container that has another's network, or the host's.
    private func checkOwnNetwork(_ container: StoredContainer) throws {
        let mode = container.host.networkMode
        guard mode == "host" || mode.hasPrefix("container:") else { return }
        throw EngineError(
            .invalidArgument,
            "container sharing network namespace with another container or host cannot be connected to any other "
                + "network", help: "Create the container again, without --network \(mode).")
    }
}
