import Glibc
import Linux

/// A snapshot's folder as the tar archive of an image layer.
///
/// See layer.md of the OCI image specification. Entries are sorted by their names within each folder, a folder before
/// what is in it; what the snapshot removes becomes a file `.wh.NAME`, and a folder that replaces another one gets a
/// file `.wh..wh..opq` first.
enum LayerArchive {
    static let whiteoutPrefix = Array(".wh.".utf8)
    static let opaqueMark = Array(".wh..wh..opq".utf8)

    /// Writes the archive. The same folder yields the same bytes, for root and for a user whose identifiers are mapped.
    ///
    /// - Parameter latestTime: later times are set back to this one; seconds since 1970.
    static func write<Sink: ByteSink>(
        snapshot path: String, to sink: Sink, latestTime: Int64? = nil,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> Sink {
        let root = try Descriptor.open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
        defer { withExtendedLifetime(root) {} }
        var writer = TarWriter(sink, latestTime: latestTime, isCancelled: isCancelled)
        var status = stat()
        try systemCall("fstat", path) { fstat(root.number, &status) }
        // Other builders leave the root folder out; it has a line only when it is not as it always is.
        if status.st_mode & 0o7777 != 0o755 || status.st_uid != 0 || status.st_gid != 0 {
            try writer.folder(root.number, name: Array("./".utf8), status: status, path: path)
        }
        try contents(of: root, path: path, writer: &writer)
        try writer.finish()
        return writer.sink.sink
    }

    /// The digest and the length of the archive, which is made for this alone and never kept.
    static func digest(
        snapshot path: String, latestTime: Int64? = nil, isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> LayerDigest {
        let sink = try write(
            snapshot: path, to: HashingSink(), latestTime: latestTime, isCancelled: isCancelled)
        return LayerDigest(diffID: sink.digest(), bytes: sink.count)
    }

    /// A folder whose entries are being written.
    private struct Level {
        let folder: OwnedDescriptor
        let prefix: [UInt8]
        let path: String
        /// Those that are left, the next one last.
        var names: [[UInt8]]

        init(_ folder: OwnedDescriptor, prefix: [UInt8], path: String) throws(SystemError) {
            self.folder = folder
            self.prefix = prefix
            self.path = path
            names = try DirectoryReader.names(in: folder.number, path: path).reversed()
        }
    }

    /// Without recursion, so that no tree, however deep, takes more stack than a thread has.
    private static func contents<Sink: ByteSink>(
        of root: OwnedDescriptor, path: String, writer: inout TarWriter<Sink>
    ) throws {
        var levels = [try Level(root, prefix: [], path: path)]
        while let level = levels.last {
            guard let name = levels[levels.count - 1].names.popLast() else {
                levels.removeLast()
                continue
            }
            let folder = level.folder.number
            var status = stat()
            let found = withUnsafeCString(name) { fstatat(folder, $0, &status, AT_SYMLINK_NOFOLLOW) }
            if found != 0 { throw SystemError("stat", level.path, errno: errno) }
            if OverlayMarks.isWhiteout(status) {
                try writer.mark(level.prefix + whiteoutPrefix + name)
            } else if status.st_mode & S_IFMT == S_IFDIR {
                let child = try DirectoryReader.openFolder(name, in: folder, path: level.path)
                let prefix = level.prefix + name + [UInt8(ascii: "/")]
                let path = level.path + "/" + String(decoding: name, as: UTF8.self)
                try writer.folder(child.number, name: prefix, status: status, path: path)
                if OverlayMarks.isOpaque(child.number) { try writer.mark(prefix + opaqueMark) }
                levels.append(try Level(child, prefix: prefix, path: path))
            } else {
                try writer.other(name, in: folder, name: level.prefix + name, status: status, path: level.path)
            }
            withExtendedLifetime(level) {}
        }
    }
}

/// What identifies a layer: its uncompressed archive.
struct LayerDigest: Sendable, Hashable {
    /// `sha256:…` of the archive.
    var diffID: String
    /// The archive's length.
    var bytes: Int64
}
