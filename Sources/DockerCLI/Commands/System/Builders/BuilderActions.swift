import DockerFlags
import DockerFormat
import EngineInterface
import OCI

/// The one builder: the engine itself.
enum Builder {
    static let name = "default"
    static let driver = "workshop"

    /// Refuses other builders than the one.
    static func check(_ name: String) throws(CommandFailure) {
        guard name == Self.name else {
            throw CommandFailure(
                "ERROR: no builder \"\(name)\" found", help: "There is one builder, default, and it is used always.")
        }
    }
}

/// `docker buildx ls`
enum BuilderListAction: DockerCommandAction {
    struct Row: Sendable {
        var name: String
        var driver: String
        var status: String
        var version: String
        var platforms: String
    }

    static func needsEngine(_ invocation: DockerInvocation) -> Bool { false }

    static func run(_ context: CommandContext) async throws -> Int32 {
        let platform = ImagePlatform.host.description
        let version = "workshop-\(context.host.version)"
        let rows = [
            Row(name: "default*", driver: Builder.driver, status: "", version: "", platforms: ""),
            Row(
                name: #" \_ default"#, driver: #" \_ default"#, status: "running", version: version,
                platforms: platform),
        ]
        let format = FormatContext(format: context.flags.string("format"))
        context.output.write(try format.render(format.format.isTable ? rows : Array(rows.prefix(1)), layout))
        return 0
    }

    private static let layout = TableLayout<Row>(
        typeName: "*commands.lsContext",
        table: #"table {{.Name}}\t{{.DriverEndpoint}}\t{{.Status}}\t{{.Buildkit}}\t{{.Platforms}}"#,
        columns: [
            .text("Name", "NAME/NODE") { $0.name }, .text("DriverEndpoint", "DRIVER/ENDPOINT") { $0.driver },
            .text("Status", "STATUS") { $0.status }, .text("Buildkit", "BUILDKIT") { $0.version },
            .text("Platforms", "PLATFORMS") { $0.platforms },
        ])
}

/// `docker buildx inspect`
enum BuilderInspectAction: DockerCommandAction {
    static func needsEngine(_ invocation: DockerInvocation) -> Bool { false }

    static func run(_ context: CommandContext) async throws -> Int32 {
        try Builder.check(context.arguments.first ?? context.flags.given("builder") ?? Builder.name)
        for (title, value) in [
            ("Name:", Builder.name), ("Driver:", Builder.driver), ("", ""), ("Nodes:", ""), ("Name:", Builder.name),
            ("Endpoint:", "default"), ("Status:", "running"),
            ("BuildKit version:", "workshop-\(context.host.version)"),
            ("Platforms:", ImagePlatform.host.description),
        ] {
            let room = String(repeating: " ", count: max(1, 18 - title.count))
            context.output.line(value.isEmpty ? title : title + room + value)
        }
        return 0
    }
}

/// `docker buildx create`, `use` and `rm`: the one builder is there, used, and stays.
enum BuilderChoiceAction: DockerCommandAction {
    static func needsEngine(_ invocation: DockerInvocation) -> Bool { false }

    static func run(_ context: CommandContext) async throws -> Int32 {
        switch context.invocation.command.path.last {
        case "create":
            context.error.line("There is one builder, default, which all builds use; no other was made.")
            context.output.line(Builder.name)
        case "use": try Builder.check(context.arguments[0])
        case "rm":
            for name in context.arguments.isEmpty ? [Builder.name] : context.arguments {
                try Builder.check(name)
                throw CommandFailure(
                    "ERROR: the builder default cannot be removed",
                    help: "Remove what builds have kept with: docker builder prune")
            }
        default: break
        }
        return 0
    }
}

/// `docker buildx version` and `docker buildx stop`
enum BuilderVersionAction: DockerCommandAction {
    static func needsEngine(_ invocation: DockerInvocation) -> Bool { false }

    static func run(_ context: CommandContext) async throws -> Int32 {
        if context.invocation.command.path.last == "stop" {
            try Builder.check(context.arguments.first ?? Builder.name)
            context.error.line("The builder is no process of its own: there is nothing to stop.")
        } else {
            context.output.line("workshop/buildx \(context.host.version)")
        }
        return 0
    }
}

/// `docker buildx du`
enum BuilderUsageAction: DockerCommandAction {
    struct Row: Sendable {
        var id: String
        var part: StoreUsage.Part
    }

    static func run(_ context: CommandContext) async throws -> Int32 {
        let flags = context.flags
        guard !Filters.areGiven(flags) else {
            throw CommandFailure("docker: what builds keep is shown by its kinds, which cannot be filtered")
        }
        let usage = try await context.engine.systemUsage().store
        let rows = [
            Row(id: "results of steps", part: usage.buildCache), Row(id: "cache mounts", part: usage.cacheMounts),
        ].filter { $0.part.count > 0 }
        let format = FormatContext(format: flags.given("format"))
        context.output.write(try format.render(rows, layout))
        if format.format.source.isEmpty || format.format.isTable {
            let reclaimable = rows.reduce(0) { $0 + $1.part.reclaimable }
            let total = rows.reduce(0) { $0 + $1.part.bytes }
            context.output.line("Reclaimable:\t\(HumanSize.decimal(reclaimable))")
            context.output.line("Total:\t\t\(HumanSize.decimal(total))")
        }
        return 0
    }

    private static let layout = TableLayout<Row>(
        typeName: "*commands.duContext", table: #"table {{.ID}}\t{{.Reclaimable}}\t{{.Size}}\t{{.UsageCount}}"#,
        columns: [
            .text("ID", "ID") { $0.id }, .text("Reclaimable", "RECLAIMABLE") { HumanSize.decimal($0.part.reclaimable) },
            .text("Size", "SIZE") { HumanSize.decimal($0.part.bytes) },
            .text("UsageCount", "ENTRIES") { String($0.part.count) },
        ])
}
