import EngineInterface

/// `docker attach`
enum AttachAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let engine = try context.engine
        let record = try await engine.container(context.arguments[0])
        switch record.status.phase {
        case .running: break
        case .paused:
            throw CommandFailure(
                "You cannot attach to a paused container, unpause it first",
                help: "Let it go on with: docker unpause \(record.name)")
        case .restarting:
            throw CommandFailure("You cannot attach to a restarting container, wait until it is running")
        default:
            throw CommandFailure(
                "You cannot attach to a stopped container, start it first",
                help: "Start it and be connected with: docker start -ai \(record.name)")
        }
        var request = AttachRequest()
        let wantsInput = !context.flags.bool("no-stdin")
        request.input = wantsInput && record.configuration.opensInput
        let hasTerminal = record.configuration.hasTerminal
        let relay = StreamRelay(
            context: context, hasTerminal: hasTerminal, passesInput: request.input,
            detachKeys: DetachKeys.keys(context),
            passesSignals: context.flags.bool("sig-proxy") && !hasTerminal)
        if hasTerminal, wantsInput, !context.input.isTerminal {
            throw CommandFailure(
                "the input device is not a TTY", help: "Use --no-stdin to watch its output without a terminal.")
        }
        let terminal = relay.prepare()
        defer { terminal?.restore() }
        let attachment = try await engine.attach(to: record.id, request)
        if hasTerminal, let size = context.output.size {
            // A program that drew its screen long ago draws it again when the size changes.
            try? await attachment.resize(rows: size.rows + 1, columns: size.columns + 1)
        }
        let end = try await relay.run(attachment)
        terminal?.restore()
        guard end == .ended else { throw CommandFailure("read escape sequence") }
        return try await attachment.exitStatus()
    }
}
