import Glibc
import Linux

/// Reads folders with their names as bytes.
enum FolderReader {
    /// A name in a folder.
    struct Name {
        var bytes: [UInt8]
        var inode: UInt64
        /// A kind as readdir(3) tells it; `DT_UNKNOWN` where the file system does not.
        var type: UInt8

        /// Whether this is neither a folder nor something that could be one.
        var isNoFolder: Bool { type != UInt8(DT_DIR) && type != UInt8(DT_UNKNOWN) }
    }

    /// The names in an open folder, sorted, without `.` and `..`.
    static func names(in descriptor: Int32, path: @autoclosure () -> String) throws(SystemError) -> [[UInt8]] {
        try list(descriptor, path: path()).map(\.bytes)
    }

    /// What is in an open folder, sorted by name, without `.` and `..`.
    static func list(_ descriptor: Int32, path: @autoclosure () -> String) throws(SystemError) -> [Name] {
        let copy = try systemCall("open", path()) { openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard let stream = fdopendir(copy) else {
            let number = errno
            close(copy)
            throw SystemError("fdopendir", path(), errno: number)
        }
        defer { closedir(stream) }
        var names: [Name] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { throw SystemError("readdir", path(), errno: errno) }
                break
            }
            let bytes = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: UInt8.self, capacity: 256) { bytes in
                    Array(
                        UnsafeBufferPointer(
                            start: bytes,
                            count: strnlen(UnsafeRawPointer(bytes).assumingMemoryBound(to: CChar.self), 256)))
                }
            }
            if bytes == [46] || bytes == [46, 46] { continue }
            names.append(Name(bytes: bytes, inode: UInt64(entry.pointee.d_ino), type: entry.pointee.d_type))
        }
        names.sort { isBefore($0.bytes, $1.bytes) }
        return names
    }

    private static func isBefore(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        let order = left.withUnsafeBytes { left in
            right.withUnsafeBytes { right in
                guard let first = left.baseAddress, let second = right.baseAddress else { return Int32(0) }
                return memcmp(first, second, min(left.count, right.count))
            }
        }
        return order == 0 ? left.count < right.count : order < 0
    }

    /// Opens something in a folder without following a link.
    static func open(
        _ name: [UInt8], in folder: Int32, _ flags: Int32, path: @autoclosure () -> String
    ) throws(SystemError) -> OwnedDescriptor {
        OwnedDescriptor(
            try systemCall("open", path()) { withName(name) { openat(folder, $0, flags | O_NOFOLLOW | O_CLOEXEC) } })
    }

    /// The status of something in a folder, links not followed; `nil` when it is not there.
    static func status(
        _ name: [UInt8], in folder: Int32, path: @autoclosure () -> String
    ) throws(SystemError) -> stat? {
        var status = stat()
        while withName(name, { fstatat(folder, $0, &status, AT_SYMLINK_NOFOLLOW) }) != 0 {
            let number = errno
            if number == ENOENT || number == ENOTDIR { return nil }
            if number != EINTR { throw SystemError("stat", path(), errno: number) }
        }
        return status
    }

    static func linkTarget(
        _ name: [UInt8], in folder: Int32, path: @autoclosure () -> String
    ) throws(SystemError) -> [UInt8] {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = try systemCall("readlink", path()) {
            withName(name) { readlinkat(folder, $0, &buffer, buffer.count) }
        }
        return buffer[..<count].map { UInt8(bitPattern: $0) }
    }
}

/// Names of files as the C library wants them.
func withName<Result>(_ name: [UInt8], _ body: (UnsafePointer<CChar>) -> Result) -> Result {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: name.count + 1) { buffer in
        for (index, byte) in name.enumerated() { buffer[index] = CChar(bitPattern: byte) }
        buffer[name.count] = 0
        // The buffer ends in a zero, so it has an address.
        guard let address = buffer.baseAddress else { return body("") }
        return body(address)
    }
}
