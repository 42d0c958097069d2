/// The streams of a container or of a command in one.
public enum StandardStream: UInt8, Sendable, Codable {
    case input = 0
    case output = 1
    case error = 2
}

/// A connection with the standard streams of a container, or of a command that runs in one.
///
/// With a terminal everything comes as `output`.
public protocol StreamAttachment: Sendable {
    /// The next piece of output; `nil` when the process has ended and everything was read, or after ``close()``.
    func read() async throws -> (stream: StandardStream, bytes: [UInt8])?
    /// Writes to standard input; waits while the process does not read.
    func write(_ bytes: [UInt8]) async throws
    /// Lets the process see the end of its standard input.
    func closeInput() async throws
    /// Tells the terminal its size in cells.
    func resize(rows: Int, columns: Int) async throws
    /// Sends a signal to the process.
    func signal(_ number: Int32) async throws
    /// The exit status, when the process has ended.
    func exitStatus() async throws -> Int32
    /// Lets go of the streams; the process goes on.
    func close() async
}

/// Which streams to attach to.
public struct AttachRequest: Sendable, Equatable {
    public var input = false
    public var output = true
    public var error = true
    /// Whether what was written before comes first.
    public var includesLogs = false
    /// The size of the terminal in front, for a container that is started with one.
    public var terminalSize: TerminalCells?

    public init() {}
}

/// The size of a terminal in cells.
public struct TerminalCells: Sendable, Equatable {
    public var rows: Int
    public var columns: Int

    public init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
    }
}

/// A command to run in a running container.
public struct ContainerExec: Sendable, Equatable {
    public var command: [String]
    /// `NAME=value`.
    public var environment: [String] = []
    public var user: String?
    public var workingDirectory: String?
    public var hasTerminal = false
    /// The terminal's size at the start.
    public var terminalSize: TerminalCells?
    public var isPrivileged = false
    public var input = false
    public var output = true
    public var error = true
    /// Whether it runs on without anybody attached.
    public var isDetached = false

    public init(command: [String]) { self.command = command }
}

/// Which part of a log to read.
public struct LogRequest: Sendable, Equatable {
    public var output = true
    public var error = true
    /// Nanoseconds since 1970.
    public var since: Int64?
    public var until: Int64?
    /// Only that many lines from the end; `nil` is all.
    public var tail: Int?
    public var follows = false

    public init() {}
}

/// A piece of a container's log: a line with its end, or a part of a long or unfinished one.
public struct LogEntry: Sendable, Equatable {
    public var stream: StandardStream
    /// Nanoseconds since 1970.
    public var time: Int64
    public var bytes: [UInt8]

    public init(stream: StandardStream, time: Int64, bytes: [UInt8]) {
        self.stream = stream
        self.time = time
        self.bytes = bytes
    }
}

/// What a container has used up to a moment.
public struct ContainerUsage: Sendable, Equatable {
    /// Nanoseconds since 1970.
    public var time: Int64
    /// CPU time of all processes, in nanoseconds.
    public var cpu: Int64
    /// CPU time of the whole machine, in nanoseconds, all processors together.
    public var systemCPU: Int64
    public var processors: Int
    public var memoryBytes: Int64
    /// The limit, or the machine's memory.
    public var memoryLimitBytes: Int64
    public var networkReceivedBytes: Int64
    public var networkSentBytes: Int64
    public var blockReadBytes: Int64
    public var blockWrittenBytes: Int64
    public var processes: Int

    public init(
        time: Int64, cpu: Int64, systemCPU: Int64, processors: Int, memoryBytes: Int64, memoryLimitBytes: Int64,
        networkReceivedBytes: Int64, networkSentBytes: Int64, blockReadBytes: Int64, blockWrittenBytes: Int64,
        processes: Int
    ) {
        self.time = time
        self.cpu = cpu
        self.systemCPU = systemCPU
        self.processors = processors
        self.memoryBytes = memoryBytes
        self.memoryLimitBytes = memoryLimitBytes
        self.networkReceivedBytes = networkReceivedBytes
        self.networkSentBytes = networkSentBytes
        self.blockReadBytes = blockReadBytes
        self.blockWrittenBytes = blockWrittenBytes
        self.processes = processes
    }
}

/// A file that a container has added, changed or deleted in its own layer.
public struct FileChange: Sendable, Equatable {
    public enum Kind: String, Sendable { case changed = "C", added = "A", deleted = "D" }
    public var kind: Kind
    /// Absolute.
    public var path: String

    public init(kind: Kind, path: String) {
        self.kind = kind
        self.path = path
    }
}
