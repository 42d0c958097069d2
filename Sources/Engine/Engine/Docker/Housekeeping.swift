import Containers
import EngineInterface
import Glibc
import Images
import Linux

/// Puts right what processes left that were killed: containers whose supervisors died, folders that belong to nobody.
struct Housekeeping {
    let store: ImageStore
    let eventLog: EventLog

    /// How a container is. One whose supervisor died is written down as ended; with `--rm`, it goes.
    ///
    /// - Throws: ``EngineError`` of kind `noSuchContainer`, also when it went just now.
    func status(of folder: ContainerFolder) throws -> ContainerStatus {
        var dead: StoredContainer?
        let status = try folder.status { dead = $0 }
        guard let dead else { return status }
        eventLog.append(dead.event("die", ["exitCode": String(status.exitCode)]))
        guard dead.host.removesItself, let lock = try folder.tryLock() else { return status }
        defer { withExtendedLifetime(lock) {} }
        try ContainerRemoval(store: store, eventLog: eventLog).removeLocked(folder, volumes: true)
        throw EngineError(.noSuchContainer, "No such container: \(folder.id.prefix(12))")
    }

    /// Removes folders of containers that the database does not know: somebody was killed while making or removing them.
    ///
    /// - Parameter known: the identifiers in the database a moment ago.
    func sweep(besides known: Set<String>) {
        let folder = store.containersFolder
        guard let open = try? RootedDirectory(folder), let names = try? open.list("/") else { return }
        for name in names where !known.contains(name) {
            let container = ContainerFolder(store: store.root, id: name)
            guard Self.isOld(container.path), let lock = try? container.tryLock() else { continue }
            defer { withExtendedLifetime(lock) {} }
            if (try? store.hasContainer(name)) == false { try? container.remove() }
        }
    }

    /// Whether nothing was made in a folder for a while: nobody is about to enter it into the database.
    private static func isOld(_ path: String) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else { return false }
        return Clock.real / 1_000_000_000 - Int64(status.st_mtim.tv_sec) > 10
    }
}
