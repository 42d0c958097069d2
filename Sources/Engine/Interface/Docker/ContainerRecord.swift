import OCI

/// A container of the store, which no command owns: everything that `docker inspect` shows.
public struct ContainerRecord: Sendable, Equatable {
    /// 64 hexadecimal digits.
    public var id: String
    /// Without a slash.
    public var name: String
    /// Nanoseconds since 1970.
    public var created: Int64
    /// The identifier of its image: `sha256:…`.
    public var imageID: String
    /// As it takes effect, the image's configuration included.
    public var configuration: ContainerConfiguration
    public var host: HostConfiguration
    public var mounts: [MountPoint]
    public var status: ContainerStatus
    /// By the order in which they were joined.
    public var endpoints: [NetworkEndpoint]
    /// Commands that run in it beside its first process.
    public var execs: [String]
    /// Where its files are in the store, for those who look: logs, resolv.conf, hosts, hostname.
    public var folder: String

    public init(
        id: String, name: String, created: Int64, imageID: String, configuration: ContainerConfiguration,
        host: HostConfiguration, mounts: [MountPoint], status: ContainerStatus, endpoints: [NetworkEndpoint],
        execs: [String] = [], folder: String
    ) {
        self.id = id
        self.name = name
        self.created = created
        self.imageID = imageID
        self.configuration = configuration
        self.host = host
        self.mounts = mounts
        self.status = status
        self.endpoints = endpoints
        self.execs = execs
        self.folder = folder
    }

    /// The program with its arguments.
    public var arguments: [String] { (configuration.entrypoint ?? []) + (configuration.command ?? []) }
}

/// Something that is mounted in a container.
public struct MountPoint: Codable, Sendable, Equatable {
    public var kind: MountRequest.Kind
    /// The volume's name.
    public var name: String?
    /// A path on the host; the volume's folder.
    public var source: String
    public var destination: String
    /// `local` for volumes.
    public var driver: String
    /// Options as `-v` takes them: `ro`, `z`, ….
    public var mode: String
    public var isReadOnly: Bool
    public var propagation: String
    /// Whether the volume was made for this container and goes with `rm -v`.
    public var isAnonymous: Bool
    /// Options for the file system of a tmpfs mount: `size=…`, `mode=…`.
    public var options: [String]

    public init(
        kind: MountRequest.Kind, name: String? = nil, source: String, destination: String, driver: String = "",
        mode: String = "", isReadOnly: Bool = false, propagation: String = "", isAnonymous: Bool = false,
        options: [String] = []
    ) {
        self.kind = kind
        self.name = name
        self.source = source
        self.destination = destination
        self.driver = driver
        self.mode = mode
        self.isReadOnly = isReadOnly
        self.propagation = propagation
        self.isAnonymous = isAnonymous
        self.options = options
    }
}

/// How a container is at this moment: Docker's `State`.
public struct ContainerStatus: Codable, Sendable, Equatable {
    public enum Phase: String, Codable, Sendable {
        case created, running, paused, restarting, removing, exited, dead
    }
    public var phase: Phase
    /// The first process, as the host sees it; 0 when there is none.
    public var process: Int32 = 0
    public var exitCode: Int32 = 0
    /// Why it could not be started.
    public var error = ""
    public var wasKilledForMemory = false
    /// Nanoseconds since 1970; 0 for never.
    public var started: Int64 = 0
    public var finished: Int64 = 0
    public var restartCount = 0
    /// Whether somebody stopped it, so that no restart policy starts it again.
    public var wasStopped = false
    public var health: ContainerHealth?
    /// The processes that keep it, as the host sees them; 0 when there are none.
    public var supervisor: Int32 = 0
    public var holder: Int32 = 0
    /// Where its ports are reached while it runs; exposed ones, too.
    public var ports: [PublishedEndpoint] = []

    public init(_ phase: Phase) { self.phase = phase }

    /// Whether its first process exists.
    public var isRunning: Bool { phase == .running || phase == .paused }
}

/// What a container's health check found.
public struct ContainerHealth: Codable, Sendable, Equatable {
    public enum Status: String, Codable, Sendable { case none, starting, healthy, unhealthy }
    public var status: Status
    public var failingStreak = 0
    /// The newest five, oldest first.
    public var log: [Probe] = []

    public struct Probe: Codable, Sendable, Equatable {
        /// Nanoseconds since 1970.
        public var start: Int64
        public var end: Int64
        public var exitCode: Int32
        /// At most 4,096 bytes.
        public var output: String

        public init(start: Int64, end: Int64, exitCode: Int32, output: String) {
            self.start = start
            self.end = end
            self.exitCode = exitCode
            self.output = output
        }
    }

    public init(_ status: Status) { self.status = status }
}

/// What a list of containers shows of one.
public struct ContainerSummary: Sendable, Equatable {
    public var id: String
    public var name: String
    /// The image as it was asked for; its identifier when the name stands for another one now.
    public var image: String
    public var imageID: String
    /// The program with its arguments.
    public var command: String
    /// Nanoseconds since 1970.
    public var created: Int64
    public var status: ContainerStatus
    public var ports: [PublishedEndpoint]
    public var labels: [String: String]
    public var mounts: [MountPoint]
    /// Names of networks.
    public var networks: [String]
    /// Bytes of its own layer, and with the image's; only when they were asked for.
    public var sizes: (own: Int64, total: Int64)?

    public init(
        id: String, name: String, image: String, imageID: String, command: String, created: Int64,
        status: ContainerStatus, ports: [PublishedEndpoint], labels: [String: String], mounts: [MountPoint],
        networks: [String], sizes: (own: Int64, total: Int64)? = nil
    ) {
        self.id = id
        self.name = name
        self.image = image
        self.imageID = imageID
        self.command = command
        self.created = created
        self.status = status
        self.ports = ports
        self.labels = labels
        self.mounts = mounts
        self.networks = networks
        self.sizes = sizes
    }

    public static func == (first: ContainerSummary, second: ContainerSummary) -> Bool { first.id == second.id }
}

/// A port of a running container, and where it is reached.
public struct PublishedEndpoint: Codable, Sendable, Hashable {
    public var containerPort: Int
    public var transport: PortBinding.Transport
    /// `nil` for a port that is exposed only.
    public var hostAddress: String?
    public var hostPort: Int?

    public init(
        containerPort: Int, transport: PortBinding.Transport, hostAddress: String? = nil, hostPort: Int? = nil
    ) {
        self.containerPort = containerPort
        self.transport = transport
        self.hostAddress = hostAddress
        self.hostPort = hostPort
    }
}
