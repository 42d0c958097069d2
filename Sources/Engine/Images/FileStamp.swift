import Glibc
import Linux

/// What tells that a file is still the one that was read before.
public struct FileStamp: Hashable, Sendable {
    public var device: UInt64
    public var inode: UInt64
    public var size: Int64
    /// Times of the last change of contents and of attributes, in nanoseconds since 1970.
    public var modified: Int64
    public var changed: Int64
    /// Kind and permissions, as stat(2) gives them.
    public var mode: UInt32

    public init(_ status: stat) {
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
        modified = Self.nanoseconds(status.st_mtim)
        changed = Self.nanoseconds(status.st_ctim)
        mode = UInt32(status.st_mode)
    }

    init(device: UInt64, inode: UInt64, size: Int64, modified: Int64, changed: Int64, mode: UInt32) {
        self.device = device
        self.inode = inode
        self.size = size
        self.modified = modified
        self.changed = changed
        self.mode = mode
    }

    /// Whether the file was left alone for so long before `now` that any later change gets another time.
    ///
    /// File systems keep times as coarsely as two seconds. A file that was changed more recently can change again
    /// and look the same (Git calls it racily clean).
    public func isSettled(at now: Int64) -> Bool { now - max(modified, changed) > 2_500_000_000 }

    /// The present time, in nanoseconds since 1970.
    public static var now: Int64 { Clock.real }

    static func nanoseconds(_ time: timespec) -> Int64 { Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec) }
}
