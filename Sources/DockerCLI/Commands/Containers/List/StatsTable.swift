import DockerFormat
import EngineInterface

/// How `docker stats` shows what containers use.
enum StatsTable {
    struct Row: Sendable {
        /// As it was asked for: the argument, or the identifier.
        var asked: String
        var id: String
        var name: String
        /// `nil` while nothing is known.
        var figures: Figures?
    }

    /// What a container used between two moments.
    struct Figures: Sendable, Equatable {
        var processorPercent = 0.0
        var memory: Int64 = 0
        var memoryLimit: Int64 = 0
        var received: Int64 = 0
        var sent: Int64 = 0
        var blockRead: Int64 = 0
        var blockWritten: Int64 = 0
        var processes = 0

        /// Nothing at all, as for a container that does not run.
        init() {}

        init(from first: ContainerUsage, to last: ContainerUsage) {
            let own = Double(last.cpu - first.cpu)
            let all = Double(last.systemCPU - first.systemCPU)
            if own > 0, all > 0 { processorPercent = own / all * Double(last.processors) * 100 }
            (memory, memoryLimit) = (last.memoryBytes, last.memoryLimitBytes)
            (received, sent) = (last.networkReceivedBytes, last.networkSentBytes)
            (blockRead, blockWritten) = (last.blockReadBytes, last.blockWrittenBytes)
            processes = last.processes
        }

        var memoryPercent: Double { memoryLimit == 0 ? 0 : Double(memory) / Double(memoryLimit) * 100 }
    }

    static let layout = TableLayout<Row>(
        typeName: "*container.statsContext",
        table:
            #"table {{.ID}}\t{{.Name}}\t{{.CPUPerc}}\t{{.MemUsage}}\t{{.MemPerc}}\t{{.NetIO}}\t{{.BlockIO}}\t{{.PIDs}}"#,
        columns: [
            .text("Container", "CONTAINER") { $0.asked },
            .text("ID", "CONTAINER ID") { row, style in style.id(row.id) },
            .text("Name", "NAME") { $0.name.isEmpty ? "--" : $0.name },
            .text("CPUPerc", "CPU %") { $0.figures.map { percent($0.processorPercent) } ?? "--" },
            .text("MemUsage", "MEM USAGE / LIMIT") { row in
                row.figures.map { "\(HumanSize.binary($0.memory)) / \(HumanSize.binary($0.memoryLimit))" } ?? "-- / --"
            },
            .text("MemPerc", "MEM %") { $0.figures.map { percent($0.memoryPercent) } ?? "--" },
            .text("NetIO", "NET I/O") { row in row.figures.map { pair($0.received, $0.sent) } ?? "--" },
            .text("BlockIO", "BLOCK I/O") { row in row.figures.map { pair($0.blockRead, $0.blockWritten) } ?? "--" },
            .text("PIDs", "PIDS") { row in row.figures.map { String($0.processes) } ?? "--" },
        ])

    private static func pair(_ first: Int64, _ second: Int64) -> String {
        "\(HumanSize.decimal(first, digits: 3)) / \(HumanSize.decimal(second, digits: 3))"
    }

    /// With two places after the point.
    static func percent(_ value: Double) -> String {
        let hundredths = (value * 100).rounded()
        guard hundredths.isFinite, abs(hundredths) < 1e15 else { return "\(value)%" }
        let number = Int64(hundredths)
        let places = String(abs(number) % 100)
        return "\(number < 0 ? "-" : "")\(abs(number) / 100).\(places.count < 2 ? "0" : "")\(places)%"
    }
}
