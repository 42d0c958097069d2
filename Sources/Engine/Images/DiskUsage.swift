import Foundation

/// What a store takes on the disk, in blocks really used, and what of it could be given back.
public struct DiskUsage: Sendable, Equatable {
    /// One kind of content.
    public struct Part: Sendable, Equatable {
        /// How many there are.
        public var count = 0
        /// How many of them are in use: images with a name, steps and drafts of living processes.
        public var active = 0
        /// In bytes.
        public var bytes: Int64 = 0
        /// What pruning gives back.
        public var reclaimable: Int64 = 0
    }

    /// Images; their files are counted once, whatever number of images shares them.
    public var images = Part()
    /// Results of steps that belong to no image.
    public var buildCache = Part()
    /// The folders of `RUN --mount=type=cache`.
    public var cacheMounts = Part()
    /// What is being built.
    public var drafts = Part()
    /// Named volumes.
    public var volumes = Part()
    /// The database, downloads, and the folders of running containers.
    public var other: Int64 = 0

    /// Everything in the store's folder.
    public var bytes: Int64 {
        [images, buildCache, cacheMounts, drafts, volumes].reduce(other) { $0 + $1.bytes }
    }
    /// What pruning gives back of it.
    public var reclaimable: Int64 {
        [images, buildCache, cacheMounts, drafts, volumes].reduce(0) { $0 + $1.reclaimable }
    }
}

/// What ``ImageStore/prune(_:)`` takes away. Images with a name always stay, with all that they need.
public struct PruneOptions: Sendable {
    /// Only what was not used since then: images made before, and cached steps and mounts last used before. `nil` for all.
    public var until: Date?
    /// How many bytes of the build cache and of cache mounts may stay. What was not used for longest goes first.
    public var keepBytes: Int64?
    /// Also cached steps whose files stay anyway because an image has them, and what is remembered about steps and files.
    /// The next build then runs every step.
    public var all: Bool
    /// Whether images without a name go.
    public var includesImages: Bool
    /// Whether cached steps go.
    public var includesBuildCache: Bool
    /// Whether the folders of cache mounts go.
    public var includesCacheMounts: Bool

    /// Everything that nobody needs, unless told otherwise.
    public init(
        until: Date? = nil, keepBytes: Int64? = nil, all: Bool = false, includesImages: Bool = true,
        includesBuildCache: Bool = true, includesCacheMounts: Bool = true
    ) {
        self.until = until
        self.keepBytes = keepBytes
        self.all = all
        self.includesImages = includesImages
        self.includesBuildCache = includesBuildCache
        self.includesCacheMounts = includesCacheMounts
    }
}

/// What pruning has taken away.
public struct PruneResult: Sendable, Equatable {
    /// Images without a name.
    public var images = 0
    /// Cached steps.
    public var steps = 0
    /// Layers' folders.
    public var snapshots = 0
    /// Folders of cache mounts.
    public var cacheMounts = 0
    /// Blocks on the disk that were given back, in bytes.
    public var bytes: Int64 = 0
}
