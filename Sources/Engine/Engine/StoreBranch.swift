import EngineInterface
import Glibc
import Images
import Linux

/// A throw-away store with some of a store's images, in a folder of its own beside them.
///
/// Its containers are those of `docker` with `WORKSHOP_HOME` set to ``store``. Whoever makes a branch removes it; one whose maker was killed
/// goes when the next is made.
public struct StoreBranch: Sendable {
    /// Holds the branch's store; its maker may put more into it. It goes with all that is in it.
    public let folder: String
    /// Held as long as the branch is used.
    private let lock: FileLock

    /// The branch's store.
    public var store: String { folder + "/store" }

    /// Makes a branch, with the images that are named; those that are missing are assembled first, in `engine`'s own store.
    ///
    /// - Throws: ``EngineError`` of kind `noSuchImage` when one is neither there nor in the catalogue.
    public static func make(
        of engine: LocalEngine, images: [String], events: @escaping BuildEventHandler
    ) async throws -> StoreBranch {
        try await engine.prepareImages(images, events: events)
        let branches = engine.store.root + "/branches"
        await removeAbandoned(in: branches)
        let branch: StoreBranch
        do {
            if mkdir(branches, 0o700) != 0 && errno != EEXIST { throw SystemError("mkdir", branches, errno: errno) }
            branch = try begin(in: branches)
        } catch let error as SystemError {
            throw EngineError(error, inStore: engine.store.root)
        }
        do {
            try await Blocking.run { _ in try engine.store.branch(at: branch.store, images: images) }
            return branch
        } catch {
            await branch.remove()
            throw error
        }
    }

    private static func begin(in branches: String) throws(SystemError) -> StoreBranch {
        while true {
            let folder = "\(branches)/\(RandomName.hex(words: 1))"
            // The lock is held before the folder is there: a folder whose lock is free has no maker any more.
            let lock = try FileLock.open(folder + ".lock")
            // Between the creation of its file and the lock somebody may have thought it abandoned.
            guard try lock.tryExclusive(), try lock.isAtItsPath() else { continue }
            try systemCall("mkdir", folder) { mkdir(folder, 0o700) }
            return StoreBranch(folder: folder, lock: lock)
        }
    }

    /// Removes the containers of the branch, whatever they do, and the folder. What cannot be removed now goes when the next branch
    /// is made. Works when the task was cancelled, too.
    public func remove() async {
        // A cancelled task would not wait for containers to end.
        await Task { await Self.remove(folder, lock) }.value
    }

    private static func remove(_ folder: String, _ lock: FileLock) async {
        await removeContainers(of: folder + "/store")
        // Who is killed with `kill -9` leaves behind what it had started.
        if endProcesses(of: folder + "/store") { await removeContainers(of: folder + "/store") }
        guard (try? removeTree(folder)) != nil else { return }
        unlink(lock.path)
        try? lock.unlock()
    }

    private static func removeContainers(of store: String) async {
        guard access(store + "/db.sqlite", F_OK) == 0, let engine = try? LocalEngine(store: store) else { return }
        let docker = LocalDockerEngine(engine)
        for container in (try? await docker.containers(withSizes: false)) ?? [] {
            try? await docker.removeContainer(container.id, force: true, volumes: true, link: false)
        }
        engine.store.close()
    }

    /// Ends the processes that work with a store: those whose environment names it, which is that of nobody else's.
    ///
    /// Returns whether there were any.
    private static func endProcesses(of store: String) -> Bool {
        let mark = Array("WORKSHOP_HOME=\(store)\u{0}".utf8)
        guard let folder = try? RootedDirectory("/proc"), let names = try? folder.list("/") else { return false }
        var found = false
        for name in names {
            guard let id = Int32(name), id != getpid(), let process = try? ProcessWatch.descriptor(of: id),
                let environment = try? SmallFile.read("/proc/\(id)/environ"), environment.contains(mark)
            else { continue }
            found = true
            // The descriptor was opened before the environment was read, so that no other process is meant.
            ProcessWatch.signal(process)
        }
        return found
    }

    private static func removeAbandoned(in branches: String) async {
        guard let open = try? RootedDirectory(branches), let names = try? open.list("/") else { return }
        for name in names where name.hasSuffix(".lock") {
            guard let lock = try? FileLock.openExisting("\(branches)/\(name)"), (try? lock.tryExclusive()) == true,
                (try? lock.isAtItsPath()) == true
            else { continue }
            await remove("\(branches)/\(name.dropLast(5))", lock)
        }
    }
}
