import EngineInterface
import Linux

/// What a supervisor needs of others: those parts of the engine know the database, the networks and the file of events.
public struct SupervisorHooks: Sendable {
    /// Connects the container with its networks, at each start.
    public var join: @Sendable (_ container: StoredContainer, _ store: String) async throws -> SupervisorNetwork
    /// Removes a container that ran with `--rm`, with its name and its anonymous volumes. The supervisor holds its lock;
    /// the folder is to go with ``ContainerFolder/remove()``.
    public var remove: @Sendable (_ folder: ContainerFolder, _ container: StoredContainer) async throws -> Void
    /// Tells that something happened.
    public var event: @Sendable (_ event: EngineEvent, _ store: String) -> Void

    public init(
        join: @escaping @Sendable (StoredContainer, String) async throws -> SupervisorNetwork =
            SupervisorNetwork.standalone,
        remove: @escaping @Sendable (ContainerFolder, StoredContainer) async throws -> Void = { folder, _ in
            try folder.remove()
        },
        event: @escaping @Sendable (EngineEvent, String) -> Void = { _, _ in }
    ) {
        self.join = join
        self.remove = remove
        self.event = event
    }
}

/// A container's connections with its networks while it runs.
public struct SupervisorNetwork: Sendable {
    /// The namespace to start in; `nil` is the host's own.
    public var namespace: OwnedDescriptor?
    /// Lines for /etc/hosts besides those of localhost: an address and its names.
    public var hosts: [(address: String, names: String)] = []
    /// The text of /etc/resolv.conf; `nil` copies the host's.
    public var resolver: String?
    /// Called with an endpoint to join while the container runs.
    public var connect: @Sendable (NetworkEndpoint) async throws -> Void = { _ in }
    /// Called with the identifier of a network to leave.
    public var disconnect: @Sendable (_ networkID: String) async throws -> Void = { _ in }
    /// Called at the end, however it came.
    public var leave: @Sendable () async -> Void = {}

    public init(namespace: OwnedDescriptor? = nil) { self.namespace = namespace }

    /// Without anybody's help: the host's network, or one with nothing but loopback.
    public static func standalone(_ container: StoredContainer, store: String) async throws -> SupervisorNetwork {
        if container.host.networkMode == "host" { return SupervisorNetwork() }
        var network = SupervisorNetwork(namespace: try NetworkNamespace().handle)
        network.resolver = ""
        return network
    }
}
