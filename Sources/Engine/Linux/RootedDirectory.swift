import CLinux
import Glibc

/// A folder that is a root: no path leads out of it, neither by `..` nor by a symbolic link.
///
/// Paths may be absolute or relative; both start at the folder. Symbolic links in a path are followed within the
/// folder, as a process would see it that has the folder as its root (openat2's `RESOLVE_IN_ROOT`).
public struct RootedDirectory: Sendable {
    private let root: OwnedDescriptor
    /// The folder's path, for messages.
    public let path: String

    /// Opens the folder.
    public init(_ path: String) throws(SystemError) {
        self.path = path
        root = try Descriptor.open(path, cl_o_path | O_DIRECTORY)
    }

    /// The folder's own descriptor (`O_PATH`).
    public var descriptor: Int32 { root.number }

    /// Opens a path below the root with open(2)'s flags.
    public func open(_ path: String, _ flags: Int32, mode: UInt32 = 0) throws(SystemError) -> OwnedDescriptor {
        OwnedDescriptor(
            try check(
                cl_openat2(root.number, relative(path), flags, mode, cl_resolve_in_root), "open", path))
    }

    /// Opens a path that need not be UTF-8, without a zero byte. Empty is the root itself.
    public func open(bytes path: [UInt8], _ flags: Int32, mode: UInt32 = 0) throws(SystemError) -> OwnedDescriptor {
        let terminated = (path.isEmpty ? [UInt8(ascii: ".")] : path).map { CChar(bitPattern: $0) } + [0]
        return OwnedDescriptor(
            try check(
                cl_openat2(root.number, terminated, flags, mode, cl_resolve_in_root), "open",
                String(decoding: path, as: UTF8.self)))
    }

    /// The status of what is at the path, or `nil` when nothing is. Links in the last component are followed if asked.
    public func status(_ path: String, followLinks: Bool) throws(SystemError) -> stat? {
        let flags = followLinks ? cl_o_path : cl_o_path | O_NOFOLLOW
        let descriptor = cl_openat2(root.number, relative(path), flags, 0, cl_resolve_in_root)
        if descriptor == -ENOENT || descriptor == -ENOTDIR { return nil }
        let file = OwnedDescriptor(try check(descriptor, "open", path))
        var result = stat()
        try systemCall("fstat", path) { fstat(file.number, &result) }
        return result
    }

    /// Where the symbolic link at the path points.
    public func linkTarget(_ path: String) throws(SystemError) -> String {
        let file = try open(path, cl_o_path | O_NOFOLLOW)
        return try Self.linkTarget(of: file.number, path: path)
    }

    static func linkTarget(of descriptor: Int32, path: String) throws(SystemError) -> String {
        var buffer = [UInt8](repeating: 0, count: 4097)
        let count = try systemCall("readlink", path) {
            buffer.withUnsafeMutableBytes { bytes in
                bytes.withMemoryRebound(to: CChar.self) { text in
                    text.baseAddress.map { readlinkat(descriptor, "", $0, 4096) } ?? -1
                }
            }
        }
        return String(decoding: buffer[..<count], as: UTF8.self)
    }

    /// Opens the folder that holds the last component of `path`; `create` makes the folders that are missing.
    ///
    /// The last component itself is returned as it stands. It is never empty, `.` or `..`.
    public func openParent(
        of path: String, create: Bool = false, mode: UInt32 = 0o755, user: UInt32 = 0, group: UInt32 = 0
    ) throws(SystemError) -> (parent: OwnedDescriptor, name: String) {
        var components = path.split(separator: "/").map(String.init).filter { $0 != "." }
        guard let name = components.popLast(), name != ".." else {
            throw SystemError("open", path, errno: EINVAL)
        }
        let folder = components.joined(separator: "/")
        if create { try makeFolders(folder, mode: mode, user: user, group: group) }
        return (try open(folder, O_RDONLY | O_DIRECTORY), name)
    }

    /// Makes a folder and those above it that are missing. What exists stays as it is; links to folders count as
    /// folders. New ones in a setgid folder get its bit as mkdir(2) does it, with `inheritsGroup` its group, too.
    /// Returns whether the last one was made.
    @discardableResult
    public func makeFolders(
        _ path: String, mode: UInt32 = 0o755, user: UInt32 = 0, group: UInt32 = 0, inheritsGroup: Bool = false
    ) throws(SystemError) -> Bool {
        var reached = ""
        var made = false
        for component in path.split(separator: "/") where component != "." {
            let parent = reached
            reached += "/" + component
            made = false
            let existing = cl_openat2(root.number, relative(reached), cl_o_path | O_DIRECTORY, 0, cl_resolve_in_root)
            if existing >= 0 {
                close(existing)
                continue
            }
            guard existing == -ENOENT else { throw SystemError("mkdir", reached, errno: -existing) }
            // A link to nowhere: make the folder that it points to.
            if let status = try status(reached, followLinks: false), status.st_mode & S_IFMT == S_IFLNK {
                let target = try linkTarget(reached)
                made = try makeFolders(
                    target.hasPrefix("/") ? target : parent + "/" + target, mode: mode, user: user, group: group,
                    inheritsGroup: inheritsGroup)
                continue
            }
            let folder = try open(parent, O_RDONLY | O_DIRECTORY)
            let name = String(component)
            if mkdirat(folder.number, name, mode_t(mode)) != 0 {
                if errno == EEXIST { continue }
                throw SystemError("mkdir", reached, errno: errno)
            }
            // mkdirat obeys the umask; the image gets what was asked for.
            var mode = mode_t(mode)
            var group = group
            if let above = try status(parent, followLinks: true), above.st_mode & S_ISGID != 0 {
                mode |= S_ISGID
                if inheritsGroup { group = above.st_gid }
            }
            try systemCall("chown", reached) { fchownat(folder.number, name, user, group, AT_SYMLINK_NOFOLLOW) }
            try systemCall("chmod", reached) { fchmodat(folder.number, name, mode, 0) }
            made = true
        }
        return made
    }

    /// The names in a folder, sorted by their bytes, without `.` and `..`.
    public func list(_ path: String) throws(SystemError) -> [String] {
        let folder = try open(path, O_RDONLY | O_DIRECTORY)
        return try Self.names(in: folder.number, path: path)
    }

    /// The names in an open folder, sorted by their bytes.
    public static func names(in descriptor: Int32, path: String) throws(SystemError) -> [String] {
        let copy = try check(cl_openat2(descriptor, ".", O_RDONLY | O_DIRECTORY, 0, 0), "open", path)
        guard let stream = fdopendir(copy) else {
            let number = errno
            close(copy)
            throw SystemError("fdopendir", path, errno: number)
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = entryName(entry)
            if name == "." || name == ".." { continue }
            names.append(String(decoding: name.bytes.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The first `limit` bytes of a regular file.
    public func read(_ path: String, limit: Int) throws(SystemError) -> [UInt8] {
        let file = try open(path, O_RDONLY | O_NONBLOCK)
        var status = stat()
        try systemCall("fstat", path) { fstat(file.number, &status) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw SystemError("read", path, errno: EINVAL) }
        return try Descriptor.read(file.number, limit: limit)
    }

    private func relative(_ path: String) -> String { path.isEmpty || path == "/" ? "." : path }
}
