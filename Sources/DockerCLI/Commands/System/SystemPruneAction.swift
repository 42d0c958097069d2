import DockerFormat
import EngineInterface

/// `docker system prune`
enum SystemPruneAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let flags = context.flags
        let (all, volumes) = (flags.bool("all"), flags.bool("volumes"))
        let filters = try Filters(flags, accepted: ["label", "label!", "until"])
        guard !volumes || !filters.contains("until") else {
            throw CommandFailure(
                "ERROR: The \"until\" filter is not supported with \"--volumes\"",
                help: "Remove volumes by themselves: docker volume prune")
        }
        let until = try UntilFilter(filters, now: context.now())
        if !flags.bool("force") {
            guard try await context.confirm(question(all: all, volumes: volumes, filters)) else { return 0 }
        }
        let engine = try context.engine
        var total: Int64 = 0
        func tell(_ outcome: PruneOutcome) {
            context.output.write(outcome.text)
            total += outcome.bytes
        }
        let (ids, bytes) = try await engine.pruneContainers { container in
            filters.matchesLabels(container.labels) && until.accepts(container.created)
        }
        tell(PruneOutcome(title: "Deleted Containers:", lines: ids, bytes: bytes))
        tell(try await NetworkPruneAction.prune(engine, filters, until))
        if volumes { tell(try await VolumePruneAction.prune(engine, all: false, filters)) }
        tell(try await ImagePruneAction.prune(engine, all: all, filters, until))
        // What builds keep has no labels: where labels are asked for, nothing of it is meant.
        if filters["label"].isEmpty {
            let request = PruneRequest(unusedSince: until.limit.map { Double($0) / 1e9 }, all: all)
            tell(BuildCachePruneAction.outcome(of: try await engine.pruneBuildCache(request)))
        }
        context.output.line("Total reclaimed space: \(HumanSize.decimal(total))")
        return 0
    }

    /// What will go, as a list, and the question.
    static func question(all: Bool, volumes: Bool, _ filters: Filters) -> String {
        var things = ["all stopped containers", "all networks not used by at least one container"]
        if volumes { things.append("all anonymous volumes not used by at least one container") }
        things.append(all ? "all images without at least one container associated to them" : "all dangling images")
        things.append(all ? "all build cache" : "unused build cache")
        func list(_ lines: [String]) -> String { lines.map { "  - \($0)\n" }.joined() }
        var text = "WARNING! This will remove:\n" + list(things)
        let conditions = filters.names.flatMap { name in filters[name].map { "\(name)=\($0)" } }
        if !conditions.isEmpty {
            text +=
                "\n  Items to be pruned will be filtered with:\n"
                + list(conditions.sorted(by: NaturalOrder.precedes))
        }
        return text + "\nAre you sure you want to continue?"
    }
}
