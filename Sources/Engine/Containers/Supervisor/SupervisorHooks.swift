import EngineInterface
import Linux

/// What a supervisor needs of those parts of the engine that know the database and the file of events.
public struct SupervisorHooks: Sendable {
    /// Connects the container with its networks, at each start. May block.
    public var join: @Sendable (_ container: StoredContainer, _ store: String) throws -> JoinedNetworks
    /// Removes a container that ran with `--rm`, with its name and its anonymous volumes. The supervisor holds its lock;
    /// the folder is to go with ``ContainerFolder/remove()``. May block.
    public var remove: @Sendable (_ folder: ContainerFolder, _ container: StoredContainer) throws -> Void
    /// Tells that something happened.
    public var event: @Sendable (_ event: EngineEvent, _ store: String) -> Void

    public init(
        join: @escaping @Sendable (StoredContainer, String) throws -> JoinedNetworks = { container, store in
            try ContainerNetworks.joinNow(container, store: store)
        },
        remove: @escaping @Sendable (ContainerFolder, StoredContainer) throws -> Void = { folder, _ in
            try folder.remove()
        },
        event: @escaping @Sendable (EngineEvent, String) -> Void = { _, _ in }
    ) {
        self.join = join
        self.remove = remove
        self.event = event
    }
}
