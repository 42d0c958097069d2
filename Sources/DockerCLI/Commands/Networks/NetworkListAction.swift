import DockerFormat
import EngineInterface
import GoTemplate

/// `docker network ls`
enum NetworkListAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let flags = context.flags
        let filters = try Filters(
            flags, accepted: ["dangling", "driver", "id", "label", "label!", "name", "scope", "type"])
        let isDangling = try filters.choice("dangling")
        for type in filters["type"] where type != "custom" && type != "builtin" {
            throw CommandFailure(
                "Error response from daemon: invalid filter: 'type'='\(type)'",
                help: "Write type=custom or type=builtin.")
        }
        let format = FormatContext(
            format: flags.given("format"), quiet: flags.bool("quiet"), noTrunc: flags.bool("no-trunc"))
        let engine = try context.engine
        var rows: [NetworkRecord] = []
        for network in try await engine.networks() {
            guard filters.matches("driver", exactly: network.driver), filters.matches("scope", exactly: "local"),
                filters.matches("name", patternIn: network.name), filters.matches("id", patternIn: network.id),
                filters.matches("type", exactly: network.isPredefined ? "builtin" : "custom"),
                filters.matchesLabels(network.labels)
            else { continue }
            if let isDangling {
                let isUnused =
                    network.isPredefined ? false : try await engine.network(network.id).containers.isEmpty
                guard isUnused == isDangling else { continue }
            }
            rows.append(network)
        }
        rows.sort { NaturalOrder.precedes($0.name, $1.name) }
        context.output.write(try format.render(rows, layout))
        return 0
    }

    static let layout = TableLayout<NetworkRecord>(
        typeName: "*network.networkContext", table: #"table {{.ID}}\t{{.Name}}\t{{.Driver}}\t{{.Scope}}"#,
        raw: #"network_id: {{.ID}}\nname: {{.Name}}\ndriver: {{.Driver}}\nscope: {{.Scope}}\n"#,
        rawQuiet: "network_id: {{.ID}}",
        columns: [
            .text("ID", "NETWORK ID") { $1.id($0.id) },
            .text("Name", "NAME") { $0.name },
            .text("Driver", "DRIVER") { $0.driver },
            .text("Scope", "SCOPE") { _ in "local" },
            .text("IPv4", "IPV4") { String(!$0.subnet.isEmpty) },
            .text("IPv6", "IPV6") { _ in "false" },
            .text("Internal", "INTERNAL") { String($0.isInternal) },
            .text("Labels", "LABELS") { $0.labels.listed },
            .text("CreatedAt", "CREATED AT") { GoTime(nanoseconds: $0.created).goDescription },
        ], methods: [.init("Label") { $0.labels[$1] ?? "" }])
}
