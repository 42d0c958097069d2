import DockerFormat

/// `docker top`
enum TopAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let (titles, rows) = try await context.engine.processes(
            of: context.arguments[0], psArguments: Array(context.arguments.dropFirst()))
        let lines = ([titles] + rows).map { $0.joined(separator: "\t") + "\n" }.joined()
        context.output.write(TabWriter(minimumWidth: 20, padding: 3).align(lines))
        return 0
    }
}
