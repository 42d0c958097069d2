import ArgumentParser
import Building
import EngineInterface
import FoundationEssentials
import Presentation

/// `workshop system`
struct SystemCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "system", abstract: "See what the image store takes on the disk, and give some of it back.",
        discussion: """
            Examples:
              workshop system df
              workshop system prune --filter until=24h
            """,
        subcommands: [SystemUsageCommand.self, PruneCommand.self])
}

/// `workshop system df`
struct SystemUsageCommand: WaitingCommand, NeedsNamespaces {
    static let configuration = CommandConfiguration(
        commandName: "df", abstract: "Show what takes how much of the disk.",
        discussion: """
            Sizes are blocks really used; files that several images share are counted once.

            Examples:
              workshop system df
              workshop system df --json
            """)

    @Flag(help: "Print a report for programs (see docs/cli.md).")
    var json = false

    func run() async throws {
        let usage = try EngineSeam.store().usage()
        guard json else {
            Terminal.print(UsageView(style: Terminal.style).text(Self.rows(usage)))
            return
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        Terminal.print(bytes: Array(try encoder.encode(Report(usage))) + [0x0a])
    }

    private static func rows(_ usage: StoreUsage) -> [UsageRow] {
        let parts = [
            ("images", usage.images), ("build cache", usage.buildCache), ("cache mounts", usage.cacheMounts),
            ("builds under way", usage.drafts), ("volumes", usage.volumes),
        ]
        return parts.map {
            UsageRow(title: $0.0, count: $0.1.count, bytes: $0.1.bytes, freeable: $0.1.reclaimable)
        } + [UsageRow(title: "records and downloads", count: 1, bytes: usage.other, freeable: 0)]
    }

    private struct Report: Encodable {
        struct Part: Encodable {
            var count: Int
            var active: Int
            var bytes: Int64
            var reclaimable: Int64

            init(_ part: StoreUsage.Part) {
                count = part.count
                active = part.active
                bytes = part.bytes
                reclaimable = part.reclaimable
            }
        }
        var version = 1
        var images: Part
        var buildCache: Part
        var cacheMounts: Part
        var drafts: Part
        var volumes: Part
        var other: Int64

        init(_ usage: StoreUsage) {
            images = Part(usage.images)
            buildCache = Part(usage.buildCache)
            cacheMounts = Part(usage.cacheMounts)
            drafts = Part(usage.drafts)
            volumes = Part(usage.volumes)
            other = usage.other
        }
    }
}

/// `workshop prune`, `workshop system prune`
struct PruneCommand: WaitingCommand, NeedsNamespaces {
    static let configuration = CommandConfiguration(
        commandName: "prune", abstract: "Remove cached steps and images that nothing needs.",
        discussion: """
            Images with a name always stay, with all that they need; rm takes a name away. What builds that are under way \
            use stays, too.

            Examples:
              workshop prune --dry-run
              workshop prune --filter until=24h
              workshop prune --keep-storage 2g
            """)

    @Option(help: ArgumentHelp("Only what was not used since: until=24h, until=7d.", valueName: "filter"))
    var filter: [String] = []

    @Option(
        name: .customLong("keep-storage"),
        help: ArgumentHelp("How much of the cache may stay; the longest unused goes first.", valueName: "size"))
    var keepStorage: String?

    @Flag(name: .shortAndLong, help: "Also forget steps whose files an image keeps: the next build runs every step.")
    var all = false

    @Flag(name: .customLong("dry-run"), help: "Only say what would be removed and freed.")
    var dryRun = false

    @Flag(name: .shortAndLong, help: ArgumentHelp("Nothing is asked anyway.", visibility: .hidden))
    var force = false

    func run() async throws {
        var request = PruneRequest(all: all)
        let now = Date().timeIntervalSince1970
        for text in filter {
            let moment = try PruneFilter.until(text, now: now)
            request.unusedSince = min(request.unusedSince ?? moment, moment)
        }
        if let keepStorage {
            guard let bytes = ByteSize.parse(keepStorage) else {
                throw UsageError("--keep-storage \(keepStorage) is no size. Write one such as 2g.")
            }
            request.keepBytes = bytes
        }
        let engine = try EngineSeam.store()
        let report = try dryRun ? engine.prunePreview(request) : engine.prune(request)
        var parts: [String] = []
        if report.images > 0 { parts.append(Self.count(report.images, "image")) }
        if report.steps > 0 { parts.append(Self.count(report.steps, "cached step")) }
        if report.cacheMounts > 0 { parts.append(Self.count(report.cacheMounts, "cache mount")) }
        let what = parts.isEmpty ? "" : ": \(parts.joined(separator: ", "))"
        Terminal.print("\(dryRun ? "Would free" : "Freed") \(ByteCount.text(report.bytes))\(what).")
    }

    private static func count(_ number: Int, _ name: String) -> String { "\(number) \(name)\(number == 1 ? "" : "s")" }
}
