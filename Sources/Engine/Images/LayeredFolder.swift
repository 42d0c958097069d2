import Glibc
import Linux

/// A folder of an image: the folders of that path in the layers that take part in it, topmost first.
///
/// Follows the rules of overlayfs: a whiteout (a character device 0:0) hides what is below, and so does everything below
/// a folder with the attribute `user.overlay.opaque` = `y`, or below something that is no folder. Paths are never followed by
/// the kernel: each name is looked up in an open folder.
struct LayeredFolder {
    let parts: [OwnedDescriptor]
    let status: stat

    /// Something that is in a folder.
    enum Entry {
        case folder(LayeredFolder)
        /// Anything else: the folder that it is in, its name there, and its status.
        case other(in: OwnedDescriptor, name: [UInt8], status: stat)
    }

    init(layers: [String]) throws(SystemError) {
        var parts: [OwnedDescriptor] = []
        for layer in layers { parts.append(try Descriptor.open(layer, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)) }
        guard let first = parts.first else { throw SystemError("open", nil, errno: ENOENT) }
        var status = stat()
        try systemCall("fstat", layers.first) { fstat(first.number, &status) }
        self.init(parts: parts, status: status)
    }

    private init(parts: [OwnedDescriptor], status: stat) {
        self.parts = parts
        self.status = status
    }

    /// What has this name in the folder.
    func entry(_ name: [UInt8], path: String) throws(SystemError) -> Entry? {
        var found: [OwnedDescriptor] = []
        var top = stat()
        for part in parts {
            var status = stat()
            let result = withUnsafeCString(name) { fstatat(part.number, $0, &status, AT_SYMLINK_NOFOLLOW) }
            if result != 0 {
                if errno == ENOENT { continue }
                if errno == ENAMETOOLONG { return nil }
                throw SystemError("stat", path, errno: errno)
            }
            if OverlayMarks.isWhiteout(status) { break }
            guard status.st_mode & S_IFMT == S_IFDIR else {
                if found.isEmpty { return .other(in: part, name: name, status: status) }
                break
            }
            let folder = try DirectoryReader.openFolder(name, in: part.number, path: path)
            if found.isEmpty { top = status }
            found.append(folder)
            if OverlayMarks.isOpaque(folder.number) { break }
        }
        return found.isEmpty ? nil : .folder(LayeredFolder(parts: found, status: top))
    }

    /// The names in the folder, sorted by their bytes.
    func names(path: String) throws(SystemError) -> [[UInt8]] {
        var seen: Set<[UInt8]> = []
        var visible: [[UInt8]] = []
        for part in parts {
            for name in try DirectoryReader.names(in: part.number, path: path) where seen.insert(name).inserted {
                var status = stat()
                let result = withUnsafeCString(name) { fstatat(part.number, $0, &status, AT_SYMLINK_NOFOLLOW) }
                if result != 0 { throw SystemError("stat", path, errno: errno) }
                if !OverlayMarks.isWhiteout(status) { visible.append(name) }
            }
        }
        return visible.sorted { $0.lexicographicallyPrecedes($1) }
    }
}
