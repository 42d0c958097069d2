/// What is needed to run a container at any time, by any process: `settings.json` in its folder.
public struct StoredContainer: Codable, Sendable, Equatable {
    /// 64 hexadecimal digits.
    public var id: String
    public var name: String
    /// Nanoseconds since 1970.
    public var created: Int64
    /// `sha256:…`.
    public var imageID: String
    /// The store's snapshots of its image, topmost first; none for an image without files.
    public var snapshots: [String]
    /// As it takes effect, the image's configuration included.
    public var configuration: ContainerConfiguration
    public var host: HostConfiguration
    public var mounts: [MountPoint]
    /// With the addresses that they keep as long as the container exists.
    public var endpoints: [NetworkEndpoint]

    public init(
        id: String, name: String, created: Int64, imageID: String, snapshots: [String],
        configuration: ContainerConfiguration, host: HostConfiguration, mounts: [MountPoint] = [],
        endpoints: [NetworkEndpoint] = []
    ) {
        self.id = id
        self.name = name
        self.created = created
        self.imageID = imageID
        self.snapshots = snapshots
        self.configuration = configuration
        self.host = host
        self.mounts = mounts
        self.endpoints = endpoints
    }
}
