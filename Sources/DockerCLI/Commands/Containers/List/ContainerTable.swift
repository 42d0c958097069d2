import DockerFormat
import EngineInterface
import GoTemplate
import OCI

/// How `docker ps` shows containers.
enum ContainerTable {
    struct Row: Sendable {
        var container: ContainerSummary
        var now: GoTime
    }

    private static let table =
        #"table {{.ID}}\t{{.Image}}\t{{.Command}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}\t{{.Names}}"#

    /// The columns; with sizes, the usual table has them.
    static func layout(withSizes: Bool) -> TableLayout<Row> {
        let raw = """
            container_id: {{.ID}}
            image: {{.Image}}
            command: {{.Command}}
            created_at: {{.CreatedAt}}
            state: {{- pad .State 1 0}}
            status: {{- pad .Status 1 0}}
            names: {{.Names}}
            labels: {{- pad .Labels 1 0}}
            ports: {{- pad .Ports 1 0}}

            """
        return TableLayout(
            typeName: "*formatter.ContainerContext", table: withSizes ? table + #"\t{{.Size}}"# : table,
            raw: withSizes ? raw + "size: {{.Size}}\n" : raw, rawQuiet: "container_id: {{.ID}}", quietWins: true,
            columns: columns,
            methods: [.init("Label") { row, key in row.container.labels[key] ?? "" }])
    }

    private static let columns: [TableLayout<Row>.Column] = [
        .text("ID", "CONTAINER ID") { row, style in style.id(row.container.id) },
        .text("Names", "NAMES") { $0.container.name },
        .text("Image", "IMAGE") { row, style in style.truncates ? shortImage(row.container) : row.container.image },
        .text("Command", "COMMAND") { row, style in GoQuote.quote(style.text(row.container.command, width: 20)) },
        .text("CreatedAt", "CREATED AT") { row in
            let created = GoTime(nanoseconds: wholeSecond(row.container.created))
            return created.goDescription(in: created.localZone)
        },
        .text("RunningFor", "CREATED") { row in
            let created = GoTime(nanoseconds: wholeSecond(row.container.created))
            return humanDuration(row.now.elapsed(since: created)) + " ago"
        },
        .text("Ports", "PORTS") { portList($0.container.ports.compactMap(PortSummary.init)) },
        .text("State", "STATE") { $0.container.status.phase.rawValue },
        .text("Status", "STATUS") { row in ContainerStatusText(row.container.status).text(now: row.now) },
        .text("Size", "SIZE") { size($0.container) },
        .text("Labels", "LABELS") { row in
            row.container.labels.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: ",")
        },
        .text("Mounts", "MOUNTS") { row, style in
            row.container.mounts.map { style.text($0.name ?? $0.source, width: 15) }.joined(separator: ",")
        },
        .text("LocalVolumes", "LOCAL VOLUMES") { row in String(row.container.mounts.count { $0.driver == "local" }) },
        .text("Networks", "NETWORKS") { $0.container.networks.joined(separator: ",") },
        .value("Platform", "PLATFORM") { _, _ in .typedNull(.named("*formatter.Platform")) },
    ]

    /// The API tells when a container was made in whole seconds.
    private static func wholeSecond(_ time: Int64) -> Int64 { time / 1_000_000_000 * 1_000_000_000 }

    /// The image's name without a digest, or twelve digits of its identifier.
    private static func shortImage(_ container: ContainerSummary) -> String {
        guard !container.image.isEmpty else { return "<no image>" }
        if shortID(container.imageID) == shortID(container.image) { return shortID(container.image) }
        guard let digest = container.image.firstIndex(of: "@"), (try? Reference(container.image)) != nil else {
            return container.image
        }
        return String(container.image[..<digest])
    }

    private static func size(_ container: ContainerSummary) -> String {
        guard let sizes = container.sizes else { return HumanSize.decimal(0, digits: 3) }
        let own = HumanSize.decimal(sizes.own, digits: 3)
        return sizes.total > 0 ? "\(own) (virtual \(HumanSize.decimal(sizes.total, digits: 3)))" : own
    }
}

extension ContainerStatusText {
    /// A container's state in words.
    init(_ status: ContainerStatus) {
        func time(_ nanoseconds: Int64) -> GoTime { GoTime.orZero(nanoseconds: nanoseconds) }
        self =
            switch status.phase {
            case .created: .created
            case .running:
                .running(
                    since: time(status.started),
                    health: status.health.flatMap { $0.status == .none ? nil : $0.status.rawValue })
            case .paused: .paused(since: time(status.started))
            case .restarting: .restarting(exitCode: status.exitCode, since: time(status.finished))
            case .removing: .removing
            case .dead: .dead
            case .exited: .exited(exitCode: status.exitCode, at: time(status.finished))
            }
    }
}

extension PortSummary {
    /// A port as lists show it; `nil` for a number that is none.
    init?(_ port: PublishedEndpoint) {
        guard let inside = UInt16(exactly: port.containerPort) else { return nil }
        guard let outside = port.hostPort.flatMap({ UInt16(exactly: $0) }) else {
            self.init(containerPort: inside, transport: port.transport.rawValue)
            return
        }
        self.init(
            address: port.hostAddress?.nonEmpty ?? "0.0.0.0", hostPort: outside, containerPort: inside,
            transport: port.transport.rawValue)
    }
}
