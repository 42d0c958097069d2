import EngineInterface
import Foundation
import Glibc
import Linux

/// This process's use of the hub. The hub lives at least as long as somebody uses it.
///
/// Blocks: call it on a thread that may wait.
final class HubConnection: Sendable {
    /// The namespace of the bridges.
    let namespace: NetworkNamespace
    let folder: HubFolder
    private let executable: String
    private let claim: FileLock
    private let registration: String
    private let state: Locked<(state: HubState, isClosed: Bool, watch: DescriptorWatcher.Token?)>

    /// Why there is no way out; `nil` when there is one.
    var obstacle: String? {
        let now = Self.readState(folder)
        return (now ?? state.withLock { $0.state }).obstacle
    }

    /// Finds the store's hub, or has one made by a new keeper.
    ///
    /// - Parameter executable: the program that runs ``NetworkKeeper/main(_:)`` for its first argument.
    static func open(store: String, executable: String) throws -> HubConnection {
        let folder = HubFolder(store: store)
        try folder.make()
        let setup = try FileLock.open(folder.setupLock)
        try setup.exclusive()
        let claim = try FileLock.open(folder.usersLock)
        // A keeper that ends holds this lock until it is gone.
        try claim.shared()
        let connection = try connect(folder, claim, setup: setup, executable: executable)
        withExtendedLifetime(setup) {}
        return connection
    }

    private static func connect(
        _ folder: HubFolder, _ claim: FileLock, setup: FileLock, executable: String
    ) throws -> HubConnection {
        var last: (any Error)?
        for _ in 0..<3 {
            let state = try keeper(of: folder, setup: setup, executable: executable, hub: nil)
            do {
                let namespace = try NetworkNamespace(at: "/proc/\(state.process)/fd/\(state.descriptor)")
                guard try namespace.inode() == state.inode else { throw SystemError("open hub", errno: ESTALE) }
                return try HubConnection(namespace, folder, state, claim, executable)
            } catch {
                // The keeper was killed a moment ago; it is gone when its lock is free.
                guard let fault = error as? SystemError,
                    [ENOENT, ESRCH, ESTALE].contains(fault.errno) || isEnding(state.process)
                else { throw explain(error, state) }
                last = error
                let life = try FileLock.open(folder.keeperLock)
                try life.shared()
                try life.unlock()
            }
        }
        throw last ?? SystemError("open hub", errno: ESTALE)
    }

    /// Whether a process ends within a moment. One that is ending cannot be looked into any more, as those of others.
    private static func isEnding(_ process: Int32) -> Bool {
        guard let descriptor = try? ProcessWatch.descriptor(of: process) else { return true }
        defer { withExtendedLifetime(descriptor) {} }
        var end = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
        return poll(&end, 1, 1000) != 0
    }

    private static func explain(_ error: any Error, _ state: HubState) -> any Error {
        guard let fault = error as? SystemError, [EACCES, EPERM].contains(fault.errno) else { return error }
        return EngineError(
            .hostUnable,
            "The networks of this store are kept by process \(state.process), which this process may not look into.",
            help:
                "It was started as another user or in another user namespace. Stop the containers that run, and start "
                + "them again.")
    }

    private init(
        _ namespace: NetworkNamespace, _ folder: HubFolder, _ state: HubState, _ claim: FileLock, _ executable: String
    ) throws {
        self.namespace = namespace
        self.folder = folder
        self.claim = claim
        self.executable = executable
        self.state = Locked((state, false, nil))
        registration = "\(folder.users)/\(getpid()).\(namespace.descriptor)"
        try StateFile.write(Array(String(state.inode).utf8), to: registration)
        watch(state)
    }

    /// Lets go of the hub.
    func close() {
        let (isFirst, token) = state.withLock { state in
            defer {
                state.isClosed = true
                state.watch = nil
            }
            return (!state.isClosed, state.watch)
        }
        guard isFirst else { return }
        if let token { DescriptorWatcher.shared.stop(token) }
        unlink(registration)
        try? claim.unlock()
    }

    deinit { close() }

    // MARK: The keeper

    /// The living keeper, or a new one. The caller holds the lock on starting and a claim.
    private static func keeper(
        of folder: HubFolder, setup: FileLock, executable: String, hub: NetworkNamespace?
    ) throws -> HubState {
        let life = try FileLock.open(folder.keeperLock)
        if try !life.isFree() {
            // It became ready before the lock on starting was free.
            if let state = readState(folder) { return state }
            throw EngineError(
                .failure, "The keeper of the networks runs, but its file \(folder.state) cannot be read.",
                help: "End it: it is the process that has \(folder.keeperLock) open.")
        }
        // Those who lost a keeper to kill -9 still hold the hub with everything in it; only the way out is gone.
        return try start(folder, setup: setup, executable: executable, hub: hub ?? survivingHub(folder))
    }

    private static func survivingHub(_ folder: HubFolder) throws -> NetworkNamespace? {
        // A keeper that ended by itself took its state away, and had no users left.
        let old = readState(folder)
        for entry in (try? FileManager.default.contentsOfDirectory(atPath: folder.users)) ?? [] {
            let parts = entry.split(separator: ".")
            guard parts.count == 2, let process = Int32(parts[0]), let number = Int32(parts[1]) else {
                unlink("\(folder.users)/\(entry)")
                continue
            }
            if let found = try? NetworkNamespace(at: "/proc/\(process)/fd/\(number)"),
                let old, (try? found.inode()) == old.inode
            {
                return found
            }
            unlink("\(folder.users)/\(entry)")
        }
        return nil
    }

    private static func start(
        _ folder: HubFolder, setup: FileLock, executable: String, hub: NetworkNamespace?
    ) throws -> HubState {
        let report = try Descriptor.pipe()
        let none = try Descriptor.open("/dev/null", O_RDWR)
        var request = SpawnRequest(
            executable, [NetworkKeeper.command, folder.store] + (hub == nil ? [] : ["adopt"]))
        request.newSession = true
        request.diesWithParent = false
        request.directory = "/"
        request.descriptors = [
            (none.number, 0), (none.number, 1), (none.number, 2), (report.write.number, NetworkKeeper.report),
            (setup.descriptor, NetworkKeeper.lock),
        ]
        if let hub { request.descriptors.append((hub.descriptor, NetworkKeeper.hub)) }
        _ = try withExtendedLifetime((none, hub)) { try ChildProcess(request) }
        report.write.closeNow()
        let answer = try Descriptor.read(report.read.number, limit: 4096)
        withExtendedLifetime(report.read) {}
        guard answer == [UInt8(ascii: "1")], let state = readState(folder) else {
            let reason = answer.isEmpty ? "it ended at once" : String(decoding: answer, as: UTF8.self)
            throw EngineError(
                .hostUnable, "The keeper of the containers' networks could not be started: \(reason).",
                help: "Run workshop doctor to see what this machine lacks.")
        }
        return state
    }

    private static func readState(_ folder: HubFolder) -> HubState? {
        guard let bytes = try? SmallFile.read(folder.state) else { return nil }
        return try? JSONDecoder().decode(HubState.self, from: Data(bytes))
    }

    // MARK: When the keeper dies

    private func watch(_ keeper: HubState) {
        guard let process = try? ProcessWatch.descriptor(of: keeper.process) else {
            Thread.start { self.revive() }
            return
        }
        let token = DescriptorWatcher.shared.watch(process) { [weak self] in
            guard let self else { return false }
            Thread.start { self.revive() }
            return false
        }
        state.withLock { if !$0.isClosed { $0.watch = token } }
    }

    /// Somebody killed the keeper: a new one takes over the hub with all that is in it.
    private func revive() {
        guard !state.withLock({ $0.isClosed }) else { return }
        do {
            let setup = try FileLock.open(folder.setupLock)
            try setup.exclusive()
            let now = try Self.keeper(of: folder, setup: setup, executable: executable, hub: namespace)
            withExtendedLifetime(setup) {}
            state.withLock { $0.state = now }
            watch(now)
        } catch {
            // Without a keeper containers reach each other still, but nothing outside.
            let text = "\(error)"
            state.withLock { $0.state.obstacle = text }
        }
    }
}
