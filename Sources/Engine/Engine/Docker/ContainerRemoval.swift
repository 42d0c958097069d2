import Containers
import EngineInterface
import Images
import Linux

/// Takes a container away for good: its name, its claims on image, volumes and addresses, its files.
///
/// At whatever point this ends, the container is either there as before or gone: what is left of a folder without an entry
/// in the database is removed by the next command that looks.
public struct ContainerRemoval: Sendable {
    private let store: ImageStore
    private let eventLog: EventLog

    public init(store: ImageStore, eventLog: EventLog) {
        self.store = store
        self.eventLog = eventLog
    }

    /// Removes a container that does not run.
    ///
    /// - Parameter volumes: whether its anonymous volumes go with it, unless others mount them.
    public func remove(_ folder: ContainerFolder, volumes: Bool) async throws {
        var lock = try folder.tryLock()
        for _ in 0..<500 where lock == nil {
            // A supervisor that has written the end of its container is about to go.
            try await Task.sleep(for: .milliseconds(10))
            lock = try folder.tryLock()
        }
        guard let lock else {
            throw EngineError(
                .inUse, "removal of container \(folder.id) is already in progress",
                help: "Another command works on it. Try again.")
        }
        defer { withExtendedLifetime(lock) {} }
        try removeLocked(folder, volumes: volumes)
    }

    /// The same for who holds the container's lock.
    public func removeLocked(_ folder: ContainerFolder, volumes: Bool) throws {
        let settings = try? folder.settings()
        try store.removeContainer(folder.id)
        if volumes {
            for mount in settings?.mounts ?? [] where mount.isAnonymous && mount.kind == .volume {
                guard let name = mount.name else { continue }
                // Another container may have it by --volumes-from.
                do {
                    try store.removeVolume(name)
                } catch let error as EngineError where error.kind == .inUse || error.kind == .noSuchVolume {
                    continue
                }
            }
        }
        try folder.remove()
        eventLog.append(
            settings?.event("destroy")
                ?? EngineEvent(time: Clock.real, subject: .container, action: "destroy", id: folder.id))
    }
}
