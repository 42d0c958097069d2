import EngineInterface
import Glibc
import Linux
import OCI

/// A container for one `RUN` step: it runs on the step's own overlay and leaves nothing but the changes.
public struct StepContainer: Sendable {
    /// Something mounted while the command runs.
    public enum Mount: Sendable {
        case bind(source: String, target: String, isReadOnly: Bool)
        case tmpfs(target: String, bytes: Int64?)
    }
    /// The overlay's read-only folders, topmost first.
    public var lowers: [String]
    /// The folder that takes the changes, and overlayfs's own beside it.
    public var upper: String
    public var work: String
    public var arguments: [String]
    /// `NAME=value`.
    public var environment: [String]
    public var workingDirectory: String
    /// As `USER` has it.
    public var user: String
    public var network: NetworkMode
    public var mounts: [Mount]
    public var limits: ResourceLimits
    public var hostName: String

    public init(
        lowers: [String], upper: String, work: String, arguments: [String], environment: [String],
        workingDirectory: String, user: String, network: NetworkMode, mounts: [Mount], limits: ResourceLimits,
        hostName: String
    ) {
        self.lowers = lowers
        self.upper = upper
        self.work = work
        self.arguments = arguments
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.user = user
        self.network = network
        self.mounts = mounts
        self.limits = limits
        self.hostName = hostName
    }

    /// Runs the command to its end. Cancelling the task kills it.
    ///
    /// - Parameters:
    ///   - folder: a folder of the caller's for the time of the step; it is made and removed.
    ///   - output: gets each line as it comes, without its line break.
    /// - Throws: ``EngineError`` when the command cannot be started.
    public func run(
        in folder: String, runtime: OCIRuntime, lease: String, outbound: OutboundPool,
        output: @escaping @Sendable (_ line: String, _ isError: Bool) -> Void
    ) async throws -> ContainerExit {
        let id = Identifier.random()
        let root = folder + "/rootfs"
        for path in [folder, root, folder + "/bundle"] {
            try systemCall("mkdir", path) { mkdir(path, 0o755) }
        }
        try Overlay.mount(lower: lowers, upper: upper, work: work, at: root)
        defer {
            try? Linux.Mount.unmount(root)
            try? removeTree(folder)
        }
        let before = try MountPoints(root: root)
        let link = try await connect(outbound, output: output)
        let result: Result<ContainerExit, any Error>
        do {
            result = .success(
                try await run(
                    id, folder: folder, root: root, runtime: runtime, lease: lease, link: link.network, output: output))
        } catch {
            result = .failure(error)
        }
        if let network = link.pooled { await outbound.giveBack(network) }
        before.clear()
        return try result.get()
    }

    private func run(
        _ id: String, folder: String, root: String, runtime: OCIRuntime, lease: String, link: LaunchNetwork,
        output: @escaping @Sendable (String, Bool) -> Void
    ) async throws -> ContainerExit {
        let identity = try UserDatabase(root: try RootedDirectory(root)).identity(user)
        let plan = LaunchPlan(
            id: id, hostName: hostName, root: root, arguments: arguments,
            environment: ProcessChoice.complete(environment, hostName: hostName, home: identity.home),
            workingDirectory: workingDirectory, identity: identity, mounts: specification, network: link, hosts: [],
            limits: limits)
        _ = try Bundle(at: folder + "/bundle", plan: plan)
        let group =
            runtime.kind == .crun
            ? ControlGroup(
                name: "\(lease)-\(id.prefix(16))", memoryBytes: limits.memoryBytes, processes: limits.processes) : nil
        defer { group?.remove() }
        let lines = LineSplitter(output)
        let process = try RunningProcess(
            plan: plan, files: .init(bundle: folder + "/bundle", state: folder + "/state"), runtime: runtime,
            group: group, input: nil, diskFolder: upper, onOutput: { bytes, isError in lines.add(bytes, isError) })
        let exit = try await withTaskCancellationHandler {
            try await process.wait()
        } onCancel: {
            process.killAll()
        }
        lines.end()
        try Task.checkCancellation()
        return exit
    }

    private var specification: [RuntimeSpec.Mount] {
        mounts.map { mount in
            switch mount {
            case .bind(let source, let target, let isReadOnly):
                .init(target, type: "bind", source: source, options: ["rbind", "rprivate", isReadOnly ? "ro" : "rw"])
            case .tmpfs(let target, let bytes):
                .init(
                    target, type: "tmpfs", source: "tmpfs",
                    options: ["nosuid", "nodev", "mode=1777"] + (bytes.map { ["size=\($0)"] } ?? []))
            }
        }
    }

    private func connect(
        _ outbound: OutboundPool, output: @Sendable (String, Bool) -> Void
    ) async throws -> (network: LaunchNetwork, pooled: OutboundNetwork?) {
        switch network {
        case .host: return (.host, nil)
        case .none, .session: return (.namespace(try NetworkNamespace(), resolver: []), nil)
        case .outbound:
            do {
                let network = try await outbound.take()
                return (.namespace(network.namespace, resolver: [OutboundNetwork.resolver]), network)
            } catch let error as EngineError where error.kind == .hostUnable {
                // Most steps need no network; one that does fails with its own words after this.
                output("This step runs without a network. \(error)", true)
                return (.namespace(try NetworkNamespace(), resolver: []), nil)
            }
        }
    }
}

/// What a runtime makes in a root file system only to mount on it: it must not become part of the image.
private struct MountPoints {
    private static let paths = ["/etc/hosts", "/etc/hostname", "/etc/resolv.conf", "/dev", "/proc", "/sys"]
    private let root: String
    private let missing: [String]

    /// Notes what is missing before the runtime comes.
    init(root: String) throws {
        self.root = root
        let folder = try RootedDirectory(root)
        missing = try (["/etc"] + Self.paths).filter { try folder.status($0, followLinks: false) == nil }
    }

    /// Takes away what is still as empty as the runtime made it.
    func clear() {
        guard let folder = try? RootedDirectory(root) else { return }
        for path in missing.reversed() {
            // Rooted: the step may have made any part of the path a link.
            guard let status = try? folder.status(path, followLinks: false),
                let place = try? folder.openParent(of: path)
            else { continue }
            if status.st_mode & S_IFMT == S_IFDIR {
                unlinkat(place.parent.number, place.name, AT_REMOVEDIR)
            } else if status.st_mode & S_IFMT == S_IFREG && status.st_size == 0 {
                unlinkat(place.parent.number, place.name, 0)
            }
        }
    }
}

/// Cuts a stream of bytes into lines.
private final class LineSplitter: Sendable {
    /// A line longer than this is given in pieces.
    private static let limit = 64 * 1024
    private let rest = Locked<[Bool: [UInt8]]>([:])
    private let output: @Sendable (String, Bool) -> Void

    init(_ output: @escaping @Sendable (String, Bool) -> Void) { self.output = output }

    func add(_ bytes: [UInt8], _ isError: Bool) {
        let lines = rest.withLock { rest -> [[UInt8]] in
            var pending = rest[isError, default: []] + bytes
            var lines: [[UInt8]] = []
            while let end = pending.firstIndex(of: 10) {
                lines.append(Array(pending[..<end]))
                pending.removeFirst(end + 1)
            }
            if pending.count > Self.limit {
                lines.append(pending)
                pending = []
            }
            rest[isError] = pending
            return lines
        }
        for line in lines { give(line, isError) }
    }

    func end() {
        let last = rest.withLock { rest in
            defer { rest = [:] }
            return rest
        }
        for isError in [false, true] {
            if let line = last[isError], !line.isEmpty { give(line, isError) }
        }
    }

    private func give(_ line: [UInt8], _ isError: Bool) {
        var text = String(decoding: line, as: UTF8.self)
        if text.hasSuffix("\r") { text.removeLast() }
        output(text, isError)
    }
}
