import EngineInterface
import OCI

/// How many containers are worked on at the same time.
private let atOnce = 50

/// `docker stop`
enum StopAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let (engine, request) = (try context.engine, try StopRequest(context))
        return try await context.forEach(context.arguments, atOnce: atOnce) { name in
            try await engine.stopContainer(name, signal: request.signal, seconds: request.seconds)
            return name
        }
    }
}

/// `docker restart`
enum RestartAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let (engine, request) = (try context.engine, try StopRequest(context))
        return try await context.forEach(context.arguments) { name in
            try await engine.restartContainer(name, signal: request.signal, seconds: request.seconds)
            return name
        }
    }
}

/// How a container is asked to stop: `--signal` and `--timeout`.
struct StopRequest: Equatable {
    /// `nil` is the container's own.
    var signal: String?
    /// `nil` is the container's own; less than 0 is for ever.
    var seconds: Int?

    init(_ context: CommandContext) throws(EngineError) {
        signal = context.flags.string("signal").nonEmpty
        if let signal { try Self.check(signal) }
        if context.flags.isSet("timeout") { seconds = Int(clamping: context.flags.int("timeout")) }
    }

    /// Throws for what is no signal's name or number.
    static func check(_ signal: String) throws(EngineError) {
        guard SignalName.number(signal) == nil else { return }
        throw EngineError(
            .invalidArgument, "Invalid signal: \(signal)",
            help: "A signal is like TERM, SIGTERM or 15; kill -l lists them.")
    }
}

/// `docker kill`
enum KillAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let signal = context.flags.string("signal").nonEmpty ?? "KILL"
        let engine = try context.engine
        return try await context.forEach(context.arguments, atOnce: atOnce) { name in
            try StopRequest.check(signal)
            try await engine.killContainer(name, signal: signal)
            return name
        }
    }
}

/// `docker pause`
enum PauseAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let engine = try context.engine
        return try await context.forEach(context.arguments, atOnce: atOnce) { name in
            try await engine.pauseContainer(name)
            return name
        }
    }
}

/// `docker unpause`
enum UnpauseAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let engine = try context.engine
        return try await context.forEach(context.arguments, atOnce: atOnce) { name in
            try await engine.unpauseContainer(name)
            return name
        }
    }
}

/// `docker wait`
enum WaitAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let engine = try context.engine
        return try await context.forEach(context.arguments) { name in
            String(try await engine.waitForContainer(name, until: .notRunning))
        }
    }
}

/// `docker rm`
enum RemoveAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let engine = try context.engine
        let flags = context.flags
        let (force, volumes, link) = (flags.bool("force"), flags.bool("volumes"), flags.bool("link"))
        return try await context.forEach(context.arguments, atOnce: atOnce) { name in
            let reference = name.trimmingSlashes
            guard !reference.isEmpty else { throw CommandFailure("container name cannot be empty") }
            do {
                try await engine.removeContainer(reference, force: force, volumes: volumes, link: link)
                return name
            } catch let failure as EngineError where force && failure.kind == .noSuchContainer {
                // It is gone, which is what was wanted: said, but no failure.
                await context.say(failure)
                return nil
            }
        }
    }
}

extension String {
    /// Without slashes at both ends.
    fileprivate var trimmingSlashes: String {
        var rest = self[...]
        while rest.first == "/" { rest.removeFirst() }
        while rest.last == "/" { rest.removeLast() }
        return String(rest)
    }
}

/// `docker rename`
enum RenameAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let (old, new) = (context.arguments[0].trimmingSpaces, context.arguments[1].trimmingSpaces)
        guard !old.isEmpty, !new.isEmpty else {
            throw CommandFailure("Error: Neither old nor new names may be empty")
        }
        do {
            try await context.engine.renameContainer(old, to: new)
            return 0
        } catch let error where !(error is CancellationError) {
            await context.say(error)
            throw CommandFailure("Error: failed to rename container named \(old)")
        }
    }
}
