import Dockerfile
import EngineInterface
import Images
import Linux
import OCI

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
        if planned.platform != .host {
            throw faults.failure(
                .unsupported,
                "RUN cannot run programs for \(planned.platform): this machine is \(ImagePlatform.host).",
                at: statement,
                help: "Do the work in a stage with FROM --platform=$BUILDPLATFORM, and COPY --from it.")
        }
        let network: NetworkMode = run.network == RunNetwork.none ? .none : session.request.network
        let script = RunScript(run, shell: config.shell ?? Self.defaultShell)
        let known = variables
        let expander = Expander(escape: escape) { known[$0] }
        let mounts = try MountPlan(
            run.mounts, statement, builder: self,
            expand: { (text) throws(ExpansionError) in try expander.word(text) })
        var step = step(script.arguments, network: network)
        let key = try key(of: step, script, mounts) { $0 ?? "" }
        let sharedKey = try session.shared.map { try self.key(of: step, script, mounts, $0.identity) }
        // Proxies are for the network, not for the result.
        let proxies = Variables.proxies(session.request.buildArguments)
        for name in proxies.names where variables[name] == nil {
            step.environment.append("\(name)=\(proxies[name] ?? "")")
        }
        if session.request.breakpoint == .step(number), session.mayPause {
            let mounted = try await mounts.prepare(script: script)
            defer { mounted.release() }
            try await withScratchFiles(step) { step in
                await pause(.before, statement, step: step.with(mounted), command: script.arguments)
            }
        }
        let effective = "RUN \(script.arguments.joined(separator: " "))"
        return try await cached(
            statement, key: key, sharedKey: sharedKey, effective: effective, createdBy: history(of: script),
            inputs: inputs(of: step, script, mounts), manifest: mounts.manifest
        ) { [step] builder in
            try await builder.execute(step, script, mounts, statement)
        }
    }

    /// Everything that the result depends on. Secrets count by their names only.
    ///
    /// - Parameter identity: what stands for a snapshot's files.
    private func key(
        of step: RunStep, _ script: RunScript, _ mounts: MountPlan, _ identity: (SnapshotID?) throws -> String
    ) rethrows -> String {
        var key = KeyHasher("RUN")
        key.add(try identity(snapshot))
        key.add(script.arguments)
        key.add(script.file ?? [])
        key.add(step.environment)
        key.add([step.workingDirectory, step.user, "\(step.network)"])
        key.add(try mounts.keys(identity))
        key.add(step.hosts.sorted { $0.key < $1.key }.map { "\($0) \($1)" })
        key.add(step.resourceLimits.map { "\($0.name) \($0.soft) \($0.hard)" })
        key.add("\(step.sharedMemoryBytes ?? 0)")
        return key.finish()
    }

    /// What a changed result may come from, besides the command, the variables and the files.
    private func inputs(of step: RunStep, _ script: RunScript, _ mounts: MountPlan) -> [String: String] {
        func digest(_ parts: [String]) -> String {
            "sha256:" + KeyHasher.digest(Array(parts.joined(separator: "\0").utf8)).prefix(16)
        }
        var inputs = [
            "user": step.user, "working directory": step.workingDirectory, "network": "\(step.network)",
            "size of /dev/shm": step.sharedMemoryBytes.map { "\($0)" } ?? "",
        ]
        if let file = script.file { inputs["program in the heredoc"] = digest([String(decoding: file, as: UTF8.self)]) }
        inputs["list of additional hosts"] = digest(step.hosts.sorted { $0.key < $1.key }.map { "\($0) \($1)" })
        inputs["list of process limits"] = digest(step.resourceLimits.map { "\($0.name) \($0.soft) \($0.hard)" })
        for (mount, key) in zip(mounts.mounts, mounts.keys) {
            inputs["mount at \(mount.target ?? mount.specification.secretName)"] = digest([key])
        }
        return inputs
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
            let mounted = try await mounts.prepare(script: script)
            defer { mounted.release() }
            var step = template
            step.lowers = try store.mountLowers(of: snapshot)
            step.upper = draft.upper
            step.work = draft.work
            step = step.with(mounted)
            do {
                let exit = try await runCommand(step, statement)
                try check(exit.0, tail: exit.1, step, statement)
            } catch {
                if let failure = error as? BuildFailure, session.request.breakpoint == .failure {
                    await pause(.failed(failure), statement, step: step, command: script.arguments)
                }
                throw error
            }
            mounted.release()
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
                let help =
                    Self.isThere(step.arguments.first ?? "", step)
                    ? error.help : CommandFault.helpForMissingCommand(step.arguments, isEmptyImage: snapshot == nil)
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

    /// Whether a program that could not be started is in the files all the same.
    private static func isThere(_ program: String, _ step: RunStep) -> Bool {
        program.hasPrefix("/")
            && ([step.upper] + step.lowers).contains { layer in
                ((try? RootedDirectory(layer).status(program, followLinks: false)) ?? nil) != nil
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

extension RunStep {
    /// With mounts that are ready, and the variables that come with them.
    fileprivate func with(_ prepared: PreparedMounts) -> RunStep {
        var step = self
        step.mounts = prepared.mounts
        for entry in prepared.environment {
            let name = entry.prefix { $0 != "=" } + "="
            step.environment.removeAll { $0.hasPrefix(name) }
            step.environment.append(entry)
        }
        return step
    }
}
