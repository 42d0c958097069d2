import EngineInterface

/// `docker network rm`
enum NetworkRemoveAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let engine = try context.engine
        let force = context.flags.bool("force")
        return try await context.forEach(context.arguments) { name in
            do {
                try await engine.removeNetwork(name, force: false)
            } catch let error as EngineError where force && error.kind == .noSuchNetwork {
                return nil
            }
            return name
        }
    }
}
