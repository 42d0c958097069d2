import DockerFormat
import EngineInterface

/// `docker stats`
enum StatsAction: DockerCommandAction {
    /// Between the two looks that a share of processor time needs.
    private static let firstInterval = Duration.milliseconds(500)
    private static let interval = Duration.seconds(1)

    static func run(_ context: CommandContext) async throws -> Int32 {
        let flags = context.flags
        let engine = try context.engine
        let format = FormatContext(format: flags.given("format"), noTrunc: flags.bool("no-trunc"))
        var watch = StatsWatch(engine: engine, names: context.arguments, all: flags.bool("all"))
        // Whoever was named has to be there at the beginning.
        let missing = try await context.forEach(context.arguments) { name in
            _ = try await engine.container(name)
            return nil
        }
        guard missing == 0 else { return missing }
        try await watch.look()
        if watch.mustWait { try await Task.sleep(for: firstInterval) }
        let isStream = !flags.bool("no-stream")
        while true {
            try await watch.look()
            let text = try format.render(watch.rows, StatsTable.layout)
            context.output.write(isStream && context.output.isTerminal ? redrawn(text) : text)
            guard isStream, !watch.isOver else { return 0 }
            try await Task.sleep(for: interval)
        }
    }

    /// A text over what stood on the terminal before, without a moment in which nothing is there.
    private static func redrawn(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return "\u{1b}[H" + lines.map { $0 + "\u{1b}[K" }.joined(separator: "\n") + "\u{1b}[J"
    }
}

/// Looks at what containers use, again and again.
struct StatsWatch {
    private let engine: any DockerEngine
    private let names: [String]
    private let all: Bool
    private var last: [String: ContainerUsage] = [:]
    private(set) var rows: [StatsTable.Row] = []
    /// Whether a second look is needed to know shares of processor time.
    private(set) var mustWait = false

    /// - Parameters:
    ///   - names: containers; none means all that run.
    ///   - all: also those that do not run.
    init(engine: any DockerEngine, names: [String], all: Bool) {
        (self.engine, self.names, self.all) = (engine, names, all)
    }

    /// Whether nothing is left to be watched.
    var isOver: Bool { !names.isEmpty && rows.isEmpty }

    /// Looks once.
    mutating func look() async throws {
        let engine = engine
        let wanted = try await containers()
        // Each container's figures come from files of its own, so all are read at once.
        let usages = try await withThrowingTaskGroup(of: (Int, ContainerUsage?).self) { group in
            for (index, container) in wanted.enumerated() {
                group.addTask {
                    do {
                        return (index, try await engine.usage(of: container.id))
                    } catch let failure as EngineError
                        where failure.kind == .noSuchContainer || failure.kind == .notRunning
                    {
                        return (index, nil)
                    }
                }
            }
            var found: [Int: ContainerUsage] = [:]
            for try await (index, usage) in group { found[index] = usage }
            return found
        }
        var now: [String: ContainerUsage] = [:]
        rows = wanted.enumerated().map { index, container in
            guard let usage = usages[index] else {
                return StatsTable.Row(
                    asked: container.asked, id: container.id, name: container.name, figures: StatsTable.Figures())
            }
            now[container.id] = usage
            let figures = StatsTable.Figures(from: last[container.id] ?? usage, to: usage)
            return StatsTable.Row(asked: container.asked, id: container.id, name: container.name, figures: figures)
        }
        last = now
        mustWait = !now.isEmpty
    }

    private func containers() async throws -> [(asked: String, id: String, name: String)] {
        guard names.isEmpty else {
            var found: [(asked: String, id: String, name: String)] = []
            for name in names {
                do {
                    let record = try await engine.container(name)
                    found.append((name, record.id, record.name))
                } catch let failure as EngineError where failure.kind == .noSuchContainer { continue }
            }
            return found
        }
        return try await engine.containers(withSizes: false).filter { all || $0.status.isRunning }
            .map { ($0.id, $0.id, $0.name) }
    }
}
