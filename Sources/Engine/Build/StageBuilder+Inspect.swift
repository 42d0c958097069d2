import Dockerfile
import EngineInterface
import Images

/// Stopping at a step, so that somebody can look inside.
extension StageBuilder {
    /// Does a step, and stops before it or when it fails if that is asked for.
    mutating func inspected(
        _ statement: Statement, _ body: (inout StageBuilder) async throws -> StepOutcome
    ) async throws -> StepOutcome {
        // A RUN stops by itself, with its mounts.
        if session.request.breakpoint == .step(number), statement.keyword != "RUN" {
            try await pause(.before, statement)
        }
        do {
            return try await body(&self)
        } catch {
            if let failure = error as? BuildFailure, session.request.breakpoint == .failure {
                try? await pause(.failed(failure), statement)
            }
            throw error
        }
    }

    /// Shows the files as they are after the step above.
    private func pause(_ cause: BuildPause.Cause, _ statement: Statement) async throws {
        guard session.mayPause else { return }
        try await withScratchFiles(step([])) { step in
            await pause(cause, statement, step: step, command: nil)
        }
    }

    /// Mounts the stage's files on a draft that is thrown away.
    func withScratchFiles(_ template: RunStep, _ body: (RunStep) async throws -> Void) async throws {
        let draft = try store.beginDraft(parent: snapshot)
        defer { store.discard(draft) }
        var step = template
        step.lowers = try store.mountLowers(of: snapshot)
        step.upper = draft.upper
        step.work = draft.work
        try await body(step)
    }

    /// Hands a step that is ready to run to whoever wants to look inside. At most once in a build.
    func pause(_ cause: BuildPause.Cause, _ statement: Statement, step: RunStep, command: [String]?) async {
        guard let inspect = session.request.inspect, session.claimPause() else { return }
        let runner = session.runner
        let shell = (config.shell ?? Self.defaultShell).first ?? "/bin/sh"
        await inspect(
            BuildPause(
                cause: cause, number: number, stage: planned.stage.name, text: statement.text, line: statement.line,
                command: command, shell: [shell], workingDirectory: step.workingDirectory, user: step.user,
                start: { command, streams in
                    var step = step
                    step.arguments = command
                    step.streams = streams
                    // People take their time.
                    step.limits.seconds = nil
                    if streams.isTerminal, !step.environment.contains(where: { $0.hasPrefix("TERM=") }) {
                        step.environment.append("TERM=xterm")
                    }
                    return try await runner.run(step) { _, _ in }.status
                }))
    }

    /// A command as this place of the stage runs it, without files.
    func step(_ arguments: [String], network: NetworkMode? = nil) -> RunStep {
        let request = session.request
        var environment = variables.entries
        if variables["PATH"] == nil { environment.append("PATH=\(Variables.defaultPath)") }
        var step = RunStep(
            lowers: [], upper: "", work: "", arguments: arguments, environment: environment,
            workingDirectory: config.workingDir ?? "/", user: config.user ?? "", network: network ?? request.network,
            limits: request.limits)
        step.hosts = request.hosts
        step.resourceLimits = request.resourceLimits
        step.sharedMemoryBytes = request.sharedMemoryBytes
        return step
    }
}

extension BuildSession {
    /// Whether somebody wants to look inside and has not done so yet.
    var mayPause: Bool { request.inspect != nil && !log.withLock { $0.hasPaused } }

    fileprivate func claimPause() -> Bool {
        log.withLock { log in
            defer { log.hasPaused = true }
            return !log.hasPaused
        }
    }
}
