import Glibc
import Linux

/// A file or folder that a `COPY` is going to copy, as it was when it was looked at.
struct SourceEntry: Sendable {
    enum Kind: String, Sendable {
        case file, folder, link, fifo, device, socket
    }
    /// File names are bytes; not all of them are text.
    var name: [UInt8]
    var kind: Kind
    var mode: UInt32
    var user: UInt32
    var group: UInt32
    var stamp: Stamp
    var modified: timespec
    var linkCount: UInt64
    var deviceNumber: UInt64
    var isBlockDevice: Bool
    /// Of a file: the SHA-256 of its contents.
    var digest = ""
    /// Of a link.
    var target: [UInt8] = []
    /// Of a folder, sorted by name.
    var children: [SourceEntry] = []

    /// What tells whether a file has changed since.
    struct Stamp: Sendable, Hashable {
        var device: UInt64
        var inode: UInt64
        var size: Int64
        var modified: Int64
        var changed: Int64

        /// Whether the file's contents are still those that were looked at. An overlay that is mounted again shows
        /// the same file on another device.
        func hasSameContents(as other: Stamp) -> Bool {
            size == other.size && modified == other.modified && changed == other.changed
        }

        init(_ status: stat) {
            device = UInt64(status.st_dev)
            inode = UInt64(status.st_ino)
            size = Int64(status.st_size)
            modified = Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
            changed = Int64(status.st_ctim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_ctim.tv_nsec)
        }
    }

    init(name: [UInt8], status: stat) {
        self.name = name
        switch status.st_mode & S_IFMT {
        case S_IFREG: kind = .file
        case S_IFDIR: kind = .folder
        case S_IFLNK: kind = .link
        case S_IFIFO: kind = .fifo
        case S_IFSOCK: kind = .socket
        default: kind = .device
        }
        mode = UInt32(status.st_mode) & 0o7777
        user = status.st_uid
        group = status.st_gid
        stamp = Stamp(status)
        modified = status.st_mtim
        linkCount = UInt64(status.st_nlink)
        deviceNumber = UInt64(status.st_rdev)
        isBlockDevice = status.st_mode & S_IFMT == S_IFBLK
    }

    var text: String { String(decoding: name, as: UTF8.self) }

    /// One line an entry: its path and everything that a copy of it depends on.
    ///
    /// Modes and owners are left out when `--chmod` and `--chown` replace them.
    func manifest(path: String, modes: Bool, owners: Bool) -> [ManifestLine] {
        var facts = kind.rawValue
        if modes && kind != .link { facts += " " + String(mode, radix: 8) }
        if owners { facts += " \(user):\(group)" }
        switch kind {
        case .file: facts += " " + digest
        case .link: facts += " " + KeyHasher.digest(target)
        case .device: facts += " \(isBlockDevice ? "b" : "c")\(deviceNumber)"
        default: break
        }
        // A name that is no text is told apart by its bytes.
        let isText = String(validating: name, as: UTF8.self) != nil
        let own = ManifestLine(path: path, facts: isText ? facts : facts + " " + KeyHasher.digest(name))
        return [own]
            + children.flatMap {
                $0.manifest(path: path.isEmpty ? $0.text : "\(path)/\($0.text)", modes: modes, owners: owners)
            }
    }
}

/// A line of what a `COPY` read; see ``SourceEntry/manifest(path:modes:owners:)``.
struct ManifestLine: Sendable, Hashable, Codable {
    var path: String
    var facts: String
}

/// Names of files as the C library wants them.
func withName<Result>(_ name: [UInt8], _ body: (UnsafePointer<CChar>) -> Result) -> Result {
    var text = name.map { CChar(bitPattern: $0) }
    text.append(0)
    return text.withUnsafeBufferPointer { buffer in
        // The buffer ends in a zero, so it has an address.
        guard let address = buffer.baseAddress else { return body("") }
        return body(address)
    }
}

/// Removes a file of this process's own.
func removeFile(_ path: String) { unlink(path) }
