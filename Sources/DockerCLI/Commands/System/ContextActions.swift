import DockerFlags
import DockerFormat

/// The one context: this machine, without a daemon.
private enum DefaultContext {
    static let name = "default"
    static let description = "Containers of this user on this machine"

    static func check(_ name: String) throws(CommandFailure) {
        guard name == Self.name else {
            throw CommandFailure(
                "context \"\(name)\": context not found",
                help: "There is one context, default: containers run on this machine, without a daemon.")
        }
    }
}

/// `docker context ls`
enum ContextListAction: DockerCommandAction {
    static func needsEngine(_ invocation: DockerInvocation) -> Bool { false }

    static func run(_ context: CommandContext) async throws -> Int32 {
        let flags = context.flags
        let format = FormatContext(format: flags.given("format"), quiet: flags.bool("quiet"))
        context.output.write(try format.render([DefaultContext.name], layout))
        return 0
    }

    private static let layout = TableLayout<String>(
        typeName: "*formatter.clientContextContext",
        table: #"table {{.Name}}{{if .Current}} *{{end}}\t{{.Description}}\t{{.DockerEndpoint}}\t{{.Error}}"#,
        quiet: "{{.Name}}",
        columns: [
            .text("Name", "NAME") { $0 }, .value("Current", nil) { _, _ in true },
            .text("Description", "DESCRIPTION") { _ in DefaultContext.description },
            .text("DockerEndpoint", "DOCKER ENDPOINT") { _ in "" }, .text("Error", "ERROR") { _ in "" },
        ])
}

/// `docker context show`
enum ContextShowAction: DockerCommandAction {
    static func needsEngine(_ invocation: DockerInvocation) -> Bool { false }

    static func run(_ context: CommandContext) async throws -> Int32 {
        context.output.line(DefaultContext.name)
        return 0
    }
}

/// `docker context use`
enum ContextUseAction: DockerCommandAction {
    static func needsEngine(_ invocation: DockerInvocation) -> Bool { false }

    static func run(_ context: CommandContext) async throws -> Int32 {
        let name = context.arguments[0]
        try DefaultContext.check(name)
        context.output.line(name)
        context.error.line("Current context is now \"\(name)\"")
        return 0
    }
}

/// `docker context inspect`
enum ContextInspectAction: DockerCommandAction {
    static func needsEngine(_ invocation: DockerInvocation) -> Bool { false }

    static func run(_ context: CommandContext) async throws -> Int32 {
        let names = context.arguments.isEmpty ? [DefaultContext.name] : context.arguments
        return try await Inspection(format: context.flags.string("format"), only: "context.contextWithTLSListing").run(
            context, names
        ) { name in
            try DefaultContext.check(name)
            return [
                "Name": .string(name), "Metadata": ["Description": .string(DefaultContext.description)],
                "Endpoints": .map(["docker": ["Host": "", "SkipTLSVerify": false]]), "TLSMaterial": .map([:]),
                "Storage": ["MetadataPath": "<IN MEMORY>", "TLSPath": "<IN MEMORY>"],
            ]
        }
    }
}
