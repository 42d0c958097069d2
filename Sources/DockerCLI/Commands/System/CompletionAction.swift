import DockerFlags

/// `docker completion`
enum CompletionAction: DockerCommandAction {
    static func needsEngine(_ invocation: DockerInvocation) -> Bool { false }

    static func run(_ context: CommandContext) async throws -> Int32 {
        let name = context.arguments[0]
        guard let script = CompletionScript(rawValue: name) else {
            let shells = CompletionScript.allCases.map(\.rawValue).joined(separator: ", ")
            throw CommandFailure("docker: there is no completion script for \(name)", help: "There are: \(shells).")
        }
        context.output.write(script.text(withDescriptions: !context.flags.bool("no-descriptions")))
        return 0
    }
}
