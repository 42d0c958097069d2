import CLinux
import Glibc

/// Copies files with everything that belongs to them: kind, mode, owner, times, attributes, hard links, holes.
///
/// One copier remembers the hard links of all that it copied.
public final class TreeCopier {
    private var links: [FileIdentity: (folder: String, name: String)] = [:]
    private let keepsOwners: Bool
    private let replacesExisting: Bool

    /// Which inode a name stands for.
    private struct FileIdentity: Hashable {
        var device: dev_t
        var inode: ino_t
    }

    /// With `keepsOwners` false the copies belong to this process. With `replacesExisting`, what is there under the same
    /// name is replaced, and folders are filled further; without, it is an error.
    public init(keepsOwners: Bool = true, replacesExisting: Bool = false) {
        self.keepsOwners = keepsOwners
        self.replacesExisting = replacesExisting
    }

    /// Copies what has a name in one open folder to a name in another one. Links are copied, not followed.
    public func copyEntry(
        _ name: String, in from: Int32, to target: String, in to: Int32, path: String
    ) throws(SystemError) {
        try copy(name, in: from, to: target, in: to, folder: "/proc/self/fd/\(to)", path: path)
    }

    /// Copies what is in one folder into another, which exists. Links are copied, not followed. Sockets are left out.
    public func copyContents(of source: String, into destination: String) throws(SystemError) {
        let from = try Descriptor.open(source, O_RDONLY | O_DIRECTORY)
        let to = try Descriptor.open(destination, O_RDONLY | O_DIRECTORY)
        for name in try RootedDirectory.names(in: from.number, path: source) {
            try copy(name, in: from.number, to: name, in: to.number, folder: destination, path: source + "/" + name)
        }
    }

    /// Gives `destination`, which exists, the mode, owner, attributes and times of `source`.
    public func copyAttributes(of source: String, to destination: String) throws(SystemError) {
        let from = try Descriptor.open(source, O_RDONLY)
        let to = try Descriptor.open(destination, O_RDONLY)
        var status = stat()
        try systemCall("fstat", source) { fstat(from.number, &status) }
        try apply(status, from: from.number, to: to.number, path: destination)
    }

    private func copy(
        _ name: String, in from: Int32, to target: String, in to: Int32, folder: String, path: String
    ) throws(SystemError) {
        var status = stat()
        try systemCall("stat", path) { fstatat(from, name, &status, AT_SYMLINK_NOFOLLOW) }
        let kind = status.st_mode & S_IFMT
        if replacesExisting { try makeWay(for: kind, at: target, in: to, path: path) }
        if kind != S_IFDIR && status.st_nlink > 1 {
            let identity = FileIdentity(device: status.st_dev, inode: status.st_ino)
            if let first = links[identity] {
                try systemCall("link", path) { linkat(AT_FDCWD, first.folder + "/" + first.name, to, target, 0) }
                return
            }
            links[identity] = (folder, target)
        }
        switch kind {
        case S_IFDIR:
            if mkdirat(to, target, 0o700) != 0 && !(replacesExisting && errno == EEXIST) {
                throw SystemError("mkdir", path, errno: errno)
            }
            let source = OwnedDescriptor(
                try check(cl_openat2(from, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0, 0), "open", path))
            let made = OwnedDescriptor(
                try check(cl_openat2(to, target, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0, 0), "open", path))
            for child in try RootedDirectory.names(in: source.number, path: path) {
                try copy(
                    child, in: source.number, to: child, in: made.number, folder: folder + "/" + target,
                    path: path + "/" + child)
            }
            try apply(status, from: source.number, to: made.number, path: path)
        case S_IFREG:
            let source = OwnedDescriptor(
                try check(cl_openat2(from, name, O_RDONLY | O_NOFOLLOW, 0, 0), "open", path))
            let made = OwnedDescriptor(
                try check(cl_openat2(to, target, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600, 0), "create", path))
            try FileContents.copy(from: source.number, to: made.number, size: status.st_size, path: path)
            try apply(status, from: source.number, to: made.number, path: path)
        case S_IFLNK:
            let link = OwnedDescriptor(try check(cl_openat2(from, name, cl_o_path | O_NOFOLLOW, 0, 0), "open", path))
            let destination = try RootedDirectory.linkTarget(of: link.number, path: path)
            try systemCall("symlink", path) { symlinkat(destination, to, target) }
            try applyToName(status, target, in: to, path: path)
        case S_IFIFO, S_IFCHR, S_IFBLK:
            try check(
                cl_mknodat(
                    to, target, status.st_mode, cl_device_major(UInt64(status.st_rdev)),
                    cl_device_minor(UInt64(status.st_rdev))), "mknod", path)
            try applyToName(status, target, in: to, path: path)
            try systemCall("chmod", path) { fchmodat(to, target, status.st_mode & 0o7777, 0) }
        default:
            break
        }
    }

    /// Removes what cannot stay where something of this kind is to be: a folder stays for a folder.
    private func makeWay(for kind: mode_t, at name: String, in folder: Int32, path: String) throws(SystemError) {
        var there = stat()
        guard fstatat(folder, name, &there, AT_SYMLINK_NOFOLLOW) == 0 else { return }
        let isFolder = there.st_mode & S_IFMT == S_IFDIR
        if isFolder && kind == S_IFDIR { return }
        if isFolder { throw SystemError("replace a folder by a file", path, errno: EISDIR) }
        try systemCall("unlink", path) { unlinkat(folder, name, 0) }
    }

    /// For open files and folders. The owner comes first: changing it clears setuid and setgid.
    private func apply(_ status: stat, from: Int32, to: Int32, path: String) throws(SystemError) {
        if keepsOwners { try systemCall("chown", path) { fchown(to, status.st_uid, status.st_gid) } }
        try ExtendedAttributes.copy(from: from, to: to, path: path)
        try systemCall("chmod", path) { fchmod(to, status.st_mode & 0o7777) }
        try systemCall("utimens", path) { futimens(to, [status.st_atim, status.st_mtim]) }
    }

    private func applyToName(_ status: stat, _ name: String, in folder: Int32, path: String) throws(SystemError) {
        if keepsOwners {
            try systemCall("chown", path) {
                fchownat(folder, name, status.st_uid, status.st_gid, AT_SYMLINK_NOFOLLOW)
            }
        }
        try systemCall("utimens", path) {
            utimensat(folder, name, [status.st_atim, status.st_mtim], AT_SYMLINK_NOFOLLOW)
        }
    }
}

/// The bytes of regular files.
public enum FileContents {
    /// Copies from one open file to another from their present positions to the end; holes stay holes.
    public static func copy(from: Int32, to: Int32, size: Int, path: String) throws(SystemError) {
        var offset = 0
        while offset < size {
            let data = lseek(from, offset, cl_seek_data)
            if data < 0 {
                // ENXIO: only a hole is left. Anything else: a file system that does not tell.
                if errno == ENXIO { break }
                try copyRange(from: from, to: to, start: offset, end: size, path: path)
                return
            }
            let end = lseek(from, data, cl_seek_hole)
            try copyRange(from: from, to: to, start: data, end: end < 0 ? size : min(end, size), path: path)
            offset = end < 0 ? size : end
        }
        try systemCall("truncate", path) { ftruncate(to, size) }
    }

    private static func copyRange(
        from: Int32, to: Int32, start: Int, end: Int, path: String
    ) throws(SystemError) {
        try systemCall("lseek", path) { lseek(from, start, SEEK_SET) }
        try systemCall("lseek", path) { lseek(to, start, SEEK_SET) }
        var left = end - start
        var byKernel = true
        var buffer: [UInt8] = []
        while left > 0 {
            if byKernel {
                let count = cl_copy_file_range(from, to, min(left, 1 << 30))
                if count > 0 {
                    left -= count
                    continue
                }
                // 0 or an error where the file systems do not support it: by hand from here.
                if count < 0 && count != -Int(EXDEV) && count != -Int(EINVAL) && count != -Int(ENOSYS)
                    && count != -Int(EOPNOTSUPP)
                {
                    throw SystemError("copy", path, errno: Int32(-count))
                }
                byKernel = false
                buffer = [UInt8](repeating: 0, count: 1 << 17)
            }
            let wanted = min(left, buffer.count)
            let count = try systemCall("read", path) { read(from, &buffer, wanted) }
            if count == 0 { break }
            try Descriptor.write(Array(buffer[..<count]), to: to)
            left -= count
        }
    }
}

/// Extended attributes, without those that are the overlay file system's own marks.
public enum ExtendedAttributes {
    /// Copies all attributes that this process may read and set from one open file to another.
    public static func copy(from: Int32, to: Int32, path: String) throws(SystemError) {
        for (name, value) in try all(of: from, path: path) {
            let result = value.withUnsafeBytes { fsetxattr(to, name, $0.baseAddress, value.count, 0) }
            if result != 0 && errno != EPERM && errno != EOPNOTSUPP {
                throw SystemError("setxattr \(name)", path, errno: errno)
            }
        }
    }

    /// Sets an attribute of an open file.
    public static func set(
        _ name: String, to value: [UInt8], on descriptor: Int32, path: String
    ) throws(SystemError) {
        try systemCall("setxattr \(name)", path) {
            value.withUnsafeBytes { fsetxattr(descriptor, name, $0.baseAddress, value.count, 0) }
        }
    }

    /// The attributes of an open file, sorted by name.
    public static func all(of descriptor: Int32, path: String) throws(SystemError) -> [(name: String, value: [UInt8])] {
        let size = flistxattr(descriptor, nil, 0)
        if size == 0 || (size < 0 && (errno == EOPNOTSUPP || errno == EPERM)) { return [] }
        var names = [CChar](repeating: 0, count: max(0, size))
        let length = try systemCall("listxattr", path) { flistxattr(descriptor, &names, names.count) }
        var result: [(name: String, value: [UInt8])] = []
        for slice in names[..<length].split(separator: 0) {
            let name = String(decoding: slice.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if name.hasPrefix("user.overlay.") || name.hasPrefix("trusted.") || name == "security.selinux" { continue }
            let count = fgetxattr(descriptor, name, nil, 0)
            if count < 0 { continue }
            var value = [UInt8](repeating: 0, count: count)
            let read = fgetxattr(descriptor, name, &value, count)
            if read < 0 { continue }
            result.append((name, Array(value[..<read])))
        }
        return result.sorted { $0.name < $1.name }
    }
}
