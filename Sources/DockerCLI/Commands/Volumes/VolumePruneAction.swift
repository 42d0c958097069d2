import DockerFormat
import EngineInterface

/// `docker volume prune`
enum VolumePruneAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let flags = context.flags
        let filters = try Filters(flags, accepted: ["all", "label", "label!"])
        guard !flags.bool("all") || !filters.contains("all") else {
            throw CommandFailure("conflicting options: cannot specify both --all and --filter all=1")
        }
        let all = try filters.choice("all") ?? flags.bool("all")
        if !flags.bool("force") {
            let kind = all ? "all" : "anonymous"
            let question =
                "WARNING! This will remove \(kind) local volumes not used by at least one container.\n"
                + "Are you sure you want to continue?"
            guard try await context.confirm(question) else { return 0 }
        }
        let report = try await prune(context.engine, all: all, filters)
        context.output.write(report.text)
        context.output.line("Total reclaimed space: \(HumanSize.decimal(report.bytes))")
        return 0
    }

    /// Removes volumes, and says which.
    static func prune(_ engine: any DockerEngine, all: Bool, _ filters: Filters) async throws -> PruneOutcome {
        let (names, bytes) = try await engine.pruneVolumes(all: all) { filters.matchesLabels($0.labels) }
        return PruneOutcome(title: "Deleted Volumes:", lines: names, bytes: names.isEmpty ? 0 : bytes)
    }
}
