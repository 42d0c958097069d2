import EngineInterface
import Glibc
import Linux

/// A container's process from its start to its end.
///
/// The runtime runs in a pid namespace whose first process dies with this one; then the kernel ends all that is in the
/// namespace. So nothing of a container outlives the engine, however the engine ends.
final class RunningProcess: Sendable {
    let runtime: OCIRuntime
    let id: String
    /// The runtime's process, as this process sees it.
    let child: ChildProcess
    let standardOutput: OutputCollector
    let standardError: OutputCollector
    private let folder: String
    private let state: String
    private let root: String
    /// Error output that may be the runtime's own, and who waits for it.
    private let startWords = Locked(StartWords())
    private let onOutput: OutputHandler?
    private let keeper: LimitKeeper
    private let started = ContinuousClock.now
    private let entrances: [OwnedDescriptor]

    struct Files {
        /// The bundle, which the runtime reads.
        var bundle: String
        /// Where the runtime keeps its own records.
        var state: String
    }

    typealias OutputHandler = @Sendable (_ bytes: [UInt8], _ isError: Bool) -> Void

    /// Starts the runtime. The container's process itself starts a moment later; see ``waitUntilStarted()``.
    init(
        plan: LaunchPlan, files: Files, runtime: OCIRuntime, group: ControlGroup?, input: [UInt8]?,
        diskFolder: String, streams: StepStreams? = nil, onOutput: OutputHandler? = nil
    ) throws {
        self.runtime = runtime
        id = plan.id
        folder = files.bundle
        state = files.state
        root = plan.root
        self.onOutput = onOutput
        entrances = try group?.openEntrances() ?? []
        let log = files.bundle + "/runtime.log"
        unlink(log)
        var request = SpawnRequest(
            runtime.path,
            runtime.globalArguments(state: files.state, log: log) + ["run", "--bundle", files.bundle, plan.id])
        request.environment = Self.runtimeEnvironment
        request.directory = files.bundle
        let room = try runtime.room.namespaces()
        request.joinPID = room.pidNamespace.number
        request.joinMount = room.mountNamespace.number
        request.newSession = true
        request.cgroups = entrances.map(\.number)
        if ProcessNamespaces.isRootless, let processes = plan.limits.processes {
            request.limits.append((ProcessLimit.resource, UInt64(processes)))
        }
        if case .namespace(let network, _) = plan.network { request.joinNetwork = network.descriptor }

        let output = try Descriptor.pipe()
        let error = try Descriptor.pipe()
        let source = try input.map { try Descriptor.memoryFile($0) } ?? Descriptor.open("/dev/null", O_RDONLY)
        if let streams {
            request.descriptors = [(streams.input, 0), (streams.output, 1), (streams.error, 2)]
        } else {
            request.descriptors = [(source.number, 0), (output.write.number, 1), (error.write.number, 2)]
        }
        child = try withExtendedLifetime(source) { try ChildProcess(request) }
        output.write.closeNow()
        error.write.closeNow()
        let limit = plan.limits.outputBytes ?? 64 << 20
        var onStandardOutput: (@Sendable ([UInt8]) -> Void)?
        var onStandardError: (@Sendable ([UInt8]) -> Void)?
        if let onOutput {
            let words = startWords
            onStandardOutput = { bytes in onOutput(bytes, false) }
            onStandardError = { bytes in
                let own = words.withLock { $0.pass(bytes) }
                if !own.isEmpty { onOutput(own, true) }
            }
        }
        standardOutput = try OutputCollector(output.read, limit: limit, onData: onStandardOutput)
        standardError = try OutputCollector(error.read, limit: limit, onData: onStandardError)
        keeper = LimitKeeper(
            limits: plan.limits, group: group, child: child, diskFolder: diskFolder)
        keeper.begin()
    }

    /// What the runtime needs of this process's environment: nothing that an image could use.
    private static let runtimeEnvironment = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]

    /// Waits until the container's own program runs, or has run.
    ///
    /// - Throws: ``EngineError`` when the runtime could not start it.
    func waitUntilStarted() async throws {
        var pause = Duration.microseconds(300)
        let own = "/proc/\(child.pid)/exe"
        while child.termination == nil {
            if let first = firstProcess(), let program = FileLink.read("/proc/\(first)/exe"),
                !isRuntime(program, path: FileLink.read(own)), hasRecords
            {
                return
            }
            if try await child.waitUnlessCancelled(atMost: pause) != nil { break }
            pause = min(pause * 2, .milliseconds(5))
        }
        if let error = await startError() { throw error }
    }

    /// Whether the runtime has written what `exec` reads; crun does so only after it let the program start.
    private var hasRecords: Bool {
        let name = runtime.kind == .crun ? "status" : "state.json"
        return access("\(state)/\(id)/\(name)", F_OK) == 0
    }

    /// Whether a program is the runtime on its way to the container's own, by whichever copy of itself it runs.
    private func isRuntime(_ program: String, path: String?) -> Bool {
        if program == path || program.hasPrefix("/memfd:") { return true }
        return runtime.kind == .runc && program.split(separator: "/").last?.hasPrefix("runc") == true
    }

    /// The container's process 1, as this process sees it; `nil` before it starts and after it ends.
    func firstProcess() -> pid_t? { ProcessTree.children(of: child.pid).first(where: ProcessStatistics.isAlive) }

    /// Waits for the end and tells how it went.
    ///
    /// - Throws: ``EngineError`` when the runtime could not start the program.
    func wait() async throws -> ContainerExit {
        let termination = await child.wait()
        await keeper.end()
        await standardOutput.waitForEnd()
        await standardError.waitForEnd()
        let seconds = (ContinuousClock.now - started).inSeconds
        let exceeded = keeper.exceeded
        if exceeded == nil, let error = await startError() { throw error }
        let held = startWords.withLock { $0.release() }
        if !held.isEmpty { onOutput?(held, true) }
        let status = termination.status
        let signal: Int32? = status > 128 && status <= 128 + 64 ? status - 128 : nil
        return ContainerExit(status: status, signal: signal, exceeded: exceeded, seconds: seconds)
    }

    /// The runtime itself.
    var runtimeProcess: pid_t { child.pid }

    /// Sends a signal to the container's process 1.
    func signal(_ number: Int32) throws {
        guard let first = firstProcess() else {
            throw EngineError(.notRunning, "The container has no running process.")
        }
        kill(first, number)
    }

    /// Ends everything at once.
    func killAll() { ContainerEnd.kill(child) }

    /// Runs the runtime's `exec` beside the container.
    ///
    /// - Throws: ``EngineError`` of kind `notRunning` when the container has ended.
    func exec(processFile: String, log: String, output: Int32, error: Int32, input: Int32) throws -> ChildProcess {
        let namespaces = "/proc/\(child.pid)/ns"
        let pid: OwnedDescriptor
        let mount: OwnedDescriptor
        do {
            pid = try Descriptor.open(namespaces + "/pid", O_RDONLY)
            mount = try Descriptor.open(namespaces + "/mnt", O_RDONLY)
        } catch {
            guard error.errno == ENOENT || error.errno == ESRCH else { throw error }
            // The runtime ends with the container, and a process that has ended is in no namespace.
            throw EngineError(
                .notRunning, "The container has ended.", help: "Look at its output to see why it ended.")
        }
        var request = SpawnRequest(
            runtime.path,
            runtime.globalArguments(state: state, log: log) + ["exec", "--process", processFile, id])
        request.environment = Self.runtimeEnvironment
        request.joinPID = pid.number
        request.joinMount = mount.number
        request.newSession = true
        request.cgroups = entrances.map(\.number)
        request.descriptors = [(input, 0), (output, 1), (error, 2)]
        return try ChildProcess(request)
    }

    /// What the runtime wrote about a start that failed: to its log, or in the program's place.
    private func startError() async -> EngineError? {
        guard let termination = child.termination, termination != .exited(0) else { return nil }
        if let message = RuntimeLog.message(in: folder + "/runtime.log") {
            return RuntimeLog.classify(message, in: try? RootedDirectory(root))
        }
        guard termination == .exited(1) else { return nil }
        await standardOutput.waitForEnd()
        await standardError.waitForEnd()
        guard standardOutput.contents().bytes.isEmpty,
            let message = StartWords.message(in: standardError.contents().bytes)
        else { return nil }
        return RuntimeLog.classify(message, in: try? RootedDirectory(root))
    }
}

extension Duration {
    /// As a number of seconds.
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}

enum ProcessLimit {
    /// RLIMIT_NPROC: counts the processes of a user in this user namespace.
    static let resource: Int32 = 6
}
