import EngineInterface
import Foundation
import Glibc
import Linux
import OCI

/// The folder of a container that no command owns: `STORE/containers/<id>`.
///
/// Whoever holds its lock owns the container at that moment and writes its state: the supervisor as long as the
/// container runs, otherwise a command, for as long as it takes.
public struct ContainerFolder: Sendable, Hashable {
    /// The store's folder.
    public let store: String
    /// 64 hexadecimal digits.
    public let id: String

    public init(store: String, id: String) {
        self.store = store
        self.id = id
    }

    public var path: String { "\(store)/containers/\(id)" }
    /// The container's own layer.
    public var upper: String { path + "/upper" }
    var work: String { path + "/work" }
    /// Where its files are mounted while somebody uses them.
    public var root: String { path + "/rootfs" }
    var bundle: String { path + "/bundle" }
    /// The runtime's own records.
    var runtimeState: String { path + "/state" }
    public var hosts: String { path + "/hosts" }
    public var hostname: String { path + "/hostname" }
    public var resolver: String { path + "/resolv.conf" }
    /// Where the files of its control groups are mounted for it.
    var groups: String { path + "/cgroup" }
    /// The folder of the log's files.
    public var logs: String { path + "/log" }
    var lockFile: String { path + "/lock" }
    private var settingsFile: String { path + "/settings.json" }
    private var stateFile: String { path + "/state.json" }
    static let controlName = "control"

    // MARK: - Making and removing

    /// Makes the folder of a new container.
    ///
    /// - Parameter shared: modes of the root file system's topmost folder, as the image has it.
    public func create(_ settings: StoredContainer, rootMode: mode_t = 0o755) throws {
        mkdir(store + "/containers", 0o755)
        try InitialLayer.make(store: store)
        try systemCall("mkdir", path) { mkdir(path, 0o700) }
        for folder in [upper, work, root, bundle, logs] { try systemCall("mkdir", folder) { mkdir(folder, 0o755) } }
        chmod(upper, rootMode)
        try save(settings)
        try write(ContainerStatus(.created))
    }

    /// Removes the folder. The caller holds the lock, and has taken the container out of the database.
    ///
    /// It is renamed first, so that nobody sees half of it.
    public func remove() throws {
        let trash = "\(store)/trash/container-\(id.prefix(16))-\(RandomName.hex(words: 1))"
        mkdir(store + "/trash", 0o755)
        try? Mount.unmount(root)
        // A supervisor that was killed while it tidied up may have left them.
        ContainerGroup.remove(named: groupName)
        if rename(path, trash) == 0 {
            try removeTree(trash)
        } else {
            try removeTree(path)
        }
    }

    /// Whether there is such a folder.
    public var exists: Bool { access(path, F_OK) == 0 }

    // MARK: - Settings

    /// What is needed to run it.
    public func settings() throws -> StoredContainer {
        guard let bytes = try? SmallFile.read(settingsFile) else { throw noSuchContainer }
        do {
            return try JSONDecoder().decode(StoredContainer.self, from: Data(bytes))
        } catch {
            throw EngineError(
                .damagedStore, "The settings of the container \(id.prefix(12)) cannot be read: \(settingsFile).",
                help: "Remove the container with: workshop docker rm -f \(id.prefix(12))")
        }
    }

    /// Replaces the settings, by a rename.
    public func save(_ settings: StoredContainer) throws {
        try replace(settingsFile, with: Array(try JSONEncoder().encode(settings)))
    }

    // MARK: - State

    /// How the container is. When its supervisor died without a word, this cleans up after it first, and the answer is
    /// what is left: a container that ended with status 137.
    ///
    /// - Parameter foundDead: called when that was so, while this process holds the lock.
    public func status(foundDead: (StoredContainer?) -> Void = { _ in }) throws -> ContainerStatus {
        let seen = try read()
        guard seen.claimsLife else { return seen }
        guard let lock = try tryLock() else {
            // Its owner lives, and may have written since.
            return try read()
        }
        return try withExtendedLifetime(lock) { try repair(foundDead: foundDead) }
    }

    /// Takes the lock, or returns `nil` when somebody else has it: mostly the supervisor of the running container.
    ///
    /// - Throws: ``EngineError`` of kind `noSuchContainer` when it is gone.
    public func tryLock() throws -> FileLock? {
        let lock: FileLock
        do {
            lock = try FileLock.open(lockFile)
        } catch {
            throw exists ? error as any Error : noSuchContainer
        }
        guard try lock.tryExclusive() else { return nil }
        guard try lock.isAtItsPath() else { throw noSuchContainer }
        return lock
    }

    /// Writes down how the container is. The caller holds the lock.
    func write(_ status: ContainerStatus) throws {
        var bytes = Array(try JSONEncoder().encode(status))
        // A whole block, so that there is room for another state when the disk is full.
        bytes += [UInt8](repeating: UInt8(ascii: " "), count: (4096 - bytes.count % 4096) % 4096)
        do throws(SystemError) {
            try replace(stateFile, with: bytes)
        } catch {
            guard error.errno == ENOSPC || error.errno == EDQUOT else { throw error }
            let file = try Descriptor.open(stateFile, O_WRONLY)
            defer { withExtendedLifetime(file) {} }
            try Descriptor.write(bytes, to: file.number)
            ftruncate(file.number, off_t(bytes.count))
        }
    }

    /// What was written last, whether it still holds or not.
    func read() throws -> ContainerStatus {
        guard let bytes = try stateBytes() else { return ContainerStatus(.dead) }
        return (try? JSONDecoder().decode(ContainerStatus.self, from: Data(bytes))) ?? ContainerStatus(.dead)
    }

    /// The state file without the blanks at its end; `nil` when it cannot be read.
    private func stateBytes() throws -> ArraySlice<UInt8>? {
        guard let bytes = try? SmallFile.read(stateFile) else {
            guard exists else { throw noSuchContainer }
            return nil
        }
        let end = bytes.lastIndex { $0 != UInt8(ascii: " ") } ?? -1
        return bytes[...end]
    }

    /// What the state files of many containers say, without looking whether it is true: see ``status(foundDead:)`` for
    /// those that claim to live. `nil` for those that cannot be read.
    public static func claims(of folders: [ContainerFolder]) -> [ContainerStatus?] {
        let texts = folders.map { folder in (try? folder.stateBytes()).flatMap { $0 } }
        let whole = JSONText.array(joining: texts.compactMap { $0 })
        // One that is damaged makes all of them unreadable here, and is found when each is read by itself.
        guard let all = try? JSONDecoder().decode([ContainerStatus].self, from: Data(whole)) else {
            return folders.map { _ in nil }
        }
        var rest = all[...]
        return texts.map { $0 == nil ? nil : rest.popFirst() }
    }

    /// Writes the truth after a supervisor died. The caller holds the lock.
    ///
    /// The kernel has ended the container's processes together with the supervisor.
    @discardableResult
    func repair(foundDead: (StoredContainer?) -> Void = { _ in }) throws -> ContainerStatus {
        var status = try read()
        guard status.claimsLife else { return status }
        let settings = try? settings()
        if status.phase != .restarting { status.exitCode = 137 }
        status.phase = .exited
        status.finished = Clock.real
        status.process = 0
        status.supervisor = 0
        status.holder = 0
        status.ports = []
        if status.health?.status == .starting { status.health?.status = .unhealthy }
        unlink(path + "/" + Self.controlName)
        try? removeTree(runtimeState)
        ContainerGroup.remove(named: groupName)
        foundDead(settings)
        try write(status)
        return status
    }

    /// The name of its control group.
    var groupName: String { "container-" + id }

    private func replace(_ file: String, with bytes: [UInt8]) throws(SystemError) {
        let temporary = file + ".\(getpid())-\(UInt32.random(in: 0 ... .max))"
        let open = try Descriptor.open(temporary, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
        do throws(SystemError) {
            try withExtendedLifetime(open) { () throws(SystemError) in try Descriptor.write(bytes, to: open.number) }
            try systemCall("rename", file) { rename(temporary, file) }
        } catch {
            unlink(temporary)
            throw error
        }
    }

    var noSuchContainer: EngineError { EngineError(.noSuchContainer, "No such container: \(id.prefix(12))") }
}

extension ContainerStatus {
    /// Whether it says that there is a supervisor.
    public var claimsLife: Bool { phase == .running || phase == .paused || phase == .restarting }
}
