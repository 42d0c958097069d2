import Glibc
import Linux

/// Writes a tar archive of files that lie in open folders.
struct TarWriter<Sink: ByteSink> {
    private(set) var sink: BufferedSink<Sink>
    /// Times later than this are set back to it. Seconds since 1970.
    let latestTime: Int64?
    let isCancelled: @Sendable () -> Bool
    /// Where an inode with several names was written first.
    private var firstNames: [Inode: [UInt8]] = [:]
    private var buffer = [UInt8](repeating: 0, count: 1 << 17)

    private struct Inode: Hashable {
        var device: dev_t
        var number: ino_t
    }

    init(_ sink: Sink, latestTime: Int64? = nil, isCancelled: @escaping @Sendable () -> Bool = { false }) {
        self.sink = BufferedSink(sink)
        self.latestTime = latestTime
        self.isCancelled = isCancelled
    }

    /// A folder that is open. Its name ends with `/`.
    mutating func folder(_ descriptor: Int32, name: [UInt8], status: stat, path: String) throws {
        var header = header(.folder, name, status)
        header.attributes = try ArchivedAttributes.all(of: descriptor, path: path)
        try sink.write(header.blocks)
    }

    /// Anything else: `entry` in an open folder, to be called `name` in the archive. Sockets are left out.
    mutating func other(
        _ entry: [UInt8], in folder: Int32, name: [UInt8], status: stat, path: String
    ) throws {
        if isCancelled() { throw CancellationError() }
        let kind = status.st_mode & S_IFMT
        if kind == S_IFSOCK { return }
        if status.st_nlink > 1 {
            let inode = Inode(device: status.st_dev, number: status.st_ino)
            if let first = firstNames[inode] {
                var header = header(.hardLink, name, status)
                header.linkTarget = first
                // The attributes belong to the inode and are repeated, as other builders do.
                if kind == S_IFREG {
                    let file = try open(entry, in: folder, path: path)
                    defer { withExtendedLifetime(file) {} }
                    header.attributes = try ArchivedAttributes.all(of: file.number, path: path)
                }
                return try sink.write(header.blocks)
            }
            firstNames[inode] = name
        }
        switch kind {
        case S_IFREG: try file(entry, in: folder, name: name, status: status, path: path)
        case S_IFLNK:
            var header = header(.symbolicLink, name, status)
            header.linkTarget = try DirectoryReader.linkTarget(entry, in: folder, path: path)
            try sink.write(header.blocks)
        case S_IFIFO: try sink.write(header(.fifo, name, status).blocks)
        case S_IFCHR, S_IFBLK:
            var header = header(kind == S_IFCHR ? .characterDevice : .blockDevice, name, status)
            let (major, minor) = DeviceNumber.split(status.st_rdev)
            header.deviceMajor = Int64(major)
            header.deviceMinor = Int64(minor)
            try sink.write(header.blocks)
        default: break
        }
    }

    /// An empty file that says something about another one: a whiteout.
    mutating func mark(_ name: [UInt8]) throws {
        try sink.write(TarHeader(name: name, kind: .file).blocks)
    }

    /// A file whose contents are at hand.
    mutating func file(_ name: String, _ contents: [UInt8], mode: UInt32 = 0o644, seconds: Int64 = 0) throws {
        var header = TarHeader(name: Array(name.utf8), kind: .file)
        header.mode = mode
        header.seconds = seconds
        header.size = Int64(contents.count)
        try sink.write(header.blocks)
        try sink.write(contents)
        try pad(header.size)
    }

    /// A file whose contents `body` writes: exactly `size` bytes.
    mutating func file(_ name: String, size: Int64, _ body: (inout BufferedSink<Sink>) throws -> Void) throws {
        var header = TarHeader(name: Array(name.utf8), kind: .file)
        header.mode = 0o644
        header.size = size
        try sink.write(header.blocks)
        try body(&sink)
        try pad(size)
    }

    /// A folder of the archive's own.
    mutating func folder(_ name: String) throws {
        var header = TarHeader(name: Array(name.utf8), kind: .folder)
        header.mode = 0o755
        try sink.write(header.blocks)
    }

    /// Ends the archive and hands everything to the sink.
    mutating func finish() throws {
        try sink.write([UInt8](repeating: 0, count: 2 * TarHeader.blockSize))
        try sink.flush()
    }

    private mutating func file(
        _ entry: [UInt8], in folder: Int32, name: [UInt8], status: stat, path: String
    ) throws {
        let file = try open(entry, in: folder, path: path)
        defer { withExtendedLifetime(file) {} }
        var header = header(.file, name, status)
        header.size = Int64(status.st_size)
        header.attributes = try ArchivedAttributes.all(of: file.number, path: path)
        try sink.write(header.blocks)
        var left = header.size
        while left > 0 {
            if isCancelled() { throw CancellationError() }
            let wanted = Int(min(left, Int64(buffer.count)))
            let count = try systemCall("read", path) { read(file.number, &buffer, wanted) }
            // A snapshot does not change; a shorter file means that somebody from outside was at work.
            guard count > 0 else { throw SystemError("read", path, errno: EIO) }
            try buffer.withUnsafeBytes { try sink.write(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            left -= Int64(count)
        }
        try pad(header.size)
    }

    private func open(_ entry: [UInt8], in folder: Int32, path: String) throws(SystemError) -> OwnedDescriptor {
        let number = withUnsafeCString(entry) {
            openat(folder, $0, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0)
        }
        guard number >= 0 else { throw SystemError("open", path, errno: errno) }
        return OwnedDescriptor(number)
    }

    private mutating func pad(_ size: Int64) throws {
        let padding = TarHeader.padding(size)
        if padding > 0 { try sink.write([UInt8](repeating: 0, count: padding)) }
    }

    /// Times are whole seconds, as all builders write them: what unpacks an archive need not keep more.
    private func header(_ kind: TarHeader.Kind, _ name: [UInt8], _ status: stat) -> TarHeader {
        var header = TarHeader(name: name, kind: kind)
        header.mode = status.st_mode & 0o7777
        header.user = Int64(status.st_uid)
        header.group = Int64(status.st_gid)
        header.seconds = min(Int64(status.st_mtim.tv_sec), latestTime ?? .max)
        return header
    }
}

/// The extended attributes that an archive keeps.
enum ArchivedAttributes {
    /// Those that belong to the file's contents and mean the same on another machine: `user.*`, capabilities and access
    /// lists. The overlay's own marks and the labels of this machine's security modules stay out.
    static func all(of descriptor: Int32, path: String) throws(SystemError) -> [(name: String, value: [UInt8])] {
        try ExtendedAttributes.all(of: descriptor, path: path).filter { isKept($0.name) }
    }

    static func isKept(_ name: String) -> Bool {
        name == "security.capability" || name.hasPrefix("system.posix_acl_")
            || (name.hasPrefix("user.") && !name.hasPrefix("user.overlay."))
    }
}

/// A device's two numbers, as makedev(3) joins them.
enum DeviceNumber {
    static func split(_ device: dev_t) -> (major: UInt32, minor: UInt32) {
        let number = UInt64(device)
        return (
            UInt32(truncatingIfNeeded: (number >> 8) & 0xFFF | (number >> 32) & 0xFFFF_F000),
            UInt32(truncatingIfNeeded: number & 0xFF | (number >> 12) & 0xFFFF_FF00)
        )
    }
}
