import EngineInterface
import Foundation
import Glibc
import Linux
import OCI

extension ContainerControl {
    /// Runs a command in the running container, started by this process within the container's namespaces and limits.
    ///
    /// Returns its streams; `nil` for a detached one, which then runs on by itself. Attached ones run on, too, when this
    /// process ends.
    ///
    /// - Throws: ``EngineError``. When the command itself cannot be started, a detached one throws `commandNotFound` or
    ///   `commandNotExecutable` here, an attached one from ``StreamAttachment/exitStatus()``.
    public func exec(_ request: ContainerExec) async throws -> (any StreamAttachment)? {
        let status = try folder.status()
        guard status.phase != .paused else {
            throw EngineError(
                .inUse, "Container \(folder.id) is paused, unpause the container before exec",
                help: "Continue it with: docker unpause \(folder.id.prefix(12))")
        }
        guard status.phase == .running, status.holder > 0, status.process > 0 else { throw notRunning }
        let call = try RuntimeExec(request, in: folder, status: status, runtime: try OCIRuntime.find())
        if request.isDetached {
            try await call.runDetached()
            return nil
        }
        return try await call.start()
    }
}

/// A call of the runtime's `exec`.
struct RuntimeExec {
    private let request: ContainerExec
    private let folder: ContainerFolder
    private let runtime: OCIRuntime
    private let place: RuntimePlace
    private let file: String
    let log: String

    /// Writes down what to run.
    init(_ request: ContainerExec, in folder: ContainerFolder, status: ContainerStatus, runtime: OCIRuntime) throws {
        self.request = request
        self.folder = folder
        self.runtime = runtime
        do {
            place = try RuntimePlace(holder: status.holder)
        } catch {
            guard error.errno == EACCES || error.errno == EPERM else {
                throw ContainerControl(folder: folder).notRunning
            }
            throw EngineError(
                .failure, "The namespaces of the container \(folder.id.prefix(12)) are not accessible: \(error).",
                help: "It was started from another user namespace, such as a `workshop unshare` of its own.")
        }
        let number = RandomName.hex(words: 1)
        file = "\(folder.bundle)/exec-\(number).json"
        log = "\(folder.bundle)/exec-\(number).log"
        let settings = try folder.settings()
        let root: RootedDirectory
        do {
            root = try RootedDirectory("/proc/\(status.process)/root")
        } catch {
            guard error.errno == ENOENT || error.errno == ESRCH else { throw error }
            // The first process has ended; its supervisor has not written that down yet.
            throw ContainerControl(folder: folder).notRunning
        }
        var spec = try ContainerSpec(settings, folder: folder, root: root)
        spec.terminalSize = request.terminalSize
        var identity = spec.identity
        if let user = request.user, !user.isEmpty { identity = try UserDatabase(root: root).dockerIdentity(user) }
        let environment = ContainerEnvironment.make(
            settings.configuration.environment, hostName: spec.hostName, home: identity.home,
            hasTerminal: request.hasTerminal, adding: request.environment)
        let process = spec.process(
            arguments: request.command, environment: environment,
            // Nobody would keep the terminal of one that runs by itself.
            hasTerminal: request.hasTerminal && !request.isDetached,
            workingDirectory: request.workingDirectory.flatMap { $0.isEmpty ? nil : $0 } ?? spec.workingDirectory,
            identity: identity,
            capabilities: request.isPrivileged ? CapabilitySet.available : spec.capabilities.names)
        try SmallFile.write(String(decoding: try JSONEncoder().encode(process), as: UTF8.self), to: file, mode: 0o600)
    }

    private func spawnRequest(_ options: [String]) throws -> (request: SpawnRequest, entrances: [OwnedDescriptor]) {
        var spawn = place.request(
            runtime,
            runtime.globalArguments(state: folder.runtimeState, log: log)
                + ["exec"] + options + ["--process", file, folder.id], directory: folder.bundle)
        let entrances = try ContainerGroup(existing: folder.groupName)?.openEntrances() ?? []
        spawn.cgroups = entrances.map(\.number)
        spawn.diesWithParent = false
        return (spawn, entrances)
    }

    /// Why the command could not be started, if that is so.
    func fault() -> EngineError? {
        let process = (try? folder.status())?.process ?? 0
        return RuntimeFault.read(
            log, arguments: request.command,
            root: process > 0 ? try? RootedDirectory("/proc/\(process)/root") : nil)
    }

    /// Whether the container's first process lives: its supervisor may not have written down its end yet.
    var containerRuns: Bool {
        guard let status = try? folder.status(), status.isRunning else { return false }
        return ProcessStatistics.isAlive(status.process)
    }

    /// Removes the files of the call.
    func clean() {
        unlink(file)
        unlink(log)
    }

    func runDetached() async throws {
        defer { clean() }
        var (spawn, entrances) = try spawnRequest(["--detach"])
        let none = try Descriptor.open("/dev/null", O_RDWR)
        spawn.descriptors = [(none.number, 0), (none.number, 1), (none.number, 2)]
        let child = try withExtendedLifetime((none, entrances)) { try ChildProcess(spawn) }
        let termination = await child.wait()
        guard termination == .exited(0) else {
            let fault = fault()
            if fault?.kind != .commandNotFound, fault?.kind != .commandNotExecutable, !containerRuns {
                throw ContainerControl(folder: folder).notRunning
            }
            throw fault ?? EngineError(.failure, "The command could not be started in the container.")
        }
    }

    /// The runtime passes the command's terminal over a socket, so that nothing is between the command and its reader.
    private func startWithTerminal() async throws -> ExecAttachment {
        let socket = String(file.split(separator: "/").last?.dropLast(5) ?? "exec") + ".sock"
        let listener = try LocalSocket.listen(in: folder.bundle, name: socket)
        defer { unlink(folder.bundle + "/" + socket) }
        var (spawn, entrances) = try spawnRequest(["--console-socket", socket])
        let none = try Descriptor.open("/dev/null", O_RDWR)
        spawn.descriptors = [(none.number, 0), (none.number, 1), (none.number, 2)]
        entrances.append(none)
        let child = try withExtendedLifetime(entrances) { try ChildProcess(spawn) }
        let terminal = try await Blocking.run { _ -> OwnedDescriptor? in
            var entry = pollfd(fd: listener.number, events: Int16(POLLIN), revents: 0)
            // The runtime may end without having come to it.
            while poll(&entry, 1, 10) <= 0 { if child.termination != nil && poll(&entry, 1, 0) <= 0 { return nil } }
            guard let connection = try LocalSocket.accept(listener.number) else { return nil }
            try Descriptor.setBlocking(connection.number)
            return try? LocalSocket.receiveDescriptor(connection.number)
        }
        return ExecAttachment(self, child, output: terminal, error: nil, input: terminal, isTerminal: true)
    }

    func start() async throws -> ExecAttachment {
        do {
            var (spawn, entrances) = try spawnRequest([])
            if request.hasTerminal, runtime.kind == .crun { return try await startWithTerminal() }
            if request.hasTerminal {
                // This runtime passes a terminal to those only who do not wait for it: it gets one, and copies.
                let pair = try PseudoTerminal.open()
                spawn.descriptors = [(pair.terminal.number, 0), (pair.terminal.number, 1), (pair.terminal.number, 2)]
                let child = try withExtendedLifetime((pair.terminal, entrances)) { try ChildProcess(spawn) }
                pair.terminal.closeNow()
                return ExecAttachment(
                    self, child, output: pair.controller, error: nil, input: pair.controller, isTerminal: true)
            }
            let output = try Descriptor.pipe()
            let error = try Descriptor.pipe()
            let none = try Descriptor.open("/dev/null", O_RDWR)
            var input: (read: OwnedDescriptor, write: OwnedDescriptor)?
            if request.input { input = try Descriptor.pipe() }
            spawn.descriptors = [
                (input?.read.number ?? none.number, 0), (request.output ? output.write.number : none.number, 1),
                (request.error ? error.write.number : none.number, 2),
            ]
            entrances += [none, output.write, error.write] + (input.map { [$0.read] } ?? [])
            let child = try withExtendedLifetime(entrances) { try ChildProcess(spawn) }
            for end in [output.write, error.write, input?.read] { end?.closeNow() }
            return ExecAttachment(
                self, child, output: output.read, error: error.read, input: input?.write, isTerminal: false)
        } catch {
            clean()
            throw error
        }
    }
}
