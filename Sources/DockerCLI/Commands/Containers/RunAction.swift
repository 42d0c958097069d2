import EngineInterface
import Glibc

/// `docker run`
enum RunAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        var creation: ContainerCreation
        do {
            creation = try ContainerCreation(
                context.invocation, environment: context.environment, folder: context.workingDirectory)
        } catch {
            throw await failure(error, context)
        }
        let isDetached = context.flags.bool("detach")
        let relay = StreamRelay(
            context: context, hasTerminal: creation.configuration.hasTerminal,
            passesInput: creation.configuration.attachesInput, passesOutput: creation.configuration.attachesOutput,
            passesError: creation.configuration.attachesError, detachKeys: DetachKeys.keys(context),
            passesSignals: context.flags.bool("sig-proxy"))
        if isDetached {
            guard context.flags.strings("attach").isEmpty else {
                throw CommandFailure("conflicting options: cannot specify both --attach and --detach")
            }
            creation.configuration.attachesInput = false
            creation.configuration.attachesOutput = false
            creation.configuration.attachesError = false
            creation.configuration.closesInputAfterOne = false
        } else {
            try relay.checkTerminal()
        }
        do {
            let id = try await ContainerMaker(context: context).make(creation)
            if isDetached {
                context.output.line(id)
                try await start(id, attaching: nil, removes: creation.host.removesItself, context)
                return 0
            }
            return try await attachAndStart(id, relay: relay, removes: creation.host.removesItself, context)
        } catch {
            throw await failure(error, context)
        }
    }

    private static func attachAndStart(
        _ id: String, relay: StreamRelay, removes: Bool, _ context: CommandContext
    ) async throws -> Int32 {
        var request = AttachRequest()
        request.input = relay.passesInput
        request.output = relay.passesOutput
        request.error = relay.passesError
        request.terminalSize = relay.terminalSize
        let terminal = relay.prepare()
        defer { terminal?.restore() }
        guard let attachment = try await start(id, attaching: request, removes: removes, context) else {
            return try await context.engine.waitForContainer(id, until: .notRunning)
        }
        let end = try await relay.run(attachment)
        terminal?.restore()
        guard end == .ended else { return 0 }
        let status = try await attachment.exitStatus()
        // The name is free again when the command has ended.
        if removes { _ = try? await context.engine.waitForContainer(id, until: .removed) }
        return status
    }

    @discardableResult
    private static func start(
        _ id: String, attaching request: AttachRequest?, removes: Bool, _ context: CommandContext
    ) async throws -> (any StreamAttachment)? {
        let engine = try context.engine
        do {
            return try await engine.startContainer(id, attaching: request)
        } catch {
            // What never ran, nobody else removes; also when the command is being cancelled.
            if removes {
                await Task { try? await engine.removeContainer(id, force: true, volumes: true, link: false) }.value
            }
            throw error
        }
    }

    /// An error as `docker run` says it, with the status that tells whose fault it is: 125 the engine's, 126 a command that
    /// cannot be executed, 127 a command that is not there.
    private static func failure(_ error: any Error, _ context: CommandContext) async -> any Error {
        if error is CancellationError { return error }
        if let failure = error as? CommandFailure { return failure.withPointer(to: context.invocation.name) }
        guard let failure = error as? EngineError else { return error }
        let advice = await FailureText.advice(for: failure, otherStores: context.host.otherStores)
        var said = CommandFailure(failure.daemonLine, help: advice).withPointer(to: context.invocation.name)
        said.status = status(of: failure)
        return said
    }

    /// 125, 126 or 127.
    static func status(of failure: EngineError) -> Int32 {
        let text = failure.message
        func has(_ part: String) -> Bool { text.firstRange(of: part) != nil }
        switch failure.kind {
        case .commandNotFound: return 127
        case .commandNotExecutable: return 126
        default: break
        }
        if has("executable file not found") || has("no such file or directory") { return 127 }
        return has("permission denied") || has("is a directory") ? 126 : 125
    }
}
