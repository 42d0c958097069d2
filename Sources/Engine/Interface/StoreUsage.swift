/// What the engine's store takes on the disk, in blocks really used, and what of it could be given back.
public struct StoreUsage: Sendable, Equatable {
    /// One kind of content.
    public struct Part: Sendable, Equatable {
        /// How many there are.
        public var count: Int
        /// How many of them are in use.
        public var active: Int
        public var bytes: Int64
        /// What pruning gives back of it, in bytes.
        public var reclaimable: Int64

        public init(count: Int, active: Int, bytes: Int64, reclaimable: Int64) {
            self.count = count
            self.active = active
            self.bytes = bytes
            self.reclaimable = reclaimable
        }
    }
    /// Images; files that several share are counted once.
    public var images: Part
    /// Results of steps that belong to no image.
    public var buildCache: Part
    /// The folders of `RUN --mount=type=cache`.
    public var cacheMounts: Part
    /// What is being built.
    public var drafts: Part
    public var volumes: Part
    /// Everything else in the store's folder, in bytes.
    public var other: Int64

    public init(images: Part, buildCache: Part, cacheMounts: Part, drafts: Part, volumes: Part, other: Int64) {
        self.images = images
        self.buildCache = buildCache
        self.cacheMounts = cacheMounts
        self.drafts = drafts
        self.volumes = volumes
        self.other = other
    }
}

/// What pruning is to take away. Images with a name always stay, with all that they need.
public struct PruneRequest: Sendable, Equatable {
    /// Only what was not used since then, in seconds since 1970. `nil` for all.
    public var unusedSince: Double?
    /// How many bytes of the build cache and of cache mounts may stay; what was not used for longest goes first.
    public var keepBytes: Int64?
    /// Also cached steps whose files stay anyway because an image has them, so that the next build runs every step.
    public var all: Bool

    public init(unusedSince: Double? = nil, keepBytes: Int64? = nil, all: Bool = false) {
        self.unusedSince = unusedSince
        self.keepBytes = keepBytes
        self.all = all
    }
}

/// What pruning has taken away.
public struct PruneReport: Sendable, Equatable {
    /// Images without a name.
    public var images: Int
    /// Cached steps.
    public var steps: Int
    /// Folders of `RUN --mount=type=cache`.
    public var cacheMounts: Int
    /// Blocks on the disk that were given back, in bytes.
    public var bytes: Int64

    public init(images: Int, steps: Int, cacheMounts: Int, bytes: Int64) {
        self.images = images
        self.steps = steps
        self.cacheMounts = cacheMounts
        self.bytes = bytes
    }
}
