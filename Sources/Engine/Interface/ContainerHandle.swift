/// A container of a session.
public protocol ContainerHandle: Sendable {
    /// The container's identifier: 64 hexadecimal digits.
    var id: String { get }
    /// The name that it was created with.
    var name: String { get }
    /// The image that it was made from.
    var image: ImageDetails { get }

    /// Starts the container's process, or starts it again after it ended.
    ///
    /// - Throws: ``EngineError`` with kind `commandNotFound`, `commandNotExecutable`, `invalidUser`, `mount`, … when
    ///   the process cannot be started as asked.
    func start() async throws
    /// Waits until the process ends.
    func wait() async throws -> ContainerExit
    /// The state of this moment.
    func state() async throws -> ContainerState
    /// What the process wrote so far since the container was created.
    func logs() async throws -> ContainerLogs
    /// Runs another command in the running container and waits for it.
    func exec(_ request: ExecRequest) async throws -> ExecResult
    /// The processes that run in the container.
    func processes() async throws -> [ContainerProcess]
    /// Sends a signal to the container's first process. `signal` is a number.
    func kill(signal: Int32) async throws
    /// Sends `signal` (or the image's `STOPSIGNAL`, or SIGTERM), waits, and kills after `graceSeconds`.
    func stop(signal: Int32?, graceSeconds: Double) async throws -> StopReport
    /// Removes the container, killing it first if it runs. With `volumes`, its anonymous volumes go, too.
    func remove(volumes: Bool) async throws
    /// The volumes that the container mounts, by their path in the container.
    func mountedVolumes() async throws -> [String: VolumeDetails]
    /// The host ports that forward to the container, by container port.
    func publishedPorts() async throws -> [Int: Int]
    /// A socket connected to the container's address on the session's network, as another machine would connect.
    ///
    /// With `loopback`, the connection is made inside the container to 127.0.0.1 instead.
    /// The caller owns the descriptor. Throws ``EngineError`` of kind `connectionRefused` when nobody listens.
    func connect(port: Int, loopback: Bool) async throws -> Int32
    /// The TCP and UDP ports on which a process in the container listens.
    func listeningPorts() async throws -> [ListeningPort]
    /// What is left of the container: processes, mounts, cgroups, folders. Empty after a complete removal.
    func remains() async -> [String]
}

public enum ContainerState: Sendable, Equatable {
    case created
    case running
    case exited(ContainerExit)
    case removed
}

/// How a container's process ended.
public struct ContainerExit: Sendable, Equatable {
    /// The exit status; 128 plus the signal's number when a signal ended it.
    public var status: Int32
    /// The signal that ended it.
    public var signal: Int32?
    /// The limit that it exceeded, if that is why it was killed.
    public var exceeded: ExceededLimit?
    /// How long it ran, in seconds.
    public var seconds: Double

    public init(status: Int32, signal: Int32? = nil, exceeded: ExceededLimit? = nil, seconds: Double) {
        self.status = status
        self.signal = signal
        self.exceeded = exceeded
        self.seconds = seconds
    }
}

/// How stopping a container went.
public struct StopReport: Sendable, Equatable {
    public var exit: ContainerExit
    /// From the signal to the end of the process, in seconds.
    public var seconds: Double
    /// Whether it had to be killed because it did not react in time.
    public var wasKilled: Bool

    public init(exit: ContainerExit, seconds: Double, wasKilled: Bool) {
        self.exit = exit
        self.seconds = seconds
        self.wasKilled = wasKilled
    }
}

/// What a container wrote.
public struct ContainerLogs: Sendable, Equatable {
    public var standardOutput: [UInt8]
    public var standardError: [UInt8]
    /// Whether the output exceeded its limit and the oldest part is gone.
    public var isTruncated: Bool

    public init(standardOutput: [UInt8], standardError: [UInt8], isTruncated: Bool) {
        self.standardOutput = standardOutput
        self.standardError = standardError
        self.isTruncated = isTruncated
    }
}

/// A command to run in a running container.
public struct ExecRequest: Sendable {
    public var command: [String]
    public var environment: [String: String]
    /// As `USER` takes it; `nil` is the container's own user.
    public var user: String?
    public var workingDirectory: String?
    public var standardInput: [UInt8]?
    public var seconds: Double
    public var outputBytes: Int

    public init(
        command: [String], environment: [String: String] = [:], user: String? = nil,
        workingDirectory: String? = nil, standardInput: [UInt8]? = nil, seconds: Double = 30, outputBytes: Int = 1 << 20
    ) {
        self.command = command
        self.environment = environment
        self.user = user
        self.workingDirectory = workingDirectory
        self.standardInput = standardInput
        self.seconds = seconds
        self.outputBytes = outputBytes
    }
}

public struct ExecResult: Sendable {
    /// 127 when the command does not exist, 126 when it cannot be executed, 128+n after a signal.
    public var status: Int32
    public var output: ContainerLogs
    /// Whether the time limit ended it.
    public var timedOut: Bool
    public var seconds: Double

    public init(status: Int32, output: ContainerLogs, timedOut: Bool, seconds: Double) {
        self.status = status
        self.output = output
        self.timedOut = timedOut
        self.seconds = seconds
    }
}

/// A process in a container, as the kernel describes it.
public struct ContainerProcess: Sendable, Equatable {
    /// The process id in the container.
    public var pid: Int32
    /// The parent's process id in the container.
    public var parent: Int32
    /// Real user and group, as the container sees them.
    public var user: UInt32
    public var group: UInt32
    /// The effective user, which differs from ``user`` in a setuid program.
    public var effectiveUser: UInt32
    /// The command line.
    public var command: [String]
    /// The effective capabilities as a bit set (`CapEff` in /proc).
    public var effectiveCapabilities: UInt64

    public init(
        pid: Int32, parent: Int32, user: UInt32, group: UInt32, effectiveUser: UInt32, command: [String],
        effectiveCapabilities: UInt64
    ) {
        self.pid = pid
        self.parent = parent
        self.user = user
        self.group = group
        self.effectiveUser = effectiveUser
        self.command = command
        self.effectiveCapabilities = effectiveCapabilities
    }
}

/// A port on which somebody in the container listens.
public struct ListeningPort: Sendable, Hashable {
    public var port: Int
    public var isUDP: Bool
    /// The address as text: `0.0.0.0`, `::`, `127.0.0.1`, …
    public var address: String
    /// Whether only the container itself can reach it.
    public var isLoopbackOnly: Bool

    public init(port: Int, isUDP: Bool, address: String, isLoopbackOnly: Bool) {
        self.port = port
        self.isUDP = isUDP
        self.address = address
        self.isLoopbackOnly = isLoopbackOnly
    }
}
