import Glibc
import Linux

/// A second tree with the files of a layer: folders are made anew, everything else is one more name of the same file.
///
/// Layers never change, so that both names stay the same file for good.
enum LinkedTree {
    private struct Level {
        var source: OwnedDescriptor
        var target: OwnedDescriptor
        var names: [[UInt8]]
        var path: String
    }

    /// Makes the folder `target`, which is on the same file system as `source` and does not exist yet.
    ///
    /// Without recursion, so that no tree, however deep, takes more stack than a thread has.
    static func make(of source: String, at target: String) throws(SystemError) {
        try systemCall("mkdir", target) { mkdir(target, 0o700) }
        let from = try Descriptor.open(source, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
        let to = try Descriptor.open(target, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
        var levels = [
            Level(
                source: from, target: to, names: try DirectoryReader.names(in: from.number, path: source), path: source)
        ]
        while let level = levels.last {
            guard let name = levels[levels.count - 1].names.popLast() else {
                // Its times are set when nothing comes into it any more.
                try copyAttributes(from: level.source.number, to: level.target.number, path: level.path)
                levels.removeLast()
                continue
            }
            defer { withExtendedLifetime(level) {} }
            let path = level.path + "/" + String(decoding: name, as: UTF8.self)
            var status = stat()
            try call("stat", path, name) { fstatat(level.source.number, $0, &status, AT_SYMLINK_NOFOLLOW) }
            if status.st_mode & S_IFMT == S_IFDIR {
                try call("mkdir", path, name) { mkdirat(level.target.number, $0, 0o700) }
                let from = try DirectoryReader.openFolder(name, in: level.source.number, path: level.path)
                let to = try DirectoryReader.openFolder(name, in: level.target.number, path: level.path)
                levels.append(
                    Level(
                        source: from, target: to, names: try DirectoryReader.names(in: from.number, path: path),
                        path: path))
            } else {
                try link(name, from: level.source.number, to: level.target.number, path: path)
            }
        }
    }

    private static func link(_ name: [UInt8], from: Int32, to: Int32, path: String) throws(SystemError) {
        if withUnsafeCString(name, { linkat(from, $0, to, $0, 0) }) == 0 { return }
        // A file has only so many names, and some file systems allow none but the first; then it is copied.
        guard [EMLINK, EPERM, EXDEV].contains(errno) else { throw SystemError("link", path, errno: errno) }
        let text = String(decoding: name, as: UTF8.self)
        try TreeCopier().copyEntry(text, in: from, to: text, in: to, path: path)
    }

    /// The owner comes first: changing it clears setuid and setgid.
    private static func copyAttributes(from: Int32, to: Int32, path: String) throws(SystemError) {
        var status = stat()
        try systemCall("fstat", path) { fstat(from, &status) }
        try systemCall("chown", path) { fchown(to, status.st_uid, status.st_gid) }
        try ExtendedAttributes.copy(from: from, to: to, path: path)
        if OverlayMarks.isOpaque(from) { try OverlayMarks.makeOpaque(to, path: path) }
        try systemCall("chmod", path) { fchmod(to, status.st_mode & 0o7777) }
        try systemCall("utimens", path) { futimens(to, [status.st_atim, status.st_mtim]) }
    }

    private static func call(
        _ name: String, _ path: String, _ entry: [UInt8], _ body: (UnsafePointer<CChar>) -> Int32
    ) throws(SystemError) {
        if withUnsafeCString(entry, body) < 0 { throw SystemError(name, path, errno: errno) }
    }
}
