import EngineInterface

/// `docker create`
enum CreateAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let creation: ContainerCreation
        do {
            creation = try ContainerCreation(
                context.invocation, environment: context.environment, folder: context.workingDirectory)
        } catch let failure as CommandFailure {
            throw failure.withPointer(to: context.invocation.name)
        }
        context.output.line(try await ContainerMaker(context: context).make(creation))
        return 0
    }
}

extension CommandFailure {
    /// As `run` and `create` say what is wrong with their options, with status 125.
    func withPointer(to command: String) -> CommandFailure {
        let text = ["docker: \(message)", help].compactMap(\.self).joined(separator: "\n")
        return CommandFailure("\(text)\n\nRun '\(command) --help' for more information", status: 125)
    }
}
