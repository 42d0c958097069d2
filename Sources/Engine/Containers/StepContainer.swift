import EngineInterface
import Glibc
import Linux
import OCI

/// A container for one `RUN` step: it runs on the step's own overlay and leaves nothing but the changes.
public struct StepContainer: Sendable {
    private let step: RunStep

    public init(_ step: RunStep) { self.step = step }

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
        runtime.room.prepare()
        for path in [folder, root, folder + "/bundle"] {
            try systemCall("mkdir", path) { mkdir(path, 0o755) }
        }
        try Overlay.mount(lower: step.lowers, upper: step.upper, work: step.work, at: root)
        defer {
            try? Linux.Mount.unmount(root)
            try? removeTree(folder)
        }
        let before = try MountPoints(root: root, targets: step.mounts.map(\.target))
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
        let identity = try UserDatabase(root: try RootedDirectory(root)).identity(step.user)
        let limits = step.limits
        var plan = LaunchPlan(
            id: id, hostName: step.hostName, root: root, arguments: step.arguments,
            environment: ProcessChoice.complete(step.environment, hostName: step.hostName, home: identity.home),
            workingDirectory: step.workingDirectory, identity: identity, mounts: specification, network: link,
            hosts: hosts, limits: limits)
        plan.resourceLimits = step.resourceLimits
        plan.sharedMemoryBytes = step.sharedMemoryBytes
        plan.hasTerminal = step.streams?.isTerminal == true
        _ = try Bundle(at: folder + "/bundle", plan: plan)
        let group =
            runtime.kind == .crun
            ? ControlGroup(
                name: "\(lease)-\(id.prefix(16))", memoryBytes: limits.memoryBytes, processes: limits.processes) : nil
        defer { group?.remove() }
        let lines = LineSplitter(output)
        let terminal = step.streams.flatMap(TerminalState.init)
        defer { terminal?.restore() }
        let process = try RunningProcess(
            plan: plan, files: .init(bundle: folder + "/bundle", state: folder + "/state"), runtime: runtime,
            group: group, input: nil, diskFolder: step.upper, streams: step.streams,
            onOutput: { bytes, isError in lines.add(bytes, isError) })
        terminal?.tellSize(to: process.runtimeProcess)
        let exit = try await withTaskCancellationHandler {
            try await process.wait()
        } onCancel: {
            process.killAll()
        }
        lines.end()
        try Task.checkCancellation()
        return exit
    }

    private var hosts: [(address: String, name: String)] {
        step.hosts.sorted { $0.key < $1.key }.map { name, address in
            guard address == "host-gateway" else { return (address, name) }
            return (step.network == .host ? "127.0.0.1" : OutboundNetwork.gateway, name)
        }
    }

    private var specification: [RuntimeSpec.Mount] {
        step.mounts.map { mount in
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
        switch step.network {
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
