import EngineInterface

/// `docker volume rm`
enum VolumeRemoveAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let engine = try context.engine
        let force = context.flags.bool("force")
        return try await context.forEach(context.arguments) { name in
            do {
                try await engine.removeVolume(name, force: force)
            } catch let error as EngineError where force && error.kind == .noSuchVolume {
                // What is not there need not be removed.
            }
            return name
        }
    }
}
