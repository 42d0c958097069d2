import EngineInterface
import Glibc
import Images
import Linux
import OCI

/// A container of a session of this process.
actor LocalContainer: ContainerHandle {
    nonisolated let id: String
    nonisolated let name: String
    nonisolated let image: ImageDetails
    private let request: ContainerRequest
    private let choice: ProcessChoice
    private let files: ContainerFiles
    private let identity: UserDatabase.Identity
    private let mounts: [RuntimeSpec.Mount]
    private let volumesByPath: [String: VolumeDetails]
    private let group: ControlGroup?
    /// The session closes its containers before it goes.
    private unowned let session: LocalSession

    private var running: RunningProcess?
    private var lastExit: ContainerExit?
    private var earlierOutput = ContainerLogs(standardOutput: [], standardError: [], isTruncated: false)
    private var attachment: SessionNetwork.Attachment?
    private var outbound: OutboundNetwork?
    private var isolated: NetworkNamespace?
    private var forwarders: [Int: PortForwarder] = [:]
    private var isRemoved = false

    init(
        id: String, request: ContainerRequest, image: ImageDetails, choice: ProcessChoice, files: ContainerFiles,
        identity: UserDatabase.Identity, mounts: [RuntimeSpec.Mount], volumesByPath: [String: VolumeDetails],
        group: ControlGroup?, session: LocalSession
    ) {
        self.id = id
        name = request.name
        self.request = request
        self.image = image
        self.choice = choice
        self.files = files
        self.identity = identity
        self.mounts = mounts
        self.volumesByPath = volumesByPath
        self.group = group
        self.session = session
    }

    // MARK: Life

    func start() async throws {
        try checkExists()
        if let running, running.child.termination == nil {
            throw EngineError(.inUse, "The container \(name) is running already.")
        }
        if running != nil { _ = try? await wait() }
        keepOutput()
        lastExit = nil
        // A runtime that was killed with its container leaves its records of it behind.
        try removeTree(files.state)
        let network = try await launchNetwork()
        var hosts = request.hosts.sorted { $0.key < $1.key }.map { (address: $0.value, name: $0.key) }
        hosts += await session.hostEntries(besides: id)
        if let attachment { hosts.append((attachment.address, name)) }
        var plan = LaunchPlan(
            id: id, hostName: HostName.make(name), root: files.root, arguments: choice.arguments,
            environment: ProcessChoice.complete(
                choice.environment, hostName: HostName.make(name), home: identity.home),
            workingDirectory: choice.workingDirectory, identity: identity, mounts: mounts, network: network,
            hosts: hosts, limits: request.limits)
        plan.isRootReadOnly = request.isRootReadOnly
        _ = try Bundle(at: files.bundle, plan: plan)
        let process = try RunningProcess(
            plan: plan, files: .init(bundle: files.bundle, state: files.state), runtime: session.runtime,
            group: group, input: request.standardInput, diskFolder: files.upper)
        running = process
        try publishPorts()
        do {
            try await process.waitUntilStarted()
        } catch let error as EngineError {
            lastExit = ContainerExit(status: error.kind == .commandNotExecutable ? 126 : 127, seconds: 0)
            _ = await process.child.wait()
            throw error
        } catch {
            process.killAll()
            throw error
        }
    }

    private func launchNetwork() async throws -> LaunchNetwork {
        switch request.network {
        case .host:
            return .host
        case .none:
            if isolated == nil { isolated = try NetworkNamespace() }
            return isolated.map { .namespace($0, resolver: []) } ?? .host
        case .session:
            if attachment == nil { attachment = try await session.network.attach() }
            return attachment.map { .namespace($0.namespace, resolver: []) } ?? .host
        case .outbound:
            if outbound == nil { outbound = try await OutboundNetwork.make() }
            return outbound.map { .namespace($0.namespace, resolver: [OutboundNetwork.resolver]) } ?? .host
        }
    }

    private func publishPorts() throws {
        guard let attachment else { return }
        for port in request.publishedPorts where forwarders[port.container] == nil {
            let address = attachment.address
            forwarders[port.container] = try PortForwarder(hostPort: port.host) { [weak session] in
                guard let session else { throw EngineError(.notRunning, "The session is closed.") }
                return try session.connectFromHub(address: address, port: port.container)
            }
        }
    }

    func wait() async throws -> ContainerExit {
        if let lastExit { return lastExit }
        guard let process = running else {
            throw EngineError(.notRunning, "The container \(name) has not been started.")
        }
        _ = try await process.child.waitUnlessCancelled()
        let exit = try await process.wait()
        if running === process { lastExit = exit }
        return exit
    }

    func state() async throws -> ContainerState {
        if isRemoved { return .removed }
        if let lastExit { return .exited(lastExit) }
        guard let running else { return .created }
        if running.child.termination == nil { return .running }
        return .exited(try await wait())
    }

    func kill(signal: Int32) async throws {
        try runningProcess().signal(signal)
    }

    func stop(signal: Int32?, graceSeconds: Double) async throws -> StopReport {
        if let lastExit { return StopReport(exit: lastExit, seconds: 0, wasKilled: false) }
        let process = try runningProcess()
        let chosen = signal ?? image.config.stopSignal.flatMap(SignalName.number) ?? SIGTERM
        let start = ContinuousClock.now
        try? process.signal(chosen)
        let ended = await withTaskGroup(of: Bool.self) { group in
            group.addTask { (try? await process.child.waitUnlessCancelled()) != nil }
            group.addTask {
                try? await Task.sleep(for: .seconds(graceSeconds))
                return false
            }
            let first = await group.next() ?? false
            group.cancelAll()
            return first
        }
        if !ended { process.killAll() }
        let exit = try await process.wait()
        lastExit = exit
        return StopReport(exit: exit, seconds: (ContinuousClock.now - start).inSeconds, wasKilled: !ended)
    }

    func remove(volumes: Bool) async throws {
        if isRemoved { return }
        isRemoved = true
        running?.killAll()
        if let running { _ = await running.child.wait() }
        forwarders.values.forEach { $0.close() }
        if let attachment { await session.network.detach(attachment) }
        await outbound?.close()
        attachment = nil
        outbound = nil
        isolated = nil
        group?.remove()
        await session.volumeSet.release(by: id)
        if volumes {
            for volume in volumesByPath.values where volume.isAnonymous {
                try? await session.volumeSet.remove(volume.name)
            }
        }
        session.forget(id)
        try files.remove()
    }

    // MARK: Looking

    func logs() async throws -> ContainerLogs {
        guard let running else { return earlierOutput }
        // Once it has ended, everything that it wrote is to be there.
        if running.child.termination != nil {
            await running.standardOutput.waitForEnd()
            await running.standardError.waitForEnd()
        }
        return earlierOutput.adding(running, limit: request.limits.outputBytes ?? .max)
    }

    private func keepOutput() {
        if let running { earlierOutput = earlierOutput.adding(running, limit: request.limits.outputBytes ?? .max) }
        running = nil
    }

    func processes() async throws -> [ContainerProcess] {
        guard let first = try runningProcess().firstProcess() else { return [] }
        return ProcessTree.processes(ofContainer: first)
    }

    func listeningPorts() async throws -> [ListeningPort] {
        guard let first = try runningProcess().firstProcess() else { return [] }
        return ListeningPorts.list(ofProcess: first)
    }

    func mountedVolumes() async throws -> [String: VolumeDetails] { volumesByPath }

    func publishedPorts() async throws -> [Int: Int] { forwarders.mapValues(\.hostPort) }

    /// The address on the session's network and the name, for the hosts files of others.
    func hostEntry() -> (address: String, name: String)? {
        attachment.map { ($0.address, name) }
    }

    func remains() async -> [String] {
        var result = files.remains
        if let running, running.child.termination == nil { result.append("the process \(running.child.pid)") }
        result += group?.remains ?? []
        if isRemoved {
            for volume in volumesByPath.values where volume.isAnonymous {
                if await session.volumeSet.exists(volume.name) { result.append("the volume \(volume.name)") }
            }
        }
        return result
    }

    // MARK: Reaching in

    func connect(port: Int, loopback: Bool) async throws -> Int32 {
        _ = try runningProcess()
        guard let attachment else {
            throw EngineError(
                .invalidArgument, "The container \(name) is not on the session's network.")
        }
        let session = self.session
        let socket = try await Blocking.run { _ in
            loopback
                ? try LocalSession.connect(in: attachment.namespace, address: "127.0.0.1", port: port)
                : try session.connectFromHub(address: attachment.address, port: port)
        }
        return socket.release()
    }

    func exec(_ request: ExecRequest) async throws -> ExecResult {
        let process = try runningProcess()
        let root = try RootedDirectory(files.root)
        let user = try request.user.map { text throws(EngineError) in try UserDatabase(root: root).identity(text) }
        let environment = ProcessChoice.environment(choice.environment, adding: request.environment)
        let call = ExecCall(
            process: process, folder: files.bundle, request: request, identity: user ?? identity,
            environment: ProcessChoice.complete(
                environment, hostName: HostName.make(name), home: (user ?? identity).home),
            workingDirectory: request.workingDirectory ?? choice.workingDirectory)
        do {
            return try await call.run()
        } catch let error as EngineError where error.kind == .notRunning {
            // The runtime may not have noticed yet; when this throws, ``state()`` is to tell of the end.
            _ = try await process.child.waitUnlessCancelled()
            throw error
        }
    }

    private func checkExists() throws(EngineError) {
        if isRemoved { throw EngineError(.noSuchContainer, "The container \(name) has been removed.") }
    }

    private func runningProcess() throws(EngineError) -> RunningProcess {
        try checkExists()
        guard let running, running.child.termination == nil else {
            throw EngineError(
                .notRunning, "The container \(name) is not running.",
                help: "Look at its output to see why it ended.")
        }
        return running
    }
}

extension ContainerLogs {
    /// These logs followed by what a process has written, at most `limit` bytes of each stream.
    fileprivate func adding(_ process: RunningProcess, limit: Int) -> ContainerLogs {
        let output = process.standardOutput.contents()
        let error = process.standardError.contents()
        let allOutput = standardOutput + output.bytes
        let allError = standardError + error.bytes
        return ContainerLogs(
            standardOutput: Array(allOutput.suffix(limit)), standardError: Array(allError.suffix(limit)),
            isTruncated: isTruncated || output.isTruncated || error.isTruncated || allOutput.count > limit
                || allError.count > limit)
    }
}

/// A container's host name: its name with what a host name cannot hold replaced.
enum HostName {
    static func make(_ name: String) -> String {
        let text = String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") ? $0 : "-" }.prefix(63))
        return text.isEmpty ? "container" : text
    }
}
