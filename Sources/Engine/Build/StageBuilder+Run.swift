import Dockerfile
import EngineInterface
import Images
import Linux

extension StageBuilder {
    mutating func run(
        _ run: RunOperation, _ statement: Statement, escape: Unicode.Scalar
    ) async throws -> StepOutcome {
        if run.security == .insecure {
            throw faults.failure(
                .unsupported, "RUN --security=insecure is not possible here: steps never get more rights.",
                at: statement,
                help: "Leave the flag out.")
        }
        if run.network == .host && session.request.network != .host {
            throw faults.failure(
                .unsupported, "RUN --network=host is not allowed: a step sees no services of this machine.",
                at: statement,
                help: "Leave the flag out; the step reaches the internet without it.")
        }
        let network: NetworkMode = run.network == RunNetwork.none ? .none : session.request.network
        let script = RunScript(run, shell: config.shell ?? Self.defaultShell)
        let mounts = try MountPlan(
            run.mounts, statement, builder: self, expand: { try expand($0, escape: escape, statement) })
        let user = config.user ?? ""
        let directory = config.workingDir ?? "/"
        var environment = variables.entries
        if variables["PATH"] == nil { environment.append("PATH=\(Variables.defaultPath)") }

        var key = KeyHasher("RUN")
        key.add(snapshot ?? "")
        key.add(script.arguments)
        key.add(script.file ?? [])
        key.add(environment)
        key.add([directory, user, "\(network)"])
        key.add(mounts.keys)
        // Proxies are for the network, not for the result.
        for name in Variables.proxyNames where variables[name] == nil {
            if let value = session.request.buildArguments[name] { environment.append("\(name)=\(value)") }
        }
        let effective = "RUN \(script.arguments.joined(separator: " "))"
        return try await cached(
            statement, key: key.finish(), effective: effective, createdBy: history(of: script),
            manifest: mounts.manifest
        ) { [environment] builder in
            try await builder.execute(
                RunStep(
                    lowers: [], upper: "", work: "", arguments: script.arguments, environment: environment,
                    workingDirectory: directory, user: user, network: network, limits: builder.session.request.limits),
                script, mounts, statement)
        }
    }

    /// The text that `docker history` shows: declared arguments first.
    private func history(of script: RunScript) -> String {
        let declared = arguments.map { "\($0)=\(variables[$0] ?? "")" }
        let prefix = declared.isEmpty ? [] : ["|\(declared.count)"] + declared
        return "RUN " + (prefix + script.arguments).joined(separator: " ") + " # buildkit"
    }

    private func execute(
        _ template: RunStep, _ script: RunScript, _ mounts: MountPlan, _ statement: Statement
    ) async throws -> Work {
        let draft = try store.beginDraft(parent: snapshot)
        do {
            var step = template
            step.lowers = try store.mountLowers(of: snapshot)
            step.upper = draft.upper
            step.work = draft.work
            var mounted: PreparedMounts? = try await mounts.prepare(script: script)
            defer { mounted?.release() }
            step.mounts = mounted?.mounts ?? []
            let stubs = Stubs(lowers: step.lowers, mounts: step.mounts)
            let exit = try await runCommand(step, statement)
            mounted?.release()
            mounted = nil
            try check(exit.0, tail: exit.1, step, statement)
            stubs.remove(from: draft.upper)
            let store = store
            let snapshot = try await Blocking.run { _ in try store.commit(draft) }
            return Work(snapshot: snapshot.id, bytes: snapshot.bytes)
        } catch {
            store.discard(draft)
            throw error
        }
    }

    private func runCommand(_ step: RunStep, _ statement: Statement) async throws -> (ContainerExit, [String]) {
        let tail = Locked(OutputTail())
        let events = session.events
        let number = number
        do {
            let exit = try await session.runner.run(step) { line, isError in
                tail.withLock { $0.append(line) }
                events(.output(number: number, line: line, isError: isError))
            }
            return (exit, tail.withLock { $0.lines })
        } catch let error as EngineError {
            switch error.kind {
            case .commandNotFound, .commandNotExecutable:
                let help = CommandFault.helpForMissingCommand(step.arguments, isEmptyImage: snapshot == nil)
                throw faults.failure(
                    .command, error.message, at: statement, help: help,
                    exitStatus: error.kind == .commandNotFound ? 127 : 126, outputTail: tail.withLock { $0.lines })
            case .invalidUser:
                throw faults.failure(
                    .user, error.message, at: statement,
                    help: error.help ?? "Create the user in a step above, or use a number.")
            default: throw error
            }
        }
    }

    private func check(_ exit: ContainerExit, tail: [String], _ step: RunStep, _ statement: Statement) throws {
        if let limit = exit.exceeded {
            throw faults.failure(
                .limit, CommandFault.limitMessage(limit, step.limits), at: statement,
                help: CommandFault.limitHelp(limit), exitStatus: exit.status, outputTail: tail)
        }
        guard exit.status != 0 else { return }
        let how =
            exit.signal.map { "was ended by signal \($0)" } ?? "ended with exit status \(exit.status)"
        throw faults.failure(
            .command, "The command of RUN \(how).", at: statement,
            help: CommandFault.help(status: exit.status, output: tail, step: step), exitStatus: exit.status,
            outputTail: tail)
    }
}

/// The last lines of a command's output.
struct OutputTail: Sendable {
    private(set) var lines: [String] = []

    mutating func append(_ line: String) {
        if lines.count == 20 { lines.removeFirst() }
        lines.append(line.count > 1000 ? String(line.prefix(1000)) + "…" : line)
    }
}
