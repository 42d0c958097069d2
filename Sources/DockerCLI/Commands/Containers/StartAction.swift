import EngineInterface

/// `docker start`
enum StartAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        if !context.flags.string("checkpoint").isEmpty {
            throw CommandFailure("checkpoints are not there", help: "Start the container without --checkpoint.")
        }
        if context.flags.bool("attach") || context.flags.bool("interactive") { return try await attached(context) }
        let engine = try context.engine
        var failed: [String] = []
        for name in context.arguments {
            do {
                _ = try await engine.startContainer(name, attaching: nil)
                context.output.line(name)
            } catch let error where !(error is CancellationError) {
                await context.say(error)
                failed.append(name)
            }
        }
        guard !failed.isEmpty else { return 0 }
        context.error.line("Error: failed to start containers: " + failed.joined(separator: ", "))
        return 1
    }

    private static func attached(_ context: CommandContext) async throws -> Int32 {
        guard context.arguments.count == 1 else {
            throw CommandFailure("you cannot start and attach multiple containers at once")
        }
        let engine = try context.engine
        let record = try await engine.container(context.arguments[0])
        var request = AttachRequest()
        request.input = context.flags.bool("interactive") && record.configuration.opensInput
        let relay = StreamRelay(
            context: context, hasTerminal: record.configuration.hasTerminal, passesInput: request.input,
            detachKeys: DetachKeys.keys(context), passesSignals: !record.configuration.hasTerminal)
        let terminal = relay.prepare()
        defer { terminal?.restore() }
        let started = try await engine.startContainer(record.id, attaching: request)
        let attachment =
            if let started { started } else { try await engine.attach(to: record.id, request) }
        let end = try await relay.run(attachment)
        terminal?.restore()
        guard end == .ended else { return 0 }
        let status = try await attachment.exitStatus()
        if record.host.removesItself { _ = try? await engine.waitForContainer(record.id, until: .removed) }
        return status
    }
}
