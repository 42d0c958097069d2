import DockerFormat
import EngineInterface

/// `docker container prune`
enum ContainerPruneAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let filters = try Filters(context.flags, accepted: ["label", "label!", "until"])
        let until = try UntilFilter(filters, now: context.now())
        if !context.flags.bool("force") {
            guard
                try await context.confirm(
                    "WARNING! This will remove all stopped containers.\nAre you sure you want to continue?")
            else { return 0 }
        }
        let (ids, bytes) = try await context.engine.pruneContainers { container in
            filters.matchesLabels(container.labels) && until.accepts(container.created)
        }
        context.output.write(PruneOutcome(title: "Deleted Containers:", lines: ids).text)
        context.output.line("Total reclaimed space: \(HumanSize.decimal(bytes))")
        return 0
    }
}
