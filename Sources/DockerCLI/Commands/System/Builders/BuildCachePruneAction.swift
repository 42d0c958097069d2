import DockerFormat
import EngineInterface

/// `docker builder prune` and `docker buildx prune`
enum BuildCachePruneAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let flags = context.flags
        let isBuildx = context.invocation.command.path.first == "buildx"
        let request = try request(context, isBuildx: isBuildx)
        if !flags.bool("force") {
            let kind = request.all ? "all build cache" : "all dangling build cache"
            guard
                try await context.confirm(
                    "WARNING! This will remove \(kind). Are you sure you want to continue?")
            else { return 0 }
        }
        let outcome = outcome(of: try await context.engine.pruneBuildCache(request))
        context.output.write(outcome.text)
        let size = HumanSize.decimal(outcome.bytes)
        context.output.line(isBuildx ? "Total:\t\(size)" : "Total reclaimed space: \(size)")
        return 0
    }

    static func outcome(of report: PruneReport) -> PruneOutcome {
        func count(_ number: Int, _ one: String, _ many: String) -> [String] {
            number == 0 ? [] : ["\(number) \(number == 1 ? one : many)"]
        }
        let lines =
            count(report.steps, "result of a step", "results of steps")
            + count(report.cacheMounts, "cache mount", "cache mounts")
            + count(report.images, "image without a name", "images without a name")
        return PruneOutcome(title: "Deleted build cache objects:", lines: lines, bytes: report.bytes)
    }

    private static func request(_ context: CommandContext, isBuildx: Bool) throws -> PruneRequest {
        let flags = context.flags
        let filters = try Filters(flags, accepted: ["id", "inuse", "shared", "type", "unused-for", "until"])
        for name in ["id", "inuse", "shared", "type"] where filters.contains(name) {
            throw CommandFailure(
                "docker: what builds keep cannot be filtered by \(name)", help: "Filter by age: --filter until=24h")
        }
        // Both say the same: what was not used for so long.
        var ages = Filters()
        for value in filters["until"] + filters["unused-for"] { ages.add("until", value) }
        let limit = try UntilFilter(ages, now: context.now()).limit
        var keep: Int64?
        for name in isBuildx ? ["keep-storage", "reserved-space", "max-used-space"] : ["keep-storage"]
        where flags.isSet(name) {
            keep = max(keep ?? 0, flags.bytes(name))
        }
        if flags.isSet("min-free-space") {
            throw CommandFailure(
                "docker: --min-free-space is not there", help: "Say how much may stay: --max-used-space 2gb")
        }
        return PruneRequest(
            unusedSince: limit.map { Double($0) / 1e9 }, keepBytes: keep, all: flags.bool("all"))
    }
}
