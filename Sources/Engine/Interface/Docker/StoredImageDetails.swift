import OCI

/// An image of the store: everything that `docker image inspect` shows.
public struct StoredImageDetails: Sendable {
    /// `sha256:…`.
    public var id: String
    /// `node:20-alpine`, sorted.
    public var names: [String]
    /// The image that it was built on, if that is known.
    public var parent: String?
    /// Seconds and nanoseconds as the image says them.
    public var created: Timestamp?
    public var comment: String
    public var author: String
    public var config: ImageConfig
    public var platform: ImagePlatform
    /// The sum of its layers' sizes.
    public var size: Int64
    /// Layers lowest first: digests of the archives.
    public var diffIDs: [String]
    /// First to last, with the size of what each added.
    public var history: [(entry: HistoryEntry, size: Int64)]
    /// What stands in for the real image, when it comes from the offline catalogue.
    public var standIn: String?
    /// How many containers were made of it.
    public var containers: Int
    /// When a name was given last, in nanoseconds since 1970; 0 when nobody knows.
    public var lastTagged: Int64
    /// Whether lists leave it out as long as it has no name: a check made it, and nobody else.
    public var isUnlisted = false

    public init(
        id: String, names: [String], parent: String? = nil, created: Timestamp?, comment: String, author: String,
        config: ImageConfig, platform: ImagePlatform, size: Int64, diffIDs: [String],
        history: [(entry: HistoryEntry, size: Int64)], standIn: String?, containers: Int, lastTagged: Int64 = 0
    ) {
        self.id = id
        self.names = names
        self.parent = parent
        self.created = created
        self.comment = comment
        self.author = author
        self.config = config
        self.platform = platform
        self.size = size
        self.diffIDs = diffIDs
        self.history = history
        self.standIn = standIn
        self.containers = containers
        self.lastTagged = lastTagged
    }
}

/// What removing an image did.
public enum ImageRemoval: Sendable, Equatable {
    /// The name.
    case untagged(String)
    /// The identifier.
    case deleted(String)
}

/// An image to make of a container's files.
public struct CommitRequest: Sendable, Equatable {
    /// The image's name, if it is to have one.
    public var reference: String?
    public var author = ""
    public var message = ""
    /// Dockerfile instructions: `CMD ["x"]`.
    public var changes: [String] = []
    public var pauses = true

    public init() {}
}

/// Where `docker cp` copies to or from.
public enum CopyEnd: Sendable, Equatable {
    /// A path of the host.
    case host(String)
    /// A tar archive, on a descriptor that the caller owns.
    case archive(Int32)
}
