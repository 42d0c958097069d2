import DockerFormat
import EngineInterface

/// `docker image prune`
enum ImagePruneAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let flags = context.flags
        let filters = try Filters(flags, accepted: ["dangling", "label", "label!", "until"])
        let until = try UntilFilter(filters, now: context.now())
        let isDangling = try filters.choice("dangling")
        let all = isDangling.map { !$0 } ?? flags.bool("all")
        if !flags.bool("force") {
            let kind =
                all ? "all images without at least one container associated to them" : "all dangling images"
            guard
                try await context.confirm(
                    "WARNING! This will remove \(kind).\nAre you sure you want to continue?")
            else { return 0 }
        }
        let outcome = try await prune(context.engine, all: all, filters, until)
        context.output.write(outcome.text)
        context.output.line("Total reclaimed space: \(HumanSize.decimal(outcome.bytes))")
        return 0
    }

    /// Removes images, and says which.
    static func prune(
        _ engine: any DockerEngine, all: Bool, _ filters: Filters, _ until: UntilFilter
    ) async throws -> PruneOutcome {
        let (removals, bytes) = try await engine.pruneImages(all: all) { image in
            filters.matchesLabels(image.config.labels) && until.accepts(image.created?.nanosecondsSince1970 ?? 0)
        }
        let lines = removals.map { removal in
            switch removal {
            case .untagged(let name): "untagged: \(name)"
            case .deleted(let id): "deleted: \(id)"
            }
        }
        return PruneOutcome(title: "Deleted Images:", lines: lines, bytes: bytes)
    }
}
