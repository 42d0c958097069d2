import DockerFormat
import EngineInterface

/// `docker network prune`
enum NetworkPruneAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let filters = try Filters(context.flags, accepted: ["label", "label!", "until"])
        let until = try UntilFilter(filters, now: context.now())
        if !context.flags.bool("force") {
            let question =
                "WARNING! This will remove all custom networks not used by at least one container.\n"
                + "Are you sure you want to continue?"
            guard try await context.confirm(question) else { return 0 }
        }
        context.output.write(try await prune(context.engine, filters, until).text)
        return 0
    }

    /// Removes networks, and says which.
    static func prune(
        _ engine: any DockerEngine, _ filters: Filters, _ until: UntilFilter
    ) async throws -> PruneOutcome {
        let names = try await engine.pruneNetworks { network in
            filters.matchesLabels(network.labels) && until.accepts(network.created)
        }
        return PruneOutcome(title: "Deleted Networks:", lines: names)
    }
}
