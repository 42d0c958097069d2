import EngineInterface

/// `docker exec`
enum ExecAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let flags = context.flags
        var request = ContainerExec(command: Array(context.arguments.dropFirst()))
        request.environment = try EnvironmentOptions.variables(
            files: flags.strings("env-file"), values: flags.strings("env"), environment: context.environment,
            folder: context.workingDirectory)
        request.user = flags.string("user").nonEmpty
        request.workingDirectory = flags.string("workdir").nonEmpty
        request.hasTerminal = flags.bool("tty")
        request.isPrivileged = flags.bool("privileged")
        request.isDetached = flags.bool("detach")
        request.input = flags.bool("interactive") && !request.isDetached
        request.output = !request.isDetached
        request.error = !request.isDetached
        let relay = StreamRelay(
            context: context, hasTerminal: request.hasTerminal, passesInput: request.input,
            detachKeys: DetachKeys.keys(context), passesSignals: false)
        let engine = try context.engine
        // That there is no such container is said first.
        if request.hasTerminal, request.input, !context.input.isTerminal {
            _ = try await engine.container(context.arguments[0])
        }
        try relay.checkTerminal()
        request.terminalSize = relay.terminalSize
        let terminal = request.isDetached ? nil : relay.prepare()
        defer { terminal?.restore() }
        let attachment: any StreamAttachment
        do {
            guard let made = try await engine.exec(in: context.arguments[0], request) else { return 0 }
            attachment = made
        } catch let failure as EngineError where unstartable.contains(failure.kind) {
            terminal?.restore()
            throw unstarted(failure)
        }
        let end = try await relay.run(attachment)
        terminal?.restore()
        guard end == .ended else { throw CommandFailure("read escape sequence") }
        do {
            return try await attachment.exitStatus()
        } catch let failure as EngineError {
            throw unstarted(failure)
        }
    }

    private static let unstartable: Set<EngineError.Kind> = [.commandNotFound, .commandNotExecutable, .invalidUser]

    /// What the runtime says of a command that it could not start is not the engine's own failure, and has a shell's status.
    private static func unstarted(_ failure: EngineError) -> CommandFailure {
        CommandFailure(failure.message, help: failure.advice, status: failure.kind == .commandNotFound ? 127 : 126)
    }
}
