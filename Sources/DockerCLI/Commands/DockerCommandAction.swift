import DockerFlags

/// What one command of the command line does. One type a command, without state of its own.
protocol DockerCommandAction: Sendable {
    /// Whether this call needs the engine. The process enters the engine's namespaces only then.
    static func needsEngine(_ invocation: DockerInvocation) -> Bool

    /// Does it, and returns the exit status.
    ///
    /// Errors thrown are said on standard error by whoever called: an ``EngineError`` after `Error response from daemon: `
    /// with status 1, a ``CommandFailure`` as it is with its own status.
    static func run(_ context: CommandContext) async throws -> Int32
}

extension DockerCommandAction {
    static func needsEngine(_ invocation: DockerInvocation) -> Bool { true }
}

/// The actions by the identities of their commands (``DockerCommand/id``: `container ls`).
enum CommandActions {
    static func action(for id: String) -> (any DockerCommandAction.Type)? { containers[id] ?? objects[id] }
}
