import DockerFormat
import EngineInterface
import GoTemplate

/// `docker system df`
enum SystemUsageAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let flags = context.flags
        let usage = UsageSummary(try await context.engine.systemUsage())
        let source = flags.string("format")
        guard flags.bool("verbose") else {
            context.output.write(try FormatContext(format: source).render(usage.rows, layout))
            return 0
        }
        let details = UsageDetails(usage, now: context.now())
        guard source.isEmpty || source == "table" else {
            context.output.line(try details.text(format: source))
            return 0
        }
        context.output.write(try details.tables())
        return 0
    }

    private static let layout = TableLayout<UsageSummary.Row>(
        typeName: "*formatter.diskUsageContext",
        table: #"table {{.Type}}\t{{.TotalCount}}\t{{.Active}}\t{{.Size}}\t{{.Reclaimable}}"#,
        raw: #"type: {{.Type}}\ntotal: {{.TotalCount}}\nactive: {{.Active}}\nsize: {{.Size}}\n"#
            + #"reclaimable: {{.Reclaimable}}\n"#,
        columns: [
            .text("Type", "TYPE") { $0.type }, .text("TotalCount", "TOTAL") { String($0.count) },
            .text("Active", "ACTIVE") { String($0.active) }, .text("Size", "SIZE") { HumanSize.decimal($0.bytes) },
            .text("Reclaimable", "RECLAIMABLE") { $0.reclaimableText },
        ])
}
