/// The name of a snapshot: 64 hexadecimal digits without a meaning.
public typealias SnapshotID = String

/// What one step changed, as an overlay's upper folder on top of its parent.
///
/// Files that the step removed are whiteouts (character devices 0:0), and folders that it replaced have the attribute
/// `user.overlay.opaque` = `y`. A snapshot never changes.
public struct Snapshot: Sendable, Equatable {
    public let id: SnapshotID
    /// The snapshot below; `nil` for the lowest.
    public let parent: SnapshotID?
    /// The folder, absolute.
    public let path: String
    /// The sizes of its regular files together, hard links counted once.
    public let bytes: Int64
    /// Its archive, when somebody has needed it already.
    var archive: LayerDigest?
    /// The archive as it came from elsewhere, when it is kept.
    var blob: KeptBlob?

    init(
        id: SnapshotID, parent: SnapshotID?, path: String, bytes: Int64, archive: LayerDigest? = nil,
        blob: KeptBlob? = nil
    ) {
        self.id = id
        self.parent = parent
        self.path = path
        self.bytes = bytes
        self.archive = archive
        self.blob = blob
    }
}

/// A file among the store's blobs: a layer's archive as it came from elsewhere.
struct KeptBlob: Sendable, Equatable {
    /// `sha256:…` of the file.
    var digest: String
    var mediaType: String
}

/// A snapshot in the making: the folders for a writable overlay.
///
/// It belongs to the process that began it and is removed when that process dies.
public struct SnapshotDraft: Sendable, Equatable {
    public let parent: SnapshotID?
    /// The folder that takes the changes. May be written directly, without a mount, while ``parent`` is `nil`.
    public let upper: String
    /// The overlay's work folder, on the same file system.
    public let work: String
    /// An empty folder to mount the overlay on.
    public let merged: String
    /// Holds the three, and whatever else the draft needs: it is removed when the draft ends.
    public let folder: String
}
