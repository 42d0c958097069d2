/// What a container may use. `nil` means no limit of that kind.
///
/// Limits are kept by cgroups where this host allows it and by the container's supervisor otherwise,
/// so they hold for an ordinary user too.
public struct ResourceLimits: Sendable, Hashable {
    /// Wall time in seconds, after which the container is killed.
    public var seconds: Double?
    /// Resident memory of all processes together, in bytes.
    public var memoryBytes: Int64?
    /// How many processes and threads may exist at once.
    public var processes: Int?
    /// How many bytes the container may write to its own file system.
    public var diskBytes: Int64?
    /// How many bytes of output are kept. Older output is dropped and marked as truncated.
    public var outputBytes: Int?

    public init(
        seconds: Double? = nil, memoryBytes: Int64? = nil, processes: Int? = nil, diskBytes: Int64? = nil,
        outputBytes: Int? = nil
    ) {
        self.seconds = seconds
        self.memoryBytes = memoryBytes
        self.processes = processes
        self.diskBytes = diskBytes
        self.outputBytes = outputBytes
    }

    /// For a `RUN` step: compilers need room.
    public static let buildStep = ResourceLimits(
        seconds: 600, memoryBytes: 4 << 30, processes: 2048, diskBytes: 8 << 30, outputBytes: 4 << 20)
    /// For a learner's service under test.
    public static let container = ResourceLimits(
        seconds: 300, memoryBytes: 1 << 30, processes: 512, diskBytes: 2 << 30, outputBytes: 1 << 20)
}

/// Which limit ended a container.
public enum ExceededLimit: String, Sendable, Codable {
    case time, memory, processes, disk
}

/// What a container can reach.
public enum NetworkMode: Sendable, Hashable {
    /// Only itself, over loopback.
    case none
    /// The session's private network: the session's other containers and the listeners that the session opened.
    case session
    /// Names and hosts outside, by way of a user-mode network; nothing on the host's loopback.
    case outbound
    /// The host's own network, as `RUN --network=host` asks for.
    case host
}
