import EngineInterface
import Foundation
import Glibc
import Linux

/// The process that holds a store's hub: the network namespace in which the bridges of all networks are.
///
/// It is started by whoever first needs a network and ends when nobody does any more. With it ends everything that belongs
/// to the networks; nothing of the host's own network is ever changed.
public enum NetworkKeeper {
    /// The first argument of the process.
    public static let command = "__network"
    /// Descriptors that its starter hands over: where to report, the lock on starting, and a hub that is there already.
    static let report: Int32 = 3
    static let lock: Int32 = 4
    static let hub: Int32 = 5

    /// Runs the keeper until nobody uses the networks. Call it first thing in `main`, while there is one thread.
    ///
    /// - Parameter arguments: those after ``command``: the store's folder, and `adopt` when a hub is handed over.
    /// - Returns: the exit status.
    public static func main(_ arguments: [String]) -> Int32 {
        guard let store = arguments.first else { return 2 }
        let reporter = OwnedDescriptor(report)
        let starting = OwnedDescriptor(lock)
        do {
            let keeper = try Keeper(folder: HubFolder(store: store), adopting: arguments.dropFirst().first == "adopt")
            try keeper.begin()
            try Descriptor.write([UInt8(ascii: "1")], to: reporter.number)
            reporter.closeNow()
            starting.closeNow()
            try keeper.waitForLastUser()
        } catch {
            try? Descriptor.write(Array("\(error)".utf8), to: reporter.number)
            return 1
        }
    }
}

/// The keeper's work.
private final class Keeper: Sendable {
    private let folder: HubFolder
    private let isAdopting: Bool
    private let life: FileLock
    private let hub: NetworkNamespace

    init(folder: HubFolder, adopting: Bool) throws {
        self.folder = folder
        isAdopting = adopting
        UserNamespaceMembers.join(store: folder.store)
        try Self.leaveForeignMounts(folder.store)
        life = try FileLock.open(folder.keeperLock)
        guard try life.tryExclusive() else { throw SystemError("flock", folder.keeperLock, errno: EWOULDBLOCK) }
        hub = adopting ? NetworkNamespace(taking: OwnedDescriptor(NetworkKeeper.hub)) : try NetworkNamespace()
    }

    /// Its starter may have a container's files mounted; here they would stay mounted when the container is gone.
    private static func leaveForeignMounts(_ store: String) throws {
        try ProcessNamespaces.enterPrivateMounts()
        try systemCall("chdir") { chdir("/") }
        let lines = (SmallFile.text("/proc/self/mountinfo") ?? "").split(separator: "\n")
        for line in lines.reversed() {
            let fields = line.split(separator: " ")
            guard fields.count > 4 else { continue }
            let point = MountPath.decode(fields[4])
            if point.hasPrefix(store + "/") { try? Mount.unmount(point) }
        }
    }

    /// Makes the hub ready for bridges.
    func begin() throws {
        let links = try NetworkLinks(of: hub)
        try HubRouting.prepare(links)
        try writeState(obstacle: connect(links))
    }

    private func writeState(obstacle: String?) throws {
        let state = HubState(
            process: getpid(), descriptor: hub.descriptor, inode: try hub.inode(), obstacle: obstacle)
        try StateFile.write(Array(JSONEncoder().encode(state)), to: folder.state)
    }

    /// Gives the hub its way out, and again when that ends before its time. Returns why there is none.
    private func connect(_ links: NetworkLinks, failures: Int = 0) -> String? {
        do {
            let carrier = try OutboundCarrier.start(into: hub)
            try HubRouting.openWayOut(links)
            let began = ContinuousClock.now
            Task {
                let end = await carrier.wait()
                let failures = ContinuousClock.now - began < .seconds(10) ? failures + 1 : 1
                let reason = "slirp4netns ended with status \(end.status)"
                let obstacle = failures > 3 ? reason : self.connect(links, failures: failures)
                try? self.writeState(obstacle: obstacle)
            }
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// Waits until nobody uses the networks, and ends the process.
    func waitForLastUser() throws -> Never {
        let users = try FileLock.open(folder.usersLock)
        try users.exclusive()
        // Whoever comes now waits for this lock until the process has ended, and then finds no keeper.
        unlink(folder.state)
        try life.unlock()
        withExtendedLifetime(users) { _exit(0) }
    }
}

/// The way out of the hub.
enum OutboundCarrier {
    /// Starts slirp4netns; returns when its interface is ready.
    static func start(into namespace: NetworkNamespace) throws -> ChildProcess {
        guard let path = Tool.find("slirp4netns") else {
            throw EngineError(
                .hostUnable, "slirp4netns, which connects containers to the outside, is not installed.",
                help: "Install it with: apt-get install slirp4netns")
        }
        let ready = try Descriptor.pipe()
        let messages = try Descriptor.pipe()
        let none = try Descriptor.open("/dev/null", O_RDONLY)
        var request = SpawnRequest(path, OutboundNetwork.arguments(namespace, interface: HubRouting.wayOut))
        request.descriptors = [
            (none.number, 0), (messages.write.number, 1), (messages.write.number, 2), (ready.write.number, 3),
        ]
        let carrier = try withExtendedLifetime(none) { try ChildProcess(request) }
        ready.write.closeNow()
        messages.write.closeNow()
        let answer = try Descriptor.read(ready.read.number, limit: 1)
        withExtendedLifetime(ready.read) {}
        if answer.first == UInt8(ascii: "1") {
            _ = try OutputCollector(messages.read, limit: 4096)
            return carrier
        }
        carrier.kill()
        let text = String(decoding: try Descriptor.read(messages.read.number, limit: 4096), as: UTF8.self)
        withExtendedLifetime(messages.read) {}
        let reason = text.split(separator: "\n").last.map(String.init) ?? "it ended at once"
        throw EngineError(
            .hostUnable, "The containers' way out could not be set up: slirp4netns says: \(reason).",
            help: "Run workshop doctor to see what this machine lacks.")
    }
}
