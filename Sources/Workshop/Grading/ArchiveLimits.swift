/// How much a submission may hold.
public struct ArchiveLimits: Sendable, Equatable {
    /// The archive's own size in bytes.
    public var archiveBytes: Int64
    /// All unpacked files together, in bytes.
    public var totalBytes: Int64
    /// How many files, folders and links.
    public var entries: Int
    /// How many times larger the files may be than the archive. Not looked at below ``ratioFloor`` bytes.
    public var ratio: Int64
    public var ratioFloor: Int64
    /// The length of a name with its folders, in bytes.
    public var pathBytes: Int
    /// How deep folders may be nested.
    public var depth: Int
    /// How long unpacking may take, in seconds.
    public var seconds: Double

    public init(
        archiveBytes: Int64 = 256 << 20, totalBytes: Int64 = 512 << 20, entries: Int = 20_000, ratio: Int64 = 200,
        ratioFloor: Int64 = 16 << 20, pathBytes: Int = 2048, depth: Int = 40, seconds: Double = 120
    ) {
        self.archiveBytes = archiveBytes
        self.totalBytes = totalBytes
        self.entries = entries
        self.ratio = ratio
        self.ratioFloor = ratioFloor
        self.pathBytes = pathBytes
        self.depth = depth
        self.seconds = seconds
    }
}
