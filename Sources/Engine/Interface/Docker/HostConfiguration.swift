/// How a container is connected with its host: Docker's `HostConfig`.
public struct HostConfiguration: Codable, Sendable, Equatable {
    /// As `-v` takes them, with absolute sources: `/host:/container:ro`, `volume:/path`.
    public var binds: [String] = []
    /// As `--mount` describes them.
    public var mounts: [MountRequest] = []
    /// Path and options: `["/run": "size=64m"]`.
    public var temporaryFileSystems: [String: String] = [:]
    /// `CONTAINER[:ro|rw]`.
    public var volumesFrom: [String] = []
    /// `default`, `bridge`, `host`, `none`, `container:ID`, or the name or identifier of a network.
    public var networkMode = "default"
    /// The networks to join beside what `networkMode` says, or details of that one.
    public var endpoints: [EndpointRequest] = []
    public var portBindings: [PortBinding] = []
    public var publishesAllPorts = false
    public var restartPolicy = RestartPolicy()
    public var removesItself = false
    /// `NET_ADMIN` or `ALL`, without `CAP_`.
    public var addedCapabilities: [String] = []
    public var droppedCapabilities: [String] = []
    public var isPrivileged = false
    /// `no-new-privileges`, `seccomp=unconfined`, `seccomp=PATH`, `label=disable`, ….
    public var securityOptions: [String] = []
    public var hasReadOnlyRoot = false
    /// Whether a small init is process 1.
    public var runsInit = false
    public var dnsServers: [String] = []
    public var dnsSearch: [String] = []
    public var dnsOptions: [String] = []
    /// `NAME:ADDRESS`; the address may be `host-gateway`.
    public var extraHosts: [String] = []
    public var addedGroups: [String] = []
    public var limits: [ResourceLimit] = []
    /// The size of /dev/shm in bytes; 0 is 64 MiB.
    public var sharedMemoryBytes: Int64 = 0
    public var resources = ContainerResources()
    /// `HOST[:CONTAINER[:rwm]]`.
    public var devices: [String] = []
    public var sysctls: [String: String] = [:]
    /// `json-file`, `local` or `none`; they differ in name only, but for `none`, which keeps nothing.
    public var logDriver = "json-file"
    /// `max-size`, `max-file`, ….
    public var logOptions: [String: String] = [:]
    /// Empty, `host`, or `keep-id[:uid=N,gid=N]`.
    public var userNamespace = ""
    /// Empty, `private`, `host`, `shareable`, `none`, `container:ID`.
    public var ipcMode = ""
    public var pidMode = ""
    public var utsMode = ""
    /// Where the command wrote the identifier.
    public var containerIDFile = ""

    public init() {}
}

/// What a container may use; 0 means no limit. `docker update` changes these.
public struct ContainerResources: Codable, Sendable, Equatable {
    public var memoryBytes: Int64 = 0
    /// Memory and swap together; -1 is no limit.
    public var memorySwapBytes: Int64 = 0
    public var memoryReservationBytes: Int64 = 0
    /// Billionths of a CPU: 1.5 CPUs are 1,500,000,000.
    public var nanoCPUs: Int64 = 0
    public var cpuShares: Int64 = 0
    public var cpuPeriod: Int64 = 0
    public var cpuQuota: Int64 = 0
    public var cpusetCPUs = ""
    public var cpusetMemoryNodes = ""
    /// `nil` and numbers below 1 mean no limit.
    public var processes: Int64?
    public var blockIOWeight: UInt16 = 0
    public var disablesOutOfMemoryKiller = false
    public var outOfMemoryScore = 0

    public init() {}
}

/// A mount as `--mount` describes it.
public struct MountRequest: Codable, Sendable, Equatable {
    public enum Kind: String, Codable, Sendable { case bind, volume, tmpfs }
    public var kind: Kind
    /// A host path, a volume's name, or nothing for an anonymous volume.
    public var source = ""
    public var target: String
    public var isReadOnly = false
    /// `rprivate`, `rshared`, …; empty is `rprivate`.
    public var propagation = ""
    public var isNotRecursive = false
    /// Whether a missing source of a bind mount is made as a folder.
    public var createsSource = false
    /// Whether an empty volume stays empty.
    public var skipsCopy = false
    public var volumeDriver = ""
    public var volumeLabels: [String: String] = [:]
    public var volumeOptions: [String: String] = [:]
    /// A folder within the volume.
    public var volumeSubpath = ""
    public var temporarySizeBytes: Int64 = 0
    /// Permission bits of the root of a tmpfs; `nil` is 0o1777.
    public var temporaryMode: UInt32?

    public init(_ kind: Kind, source: String = "", target: String) {
        self.kind = kind
        self.source = source
        self.target = target
    }
}

/// A container's port that is reached through one of the host.
public struct PortBinding: Codable, Sendable, Hashable {
    public enum Transport: String, Codable, Sendable { case tcp, udp, sctp }
    public var containerPort: Int
    public var transport: Transport
    /// Empty means every address.
    public var hostAddress: String
    /// 0 takes a free one.
    public var hostPort: Int

    public init(containerPort: Int, transport: Transport = .tcp, hostAddress: String = "", hostPort: Int = 0) {
        self.containerPort = containerPort
        self.transport = transport
        self.hostAddress = hostAddress
        self.hostPort = hostPort
    }
}

/// When a container that ended is started again.
public struct RestartPolicy: Codable, Sendable, Equatable {
    public enum Kind: String, Codable, Sendable {
        case no
        case onFailure = "on-failure"
        case always
        case unlessStopped = "unless-stopped"
    }
    public var kind: Kind
    /// For `onFailure`: 0 is without end.
    public var maximumRetries: Int

    public init(_ kind: Kind = .no, maximumRetries: Int = 0) {
        self.kind = kind
        self.maximumRetries = maximumRetries
    }
}

/// How a container is to be connected with one network.
public struct EndpointRequest: Codable, Sendable, Equatable {
    /// A name or identifier.
    public var network: String
    public var aliases: [String] = []
    /// Empty takes a free one.
    public var address = ""
    public var hardwareAddress = ""
    /// `CONTAINER:ALIAS`.
    public var links: [String] = []

    public init(network: String) { self.network = network }
}
