import EngineInterface
import Glibc
import Linux

/// The files of an image, read from its layers' folders without a mount.
struct LayeredFileSystem: ImageFileSystem {
    /// Topmost first; at least one.
    let layers: [String]

    func entry(at path: String, followLinks: Bool) async throws -> FileEntry? {
        try guarded(path) { () throws(SystemError) in
            try locate(path, followLast: followLinks).map { found throws(SystemError) in
                try Self.describe(found, path: Self.normalized(path))
            }
        }
    }

    func contents(of path: String, limit: Int) async throws -> [UInt8] {
        try guarded(path) {
            guard let found = try locate(path, followLast: true) else {
                throw EngineError(.invalidArgument, "There is no file '\(path)' in the image.")
            }
            guard case .other(let folder, let name, let status) = found, status.st_mode & S_IFMT == S_IFREG else {
                throw EngineError(.invalidArgument, "'\(path)' in the image is not a regular file.")
            }
            let number = withUnsafeCString(name) {
                openat(folder.number, $0, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0)
            }
            guard number >= 0 else { throw SystemError("open", path, errno: errno) }
            let file = OwnedDescriptor(number)
            defer { withExtendedLifetime(file) {} }
            return try Descriptor.read(file.number, limit: max(0, limit))
        }
    }

    func paths(matching pattern: String, limit: Int) async throws -> [String] {
        try guarded(pattern) {
            let components = Self.normalized(pattern).split(separator: "/")
            guard let last = components.last else { return ["/"] }
            // The part without wildcards is a path like any other: links in it are followed.
            let base = components.dropLast().prefix(while: GlobPattern.isLiteral)
            let rest = components[base.endIndex...]
            let prefix = base.map { "/" + $0 }.joined()
            if rest.count == 1, GlobPattern.isLiteral(last) {
                return try locate(prefix + "/" + last, followLast: false) == nil ? [] : [prefix + "/" + last]
            }
            guard case .folder(let folder)? = try locate(prefix, followLast: true) else { return [] }
            let pattern = try GlobPattern(rest.joined(separator: "/"))
            var found: [String] = []
            try collect(in: folder, path: prefix, pattern: pattern, progress: pattern.start, into: &found)
            found.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            return Array(found.prefix(max(0, limit)))
        }
    }

    private func collect(
        in folder: LayeredFolder, path: String, pattern: GlobPattern, progress: GlobPattern.Progress,
        into found: inout [String]
    ) throws(SystemError) {
        for name in try folder.names(path: path) {
            let text = String(decoding: name, as: UTF8.self)
            let reached = pattern.advance(progress, by: text)
            if reached.isDead { continue }
            let childPath = path + "/" + text
            if pattern.isMatch(reached) { found.append(childPath) }
            let below = pattern.advance(reached, by: "/")
            guard !below.isDead, case .folder(let child)? = try folder.entry(name, path: childPath) else { continue }
            try collect(in: child, path: childPath, pattern: pattern, progress: below, into: &found)
        }
    }

    /// Follows a path from the image's root; `nil` when nothing is there. No link leads out of the image.
    private func locate(_ path: String, followLast: Bool) throws(SystemError) -> LayeredFolder.Entry? {
        let root = try LayeredFolder(layers: layers)
        var ancestors = [root]
        var rest = Array(path.utf8.split(separator: UInt8(ascii: "/")).map { Array($0) }.reversed())
        var links = 0
        while let name = rest.popLast() {
            if name == [46] { continue }
            if name == [46, 46] {
                if ancestors.count > 1 { ancestors.removeLast() }
                continue
            }
            guard let entry = try ancestors[ancestors.count - 1].entry(name, path: path) else { return nil }
            switch entry {
            case .folder(let folder): ancestors.append(folder)
            case .other(let folder, let name, let status):
                if status.st_mode & S_IFMT == S_IFLNK && (followLast || !rest.isEmpty) {
                    links += 1
                    // As many as the kernel follows. A loop leads to nothing.
                    if links > 40 { return nil }
                    let target = try DirectoryReader.linkTarget(name, in: folder.number, path: path)
                    if target.first == UInt8(ascii: "/") { ancestors = [root] }
                    rest += target.split(separator: UInt8(ascii: "/")).map { Array($0) }.reversed()
                } else if rest.isEmpty {
                    return entry
                } else {
                    return nil
                }
            }
        }
        return .folder(ancestors[ancestors.count - 1])
    }

    private static func describe(_ entry: LayeredFolder.Entry, path: String) throws(SystemError) -> FileEntry {
        let status: stat
        var target: String?
        switch entry {
        case .folder(let folder): status = folder.status
        case .other(let folder, let name, let found):
            status = found
            if found.st_mode & S_IFMT == S_IFLNK {
                target = String(
                    decoding: try DirectoryReader.linkTarget(name, in: folder.number, path: path), as: UTF8.self)
            }
        }
        let kind: FileEntry.Kind
        switch status.st_mode & S_IFMT {
        case S_IFREG: kind = .file
        case S_IFDIR: kind = .directory
        case S_IFLNK: kind = .symlink
        case S_IFIFO: kind = .fifo
        case S_IFSOCK: kind = .socket
        default: kind = .device
        }
        return FileEntry(
            path: path, kind: kind, size: Int64(status.st_size), mode: UInt16(status.st_mode & 0o7777),
            user: status.st_uid, group: status.st_gid, target: target)
    }

    /// Absolute, without empty components and `.`; `..` takes away what stands before it.
    private static func normalized(_ path: String) -> String {
        var components: [Substring] = []
        for component in path.split(separator: "/") where component != "." {
            if component == ".." { _ = components.popLast() } else { components.append(component) }
        }
        return "/" + components.joined(separator: "/")
    }

    private func guarded<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        if path.utf8.contains(0) {
            throw EngineError(.invalidArgument, "The path '\(path)' contains a zero byte, which no file name can have.")
        }
        do {
            return try body()
        } catch let error as SystemError {
            throw EngineError(.failure, "The image's files cannot be read: \(error).")
        }
    }
}
