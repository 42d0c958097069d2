import EngineInterface
import Foundation
import Glibc
import Linux
import OCI

/// The steps from a container's settings to its running first process.
struct ContainerLaunch {
    let folder: ContainerFolder
    let settings: StoredContainer
    let runtime: OCIRuntime
    let holder: ReportingHolder
    /// Of whoever starts the container.
    var terminalSize: TerminalCells?

    /// Mounts the container's files in this process's mount namespace; the holder's sees them, too.
    func mount() throws {
        try Overlay.mount(
            lower: folder.lowers(settings), upper: folder.upper, work: folder.work, at: folder.root)
    }

    /// Starts the first process. Returns when its program runs, or is about to.
    ///
    /// - Throws: ``EngineError``; of kind `commandNotFound` or `commandNotExecutable` when the program is the reason.
    func start(
        network: JoinedNetworks?, group: ContainerGroup?, streams: ContainerStreams
    ) throws -> RunningContainer {
        let root = try RootedDirectory(folder.root)
        var spec = try ContainerSpec(settings, folder: folder, root: root)
        spec.terminalSize = terminalSize
        try makeWorkingDirectory(spec, in: root)
        try ContainerTextFiles.write(folder, settings, network)
        if let other = network?.sharesFilesOf { spec.files = ContainerFolder(store: folder.store, id: other) }
        try removeTree(folder.runtimeState)
        mkdir(folder.bundle, 0o755)
        let log = folder.bundle + "/runtime.log"
        let pidFile = folder.bundle + "/pid"
        unlink(log)
        unlink(pidFile)
        let borrowed = try BorrowedNamespaces(settings.host, store: folder.store)
        spec.joined = borrowed.paths
        spec.groups = group?.show(in: folder.groups) ?? []
        try setNetworkOptions(network)
        let filters = FilterCache(store: folder.store, runtime: runtime)
        try SmallFile.write(
            filters.encode(try spec.make()), to: folder.bundle + "/config.json", mode: 0o600)

        var arguments = runtime.globalArguments(state: folder.runtimeState, log: log)
        arguments += ["run", "--detach", "--bundle", folder.bundle, "--pid-file", pidFile]
        var request = RuntimePlace(holder: holder).request(runtime, arguments, directory: folder.bundle)
        let entrances = try group?.openEntrances() ?? []
        request.cgroups = entrances.map(\.number)
        if let namespace = network?.namespace { request.joinNetwork = namespace.descriptor }
        request.descriptors = borrowed.descriptors.enumerated().map {
            ($1.number, BorrowedNamespaces.first + Int32($0))
        }
        for rule in settings.host.devices.flatMap({ (try? HostDevices.resolve($0)) ?? [] }) {
            group?.allow(device: "\(rule.type) \(rule.major):\(rule.minor) rwm")
        }
        let kept = try streams.prepare(&request, console: folder.bundle)
        request.arguments.append(settings.id)
        let process = try withExtendedLifetime((entrances, kept, borrowed)) { try SpawnedProcess(request) }
        kept.forEach { $0.closeNow() }
        let termination = try streams.connect(while: process)
        guard termination == .exited(0) else {
            if let fault = RuntimeFault.read(log, arguments: spec.arguments, root: root) { throw fault }
            throw EngineError(
                .failure,
                "The runtime \(runtime.kind.rawValue) ended with status \(termination.status) and gave no reason.",
                help: "Run workshop doctor to see what this machine lacks.")
        }
        filters.keep(compiledIn: "\(folder.runtimeState)/\(settings.id)")
        guard let pid = SmallFile.text(pidFile).flatMap({ pid_t($0.trimmedOfSpace) }) else {
            throw EngineError(.failure, "The runtime \(runtime.kind.rawValue) does not say which process it started.")
        }
        return RunningContainer(
            processInHolder: pid, process: Self.find(pid, below: holder), log: log, arguments: spec.arguments,
            root: root,
            clears: runtime.kind == .runc
                ? { [folder, runtime, holder] in Self.delete(folder, runtime: runtime, holder: holder) } : {})
    }

    /// The process that has the number `pid` in the namespace of its parent, the holder; `nil` when it has ended.
    static func find(_ pid: pid_t, below holder: ReportingHolder) -> ProcessHandle? {
        let deadline = Clock.monotonic + 2_000_000_000
        repeat {
            // An end that is reported may be this one's: then one more look is enough.
            let mayHaveEnded = holder.hasReport
            for child in ProcessTree.children(of: holder.pid) {
                guard let numbers = ProcessTree.numbers(of: child),
                    numbers.dropFirst().first == pid || numbers == [pid],
                    let handle = try? ProcessHandle(child)
                else { continue }
                return handle
            }
            if mayHaveEnded { return nil }
            // The list of children may miss one while another one ends.
            usleep(200)
        } while Clock.monotonic < deadline
        return nil
    }

    /// runc makes control groups of its own.
    private static func delete(_ folder: ContainerFolder, runtime: OCIRuntime, holder: ReportingHolder) {
        let arguments = runtime.globalArguments(state: folder.runtimeState, log: folder.bundle + "/delete.log")
        let request = RuntimePlace(holder: holder).request(
            runtime, arguments + ["delete", "--force", folder.id], directory: "/")
        _ = (try? SpawnedProcess(request))?.wait(milliseconds: 5000)
    }

    private func makeWorkingDirectory(_ spec: ContainerSpec, in root: RootedDirectory) throws {
        guard spec.workingDirectory != "/" else { return }
        do {
            try root.makeFolders(spec.workingDirectory)
        } catch {
            throw EngineError(
                .invalidArgument, "mkdir \(spec.workingDirectory): \(error.reason.lowercased())",
                help: "The working directory is the image's WORKDIR or --workdir; something else has its name.")
        }
    }

    /// Options of the kernel that belong to the network namespace.
    private func setNetworkOptions(_ network: JoinedNetworks?) throws {
        for (name, value) in settings.host.sysctls.sorted(by: { $0.key < $1.key }) where name.hasPrefix("net.") {
            guard let namespace = network?.namespace?.handle else {
                throw EngineError(
                    .invalidArgument, "sysctl '\(name)' is not allowed in the host's network",
                    help: "Leave --network host out, or the option.")
            }
            let path = "/proc/sys/" + name.split(separator: ".").joined(separator: "/")
            do {
                try NetworkNamespace.write(value, to: path, in: namespace)
            } catch {
                throw EngineError(.invalidArgument, "sysctl \(name)=\(value) could not be set: \(error.reason)")
            }
        }
    }
}

extension ContainerFolder {
    /// The folders of its image's layers, topmost first, and the one below them that every container has.
    public func lowers(_ settings: StoredContainer) -> [String] {
        settings.snapshots.map { "\(store)/snapshots/\($0)" } + [InitialLayer.path(store: store)]
    }
}

extension ProcessTree {
    /// A process's numbers in its namespaces, the one of this process first. See `NSpid` in proc(5).
    static func numbers(of pid: pid_t) -> [pid_t]? {
        guard let text = SmallFile.text("/proc/\(pid)/status") else { return nil }
        for line in text.split(separator: "\n") where line.hasPrefix("NSpid:") {
            return line.dropFirst(6).split(whereSeparator: \.isWhitespace).compactMap { pid_t($0) }
        }
        return nil
    }
}

/// A container's first process.
final class RunningContainer {
    /// Its number in the holder's pid namespace.
    let processInHolder: pid_t
    /// `nil` when it had ended before anybody looked.
    let process: ProcessHandle?
    var memoryKillsBefore = 0
    private let log: String
    private let arguments: [String]
    private let root: RootedDirectory
    private let clears: () -> Void

    init(
        processInHolder: pid_t, process: ProcessHandle?, log: String, arguments: [String], root: RootedDirectory,
        clears: @escaping () -> Void
    ) {
        self.processInHolder = processInHolder
        self.process = process
        self.log = log
        self.arguments = arguments
        self.root = root
        self.clears = clears
    }

    /// What kept the program from running although the runtime had done its work.
    ///
    /// - Parameter words: what the runtime wrote in the program's place.
    func lateFault(_ words: String?) -> EngineError? {
        let fault = words.map { RuntimeFault.make($0, arguments: arguments, root: root) }
        guard let fault = fault ?? RuntimeFault.read(log, arguments: arguments, root: root),
            fault.kind == .commandNotExecutable || fault.kind == .commandNotFound
        else { return nil }
        return fault
    }

    /// Gives back what the runtime keeps of a container that has ended.
    func clear() { clears() }
}

/// Namespaces of other containers that this one shares: `--ipc container:ID`, `--pid container:ID`.
struct BorrowedNamespaces {
    /// The runtime's descriptors for them begin here.
    static let first: Int32 = 10
    var paths: [String: String] = [:]
    var descriptors: [OwnedDescriptor] = []

    /// - Throws: ``EngineError`` when the other container does not run.
    init(_ host: HostConfiguration, store: String) throws {
        for (type, mode) in [("pid", host.pidMode), ("ipc", host.ipcMode)] where mode.hasPrefix("container:") {
            let id = String(mode.dropFirst("container:".count))
            let other = ContainerFolder(store: store, id: id)
            let status = try other.status()
            guard status.isRunning, status.process > 0 else {
                throw EngineError(.notRunning, "cannot join \(type.uppercased()) of a non running container: \(id)")
            }
            let namespace = try Descriptor.open("/proc/\(status.process)/ns/\(type)", O_RDONLY)
            paths[type] = "/proc/self/fd/\(Self.first + Int32(descriptors.count))"
            descriptors.append(namespace)
        }
    }
}
