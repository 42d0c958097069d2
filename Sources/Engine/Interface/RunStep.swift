/// The command of one `RUN`, and everything that it sees.
public struct RunStep: Sendable {
    /// The overlay's read-only folders, topmost first.
    public var lowers: [String]
    /// The folder that takes what the command changes.
    public var upper: String
    /// The overlay's work folder, beside ``upper``.
    public var work: String
    /// The command; the shell of a shell form is in it already.
    public var arguments: [String]
    /// `NAME=value`, with a `PATH`. May hold secrets: never write it anywhere.
    public var environment: [String]
    /// An absolute path in the image.
    public var workingDirectory: String
    /// As `USER` has it; empty is root.
    public var user: String
    /// What the command can reach.
    public var network: NetworkMode
    /// In the order of the instruction; later ones may lie within earlier ones.
    public var mounts: [RunMount]
    /// What the command may use, all of its processes together.
    public var limits: ResourceLimits
    /// The name that the command sees as its machine's.
    public var hostName: String
    /// Additional names for /etc/hosts, and their addresses; `host-gateway` stands for this machine's.
    public var hosts: [String: String] = [:]
    /// Limits of setrlimit(2) for each process.
    public var resourceLimits: [ResourceLimit] = []
    /// The size of /dev/shm; `nil` is 64 MiB.
    public var sharedMemoryBytes: Int64?
    /// What the command reads and writes; `nil` gives it no input and hands its output on line by line.
    public var streams: StepStreams?

    public init(
        lowers: [String], upper: String, work: String, arguments: [String], environment: [String],
        workingDirectory: String, user: String, network: NetworkMode, mounts: [RunMount] = [],
        limits: ResourceLimits = .buildStep, hostName: String = "buildstep"
    ) {
        self.lowers = lowers
        self.upper = upper
        self.work = work
        self.arguments = arguments
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.user = user
        self.network = network
        self.mounts = mounts
        self.limits = limits
        self.hostName = hostName
    }
}

/// Something that is mounted while a `RUN` step's command runs. Targets are absolute paths in the image.
public enum RunMount: Sendable, Hashable {
    /// A folder, file or socket of this process's mount namespace: of the context, of another stage, a cache.
    case bind(source: String, target: String, isReadOnly: Bool)
    /// Memory, gone with the step. `bytes` limits its size.
    case tmpfs(target: String, bytes: Int64?)

    /// Where it is mounted: an absolute path in the image.
    public var target: String {
        switch self {
        case .bind(_, let target, _), .tmpfs(let target, _): target
        }
    }
}

/// Open descriptors of this process that a command uses as its own.
public struct StepStreams: Sendable, Hashable {
    public var input: Int32
    public var output: Int32
    public var error: Int32
    /// The three are one terminal, and the command gets a terminal of its own behind it.
    public var isTerminal: Bool

    public init(input: Int32 = 0, output: Int32 = 1, error: Int32 = 2, isTerminal: Bool) {
        self.input = input
        self.output = output
        self.error = error
        self.isTerminal = isTerminal
    }
}
