import DockerFormat
import EngineInterface
import GoTemplate

/// `docker volume ls`
enum VolumeListAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let flags = context.flags
        let filters = try Filters(flags, accepted: ["dangling", "driver", "label", "label!", "name"])
        let isDangling = try filters.choice("dangling")
        let format = FormatContext(format: flags.given("format"), quiet: flags.bool("quiet"))
        let rows = try await context.engine.volumes(withSizes: false).filter { row in
            (isDangling.map { $0 == row.users.isEmpty } ?? true)
                && filters.matches("driver", exactly: row.volume.driver)
                && filters.matches("name", patternIn: row.volume.name) && filters.matchesLabels(row.volume.labels)
        }.sorted { NaturalOrder.precedes($0.volume.name, $1.volume.name) }
        context.output.write(try format.render(rows, layout))
        return 0
    }

    /// What a list of volumes can show; links and sizes are for those who asked the engine for sizes.
    static let layout = TableLayout<VolumeSummary>(
        typeName: "*formatter.volumeContext", table: #"table {{.Driver}}\t{{.Name}}"#, quiet: "{{.Name}}",
        raw: #"name: {{.Name}}\ndriver: {{.Driver}}\n"#, rawQuiet: "name: {{.Name}}",
        columns: [
            .text("Name", "VOLUME NAME") { $0.volume.name },
            .text("Driver", "DRIVER") { $0.volume.driver },
            .text("Scope", "SCOPE") { _ in "local" },
            .text("Mountpoint", "MOUNTPOINT") { $0.volume.path },
            .text("Labels", "LABELS") { $0.volume.labels.listed },
            .text("Links", "LINKS") { $0.bytes == nil ? "N/A" : String($0.users.count) },
            .text("Size", "SIZE") { $0.bytes.map { HumanSize.decimal($0) } ?? "N/A" },
            .text("Group", "GROUP") { _ in "N/A" },
            .text("Availability", "AVAILABILITY") { _ in "N/A" },
            .text("Status", "STATUS") { _ in "N/A" },
        ], methods: [.init("Label") { $0.volume.labels[$1] ?? "" }])
}

extension [String: String] {
    /// Labels in one line: `a=1,b=2`, sorted.
    var listed: String { map { "\($0.key)=\($0.value)" }.sorted().joined(separator: ",") }
}
