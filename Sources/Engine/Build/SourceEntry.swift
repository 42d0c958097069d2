import Glibc
import Images
import Linux

/// A file or folder that a `COPY` is going to copy, as it was when it was looked at.
struct SourceEntry: Sendable {
    enum Kind: String, Sendable {
        case file, folder, link, fifo, device, socket
    }
    /// File names are bytes; not all of them are text.
    var name: [UInt8]
    /// What tells whether a file has changed since.
    var stamp: FileStamp
    /// The time that the copy gets.
    var modified: timespec
    var user: UInt32
    var group: UInt32
    var linkCount: UInt32
    /// Whether the contents take fewer blocks than they are long.
    var isSparse: Bool
    /// Of a file: whether a later change would have shown in its times. If not, its copy is compared with the digest.
    var isSettled = false
    var deviceNumber: UInt64
    /// Of a file: the SHA-256 of its contents.
    var digest = ContentDigest.none
    /// Of files and folders with extended attributes: a digest of them; empty otherwise.
    var attributes: [UInt8] = []
    /// Of a link.
    var target: [UInt8] = []
    /// Of a folder, sorted by name.
    var children: [SourceEntry] = []

    init(name: [UInt8], status: stat) {
        self.name = name
        stamp = FileStamp(status)
        modified = status.st_mtim
        user = status.st_uid
        group = status.st_gid
        linkCount = UInt32(clamping: UInt64(status.st_nlink))
        isSparse = Int64(status.st_blocks) * 512 < Int64(status.st_size)
        deviceNumber = UInt64(status.st_rdev)
    }

    var kind: Kind {
        switch mode_t(stamp.mode) & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .folder
        case S_IFLNK: .link
        case S_IFIFO: .fifo
        case S_IFSOCK: .socket
        default: .device
        }
    }

    var isBlockDevice: Bool { mode_t(stamp.mode) & S_IFMT == S_IFBLK }
    var mode: UInt32 { stamp.mode & 0o7777 }
    var text: String { String(decoding: name, as: UTF8.self) }

    /// Which inode a file with several names is.
    var inode: Inode { Inode(device: stamp.device, number: stamp.inode) }

    struct Inode: Hashable, Sendable {
        var device: UInt64
        var number: UInt64
    }
}

extension FileStamp {
    /// Whether the file's contents are still those that were looked at. An overlay that is mounted again shows
    /// the same file on another device.
    func hasSameContents(as other: FileStamp) -> Bool {
        size == other.size && modified == other.modified && changed == other.changed
    }
}

extension ContentDigest {
    /// Of what has no contents.
    static let none = ContentDigest(bytes: UnsafeRawBufferPointer(start: nil, count: 0))
}

/// The digest of a file's or folder's extended attributes.
enum AttributeDigest {
    /// Empty when there are none.
    static func of(_ descriptor: Int32, path: @autoclosure () -> String) throws(SystemError) -> [UInt8] {
        var key: KeyHasher?
        for (name, value) in try ExtendedAttributes.all(of: descriptor, path: path()) {
            var hasher = key ?? KeyHasher("attributes")
            hasher.add(name)
            hasher.add(value)
            key = hasher
        }
        return key.map { $0.digest() } ?? []
    }
}

/// Removes a file of this process's own.
func removeFile(_ path: String) { unlink(path) }
