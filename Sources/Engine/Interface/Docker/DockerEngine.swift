import OCI

/// What the docker-compatible command line needs of an engine.
///
/// A reference to a container is its identifier, a unique beginning of it, or its name (a slash before it is allowed).
/// Methods throw ``EngineError``; where people search the web for Docker's words, its message has them
/// (`No such container: x`).
public protocol DockerEngine: Sendable {
    // MARK: Containers

    /// Creates a container without starting it. An image that is missing is assembled when the offline catalogue knows
    /// it. Returns the identifier, and sentences about what will not be as asked.
    func createContainer(
        name: String?, _ configuration: ContainerConfiguration, host: HostConfiguration,
        events: @escaping BuildEventHandler
    ) async throws -> (id: String, warnings: [String])
    /// Every container, newest first.
    func containers(withSizes: Bool) async throws -> [ContainerSummary]
    /// One container. Throws ``EngineError`` of kind `noSuchContainer`.
    func container(_ reference: String) async throws -> ContainerRecord
    /// Starts a container; one that runs is left as it is. With `attaching`, its streams are connected before its
    /// first process runs.
    func startContainer(_ reference: String, attaching: AttachRequest?) async throws -> (any StreamAttachment)?
    /// Connects with the streams of a running container.
    func attach(to reference: String, _ request: AttachRequest) async throws -> any StreamAttachment
    /// Stops it: the stop signal (or `signal`), then SIGKILL after `seconds`; `nil` takes the container's own values.
    func stopContainer(_ reference: String, signal: String?, seconds: Int?) async throws
    func restartContainer(_ reference: String, signal: String?, seconds: Int?) async throws
    /// `signal` by name or number.
    func killContainer(_ reference: String, signal: String) async throws
    func pauseContainer(_ reference: String) async throws
    func unpauseContainer(_ reference: String) async throws
    func removeContainer(_ reference: String, force: Bool, volumes: Bool, link: Bool) async throws
    func renameContainer(_ reference: String, to name: String) async throws
    /// Waits until it does not run, and returns the exit status.
    func waitForContainer(_ reference: String, until condition: WaitCondition) async throws -> Int32
    /// Changes limits or the restart policy; `nil` leaves them. Returns warnings.
    func updateContainer(
        _ reference: String, resources: ContainerResources?, restartPolicy: RestartPolicy?
    ) async throws -> [String]
    /// Runs a command in a running container; `nil` for a detached one.
    func exec(in reference: String, _ request: ContainerExec) async throws -> (any StreamAttachment)?
    func logs(of reference: String, _ request: LogRequest) async throws -> AsyncThrowingStream<LogEntry, any Error>
    /// What `ps` says of the container's processes: titles and rows.
    func processes(of reference: String, psArguments: [String]) async throws -> (titles: [String], rows: [[String]])
    /// `nil` for a container that does not run.
    func usage(of reference: String) async throws -> ContainerUsage?
    func changes(of reference: String) async throws -> [FileChange]
    func copy(
        from reference: String, path: String, to destination: CopyEnd, followsLinks: Bool, keepsOwners: Bool
    ) async throws
    func copy(
        from source: CopyEnd, to reference: String, path: String, followsLinks: Bool, keepsOwners: Bool
    ) async throws
    /// Returns the new image's identifier.
    func commitContainer(_ reference: String, _ request: CommitRequest) async throws -> String
    /// Writes the container's files as a tar archive.
    func exportContainer(_ reference: String, to descriptor: Int32) async throws
    /// Removes containers that do not run and that `filter` accepts. Returns identifiers and the bytes given back.
    func pruneContainers(_ filter: @Sendable (ContainerSummary) -> Bool) async throws -> (ids: [String], bytes: Int64)

    // MARK: Volumes

    func createVolume(_ request: VolumeRequest) async throws -> VolumeRecord
    /// Sorted by name.
    func volumes(withSizes: Bool) async throws -> [VolumeSummary]
    func volume(_ name: String) async throws -> VolumeSummary
    func removeVolume(_ name: String, force: Bool) async throws
    /// Removes volumes that no container uses: anonymous ones, or `all`.
    func pruneVolumes(
        all: Bool, _ filter: @Sendable (VolumeRecord) -> Bool
    ) async throws -> (names: [String], bytes: Int64)

    // MARK: Networks

    func createNetwork(_ request: NetworkRequest) async throws -> NetworkRecord
    /// Sorted by name.
    func networks() async throws -> [NetworkRecord]
    func network(_ reference: String) async throws -> NetworkDetails
    func removeNetwork(_ reference: String, force: Bool) async throws
    func pruneNetworks(_ filter: @Sendable (NetworkRecord) -> Bool) async throws -> [String]
    func connect(_ container: String, to network: String, _ endpoint: EndpointRequest) async throws
    func disconnect(_ container: String, from network: String, force: Bool) async throws

    // MARK: Images

    /// Every image, newest first.
    func storedImages() async throws -> [StoredImageDetails]
    func storedImage(_ reference: String) async throws -> StoredImageDetails
    func tagImage(_ reference: String, as name: String) async throws
    func removeImage(_ reference: String, force: Bool, keepsParents: Bool) async throws -> [ImageRemoval]
    /// Removes images without a name, or all that no container uses, which `filter` accepts.
    func pruneImages(
        all: Bool, _ filter: @Sendable (StoredImageDetails) -> Bool
    ) async throws -> (removals: [ImageRemoval], bytes: Int64)
    func saveImages(_ references: [String], to descriptor: Int32) async throws
    /// Returns what was loaded, in the order of the archive: names, or identifiers of images without one.
    func loadImages(from descriptor: Int32) async throws -> [(name: String, isIdentifier: Bool)]
    /// An image of the files of a tar archive, which may be packed. Returns its identifier.
    func importImage(
        from descriptor: Int32, reference: String?, message: String, changes: [String], platform: String?
    ) async throws -> String

    // MARK: System

    func systemUsage() async throws -> SystemUsage
    func pruneBuildCache(_ request: PruneRequest) async throws -> PruneReport
    func systemInformation() async throws -> SystemInformation
    /// Events from `since` on, then those to come until `until` (for ever when `nil`). Nanoseconds since 1970.
    func events(since: Int64?, until: Int64?) async throws -> AsyncThrowingStream<EngineEvent, any Error>
}

public enum WaitCondition: String, Sendable {
    case notRunning = "not-running"
    case nextExit = "next-exit"
    case removed
}

/// What the store takes on the disk, with what containers and volumes take.
public struct SystemUsage: Sendable {
    public var store: StoreUsage
    public var images: [StoredImageDetails]
    public var containers: [ContainerSummary]
    public var volumes: [VolumeSummary]

    public init(
        store: StoreUsage, images: [StoredImageDetails], containers: [ContainerSummary], volumes: [VolumeSummary]
    ) {
        self.store = store
        self.images = images
        self.containers = containers
        self.volumes = volumes
    }
}

/// What `docker info` and `docker version` tell.
public struct SystemInformation: Sendable {
    public var version: String
    public var storeFolder: String
    /// `overlay2`-like: the kind of file system layers.
    public var storageDriver: String
    public var runtime: String
    public var runtimeVersion: String
    public var cgroupVersion: String
    public var isRootless: Bool
    public var kernelVersion: String
    public var operatingSystem: String
    public var architecture: String
    public var processors: Int
    public var memoryBytes: Int64
    public var hostname: String
    public var securityOptions: [String]
    public var warnings: [String]

    public init(
        version: String, storeFolder: String, storageDriver: String, runtime: String, runtimeVersion: String,
        cgroupVersion: String, isRootless: Bool, kernelVersion: String, operatingSystem: String,
        architecture: String, processors: Int, memoryBytes: Int64, hostname: String, securityOptions: [String],
        warnings: [String]
    ) {
        self.version = version
        self.storeFolder = storeFolder
        self.storageDriver = storageDriver
        self.runtime = runtime
        self.runtimeVersion = runtimeVersion
        self.cgroupVersion = cgroupVersion
        self.isRootless = isRootless
        self.kernelVersion = kernelVersion
        self.operatingSystem = operatingSystem
        self.architecture = architecture
        self.processors = processors
        self.memoryBytes = memoryBytes
        self.hostname = hostname
        self.securityOptions = securityOptions
        self.warnings = warnings
    }
}
