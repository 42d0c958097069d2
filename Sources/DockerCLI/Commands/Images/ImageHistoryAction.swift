import DockerFormat
import EngineInterface
import GoTemplate
import OCI

/// `docker image history`
enum ImageHistoryAction: DockerCommandAction {
    /// One step of an image.
    struct Row: Sendable {
        /// `<missing>` for all but the last step.
        var id: String
        var entry: HistoryEntry
        /// Bytes.
        var size: Int64
        /// Nanoseconds since 1970.
        var now: Int64
    }

    static func run(_ context: CommandContext) async throws -> Int32 {
        try await PlatformOption.check(context)
        let flags = context.flags
        let isHuman = flags.bool("human")
        var format = FormatContext(
            format: flags.given("format"), quiet: flags.bool("quiet"), noTrunc: flags.bool("no-trunc"))
        format.style.isHuman = isHuman
        let image = try await context.engine.storedImage(context.arguments[0])
        let now = context.now()
        let rows = image.history.reversed().enumerated().map { index, step in
            Row(id: index == 0 ? image.id : "<missing>", entry: step.entry, size: step.size, now: now)
        }
        context.output.write(try format.render(rows, layout(isHuman: isHuman)))
        return 0
    }

    static func layout(isHuman: Bool) -> TableLayout<Row> {
        TableLayout(
            typeName: "*image.historyContext",
            table: #"table {{.ID}}\t{{."# + (isHuman ? "CreatedSince" : "CreatedAt")
                + #"}}\t{{.CreatedBy}}\t{{.Size}}\t{{.Comment}}"#,
            columns: [
                .text("ID", "IMAGE") { $1.id($0.id) },
                .text("CreatedSince", "CREATED") { row, style in
                    guard style.isHuman else { return row.created.rfc3339Local }
                    return row.isDated ? ago(row.created.nanoseconds ?? 0, now: row.now) : "N/A"
                },
                .text("CreatedAt", "CREATED AT") { $0.created.rfc3339Local },
                .text("CreatedBy", "CREATED BY") { row, style in
                    style.text(row.entry.createdBy.replacing("\t", with: " "), width: 45)
                },
                .text("Size", "SIZE") { row, style in
                    style.isHuman ? HumanSize.decimal(row.size, digits: 3) : String(row.size)
                },
                .text("Comment", "COMMENT") { $0.entry.comment ?? "" },
            ])
    }
}

extension ImageHistoryAction.Row {
    fileprivate var created: GoTime { GoTime(seconds: entry.created?.seconds ?? 0) }

    /// Whether the step has a time that somebody meant: reproducible builds write 1970.
    fileprivate var isDated: Bool { (entry.created?.seconds ?? 0) > 946_684_800 }
}
