import EngineInterface

/// What the store's database knows of a container: what must be unique, and what lists show.
///
/// Everything else is in the container's folder, whose `settings.json` holds a ``StoredContainer``.
public struct ContainerEntry: Sendable, Equatable {
    /// 64 hexadecimal digits.
    public var id: String
    public var name: String
    /// The image as it was asked for.
    public var image: String
    /// `sha256:…`.
    public var imageID: String
    /// The program with its arguments.
    public var command: String
    /// Nanoseconds since 1970.
    public var created: Int64
    /// Ports that the image or the request exposes: `80/tcp`.
    public var exposedPorts: [String]
    public var labels: [String: String]
    public var mounts: [MountPoint]
    /// The names of its networks, by the order in which they were joined.
    public var networks: [String]

    init(_ container: StoredContainer) {
        id = container.id
        name = container.name
        image = container.configuration.image
        imageID = container.imageID
        let words = (container.configuration.entrypoint ?? []) + (container.configuration.command ?? [])
        // As Docker shows it: arguments with blanks between quotes, the program as it is.
        command = words.enumerated().map { $0 > 0 && $1.contains(" ") ? "'\($1)'" : $1 }.joined(separator: " ")
        created = container.created
        exposedPorts = container.configuration.exposedPorts
        labels = container.configuration.labels
        mounts = container.mounts
        networks = container.endpoints.map(\.networkName)
    }

    init(
        id: String, name: String, image: String, imageID: String, command: String, created: Int64,
        exposedPorts: [String], labels: [String: String], mounts: [MountPoint], networks: [String]
    ) {
        self.id = id
        self.name = name
        self.image = image
        self.imageID = imageID
        self.command = command
        self.created = created
        self.exposedPorts = exposedPorts
        self.labels = labels
        self.mounts = mounts
        self.networks = networks
    }
}
