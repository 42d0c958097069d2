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
        try networkService.inspect(reference)
    }

    public func removeNetwork(_ reference: String, force: Bool) async throws {
        do {
            let network = try networkService.remove(reference)
            note(.network, "destroy", network.id, ["name": network.name, "type": network.driver])
        } catch let error as EngineError where force && error.kind == .noSuchNetwork {
            return
        }
    }

    public func pruneNetworks(_ filter: @Sendable (NetworkRecord) -> Bool) async throws -> [String] {
        let removed = try networkService.prune(filter)
        for network in removed {
            note(.network, "destroy", network.id, ["name": network.name, "type": network.driver])
        }
        return removed.map(\.name)
    }

    public func connect(_ container: String, to network: String, _ endpoint: EndpointRequest) async throws {
        let control = try control(container)
        let made = try networkService.connect(control.folder, to: network, endpoint)
        try await control.connect(made)
        note(.network, "connect", made.networkID, ["container": control.folder.id, "name": made.networkName])
    }

    public func disconnect(_ container: String, from network: String, force: Bool) async throws {
        let control = try control(container)
        let left = try networkService.disconnect(control.folder, from: network)
        try await control.disconnect(networkID: left.networkID)
        note(.network, "disconnect", left.networkID, ["container": control.folder.id, "name": left.networkName])
    }
}
