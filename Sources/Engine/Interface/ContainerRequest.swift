/// A container to create.
public struct ContainerRequest: Sendable {
    /// The image to run: an identifier or a name.
    public var image: String
    /// The container's name within its session, also its host name.
    public var name: String
    /// Replaces the image's `ENTRYPOINT`. An empty list resets it.
    public var entrypoint: [String]?
    /// Replaces the image's `CMD`.
    public var command: [String]?
    /// Variables added to the image's, or replacing them.
    public var environment: [String: String]
    /// Replaces the image's `USER`.
    public var user: String?
    /// Replaces the image's `WORKDIR`.
    public var workingDirectory: String?
    public var mounts: [ContainerMount]
    /// Container ports to publish on a free port of the host's loopback address.
    public var publishedPorts: [PublishedPort]
    public var network: NetworkMode
    /// Additional names for /etc/hosts.
    public var hosts: [String: String]
    /// What the process reads on standard input, then end-of-file. `nil` connects /dev/null.
    public var standardInput: [UInt8]?
    public var limits: ResourceLimits
    /// Whether the container can write only to what is mounted.
    public var isRootReadOnly = false

    public init(
        image: String, name: String, entrypoint: [String]? = nil, command: [String]? = nil,
        environment: [String: String] = [:], user: String? = nil, workingDirectory: String? = nil,
        mounts: [ContainerMount] = [], publishedPorts: [PublishedPort] = [], network: NetworkMode = .session,
        hosts: [String: String] = [:], standardInput: [UInt8]? = nil, limits: ResourceLimits = .container
    ) {
        self.image = image
        self.name = name
        self.entrypoint = entrypoint
        self.command = command
        self.environment = environment
        self.user = user
        self.workingDirectory = workingDirectory
        self.mounts = mounts
        self.publishedPorts = publishedPorts
        self.network = network
        self.hosts = hosts
        self.standardInput = standardInput
        self.limits = limits
    }
}

/// Something mounted into a container.
public struct ContainerMount: Sendable, Hashable {
    public enum Source: Sendable, Hashable {
        /// A folder or file of the host. An absolute path.
        case bind(String)
        /// A named volume; it is created when it does not exist.
        case volume(String)
        /// A new volume with a name of its own, removed with the container.
        case anonymousVolume
        /// Memory, gone with the container.
        case tmpfs
    }
    public var source: Source
    /// An absolute path in the container.
    public var target: String
    public var isReadOnly: Bool

    public init(source: Source, target: String, isReadOnly: Bool = false) {
        self.source = source
        self.target = target
        self.isReadOnly = isReadOnly
    }
}

/// A container port that the host's loopback address forwards to.
public struct PublishedPort: Sendable, Hashable {
    /// The port in the container.
    public var container: Int
    /// The port on the host; 0 takes a free one.
    public var host: Int

    public init(container: Int, host: Int = 0) {
        self.container = container
        self.host = host
    }
}
