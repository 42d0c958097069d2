import DockerFormat
import EngineInterface

/// `docker logs`
enum LogsAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let flags = context.flags
        let engine = try context.engine
        let record = try await engine.container(context.arguments[0])
        var request = LogRequest()
        request.follows = flags.bool("follow")
        request.since = try time("since", context)
        request.until = try time("until", context)
        // All that is no number means everything, as in Docker.
        if let count = Int(flags.string("tail")), count >= 0 { request.tail = count }
        var printer = LogPrinter(
            showsTimes: flags.bool("timestamps"), details: flags.bool("details") ? LogPrinter.details(of: record) : nil,
            hasTerminal: record.configuration.hasTerminal)
        for try await entry in try await engine.logs(of: record.id, request) {
            let (stream, bytes) = printer.text(entry)
            try await (stream == .error ? context.error : context.output).pass(bytes)
        }
        try Task.checkCancellation()
        return 0
    }

    private static func time(_ name: String, _ context: CommandContext) throws -> Int64? {
        let text = context.flags.string(name)
        guard !text.isEmpty else { return nil }
        do throws(TimeBound.ParseError) {
            return try TimeBound.parse(text, now: GoTime(nanoseconds: context.now()))
        } catch {
            throw CommandFailure(
                "invalid value for \"\(name)\": \(error)",
                help: "A time is like 10m (that long ago) or 2026-01-31T12:00:00.")
        }
    }
}

/// Writes log entries as `docker logs` shows them.
struct LogPrinter {
    let showsTimes: Bool
    /// What `--details` puts before each line; `nil` without it.
    let details: String?
    let hasTerminal: Bool
    /// Streams in the middle of a line.
    private var unfinished: Set<StandardStream> = []

    init(showsTimes: Bool, details: String?, hasTerminal: Bool) {
        (self.showsTimes, self.details, self.hasTerminal) = (showsTimes, details, hasTerminal)
    }

    /// The labels and variables that the log's options `labels` and `env` name: `team=blue,tier=front`.
    static func details(of record: ContainerRecord) -> String {
        func names(_ option: String) -> [String] {
            (record.host.logOptions[option] ?? "").split(separator: ",").map(String.init)
        }
        var found: [String: String] = [:]
        for name in names("labels") { found[name] = record.configuration.labels[name] }
        for name in names("env") {
            let entry = record.configuration.environment.last { $0.hasPrefix(name + "=") }
            if let entry { found[name] = String(entry.dropFirst(name.count + 1)) }
        }
        return found.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: ",")
    }

    /// The bytes of an entry, with what precedes a line, and where they go.
    mutating func text(_ entry: LogEntry) -> (StandardStream, [UInt8]) {
        let stream: StandardStream = hasTerminal ? .output : entry.stream
        var bytes: [UInt8] = []
        if !unfinished.contains(entry.stream) {
            if showsTimes { bytes += Array((GoTime(nanoseconds: entry.time).rfc3339Fixed + " ").utf8) }
            if let details { bytes += Array((details + " ").utf8) }
        }
        bytes += entry.bytes
        if entry.bytes.last == UInt8(ascii: "\n") {
            unfinished.remove(entry.stream)
        } else {
            unfinished.insert(entry.stream)
        }
        return (stream, bytes)
    }
}
