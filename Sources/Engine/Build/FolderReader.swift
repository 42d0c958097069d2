import Glibc
import Linux

/// Reads folders with their names as bytes.
enum FolderReader {
    /// The names in an open folder, sorted, without `.` and `..`.
    static func names(in descriptor: Int32, path: String) throws(SystemError) -> [[UInt8]] {
        let copy = try systemCall("open", path) { openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard let stream = fdopendir(copy) else {
            let number = errno
            close(copy)
            throw SystemError("fdopendir", path, errno: number)
        }
        defer { closedir(stream) }
        var names: [[UInt8]] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: UInt8.self, capacity: 256) { bytes in
                    Array(
                        UnsafeBufferPointer(
                            start: bytes,
                            count: strnlen(UnsafeRawPointer(bytes).assumingMemoryBound(to: CChar.self), 256)))
                }
            }
            if name != [46] && name != [46, 46] { names.append(name) }
        }
        return names.sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// Opens something in a folder without following a link.
    static func open(_ name: [UInt8], in folder: Int32, _ flags: Int32, path: String) throws(SystemError)
        -> OwnedDescriptor
    {
        OwnedDescriptor(
            try systemCall("open", path) { withName(name) { openat(folder, $0, flags | O_NOFOLLOW | O_CLOEXEC) } })
    }

    /// The status of something in a folder, links not followed; `nil` when it is not there.
    static func status(_ name: [UInt8], in folder: Int32, path: String) throws(SystemError) -> stat? {
        var status = stat()
        do {
            try systemCall("stat", path) { withName(name) { fstatat(folder, $0, &status, AT_SYMLINK_NOFOLLOW) } }
        } catch {
            if error.errno == ENOENT || error.errno == ENOTDIR { return nil }
            throw error
        }
        return status
    }

    static func linkTarget(_ name: [UInt8], in folder: Int32, path: String) throws(SystemError) -> [UInt8] {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = try systemCall("readlink", path) {
            withName(name) { readlinkat(folder, $0, &buffer, buffer.count) }
        }
        return buffer[..<count].map { UInt8(bitPattern: $0) }
    }
}
