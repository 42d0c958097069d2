import Glibc
import Linux

/// Reads folders with their names as bytes, because file names need not be UTF-8.
enum DirectoryReader {
    /// Opens a folder in another one. A symbolic link is an error.
    static func openFolder(_ name: [UInt8], in folder: Int32, path: String) throws(SystemError) -> OwnedDescriptor {
        let number = withUnsafeCString(name) {
            openat(folder, $0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0)
        }
        if number < 0 {
            throw SystemError("open", path + "/" + String(decoding: name, as: UTF8.self), errno: errno)
        }
        return OwnedDescriptor(number)
    }

    /// The names in an open folder without `.` and `..`, sorted by their bytes.
    static func names(in folder: Int32, path: String) throws(SystemError) -> [[UInt8]] {
        let copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
        guard copy >= 0 else { throw SystemError("open", path, errno: errno) }
        guard let stream = fdopendir(copy) else {
            let number = errno
            Glibc.close(copy)
            throw SystemError("fdopendir", path, errno: number)
        }
        defer { closedir(stream) }
        var names: [[UInt8]] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: UInt8.self, capacity: 256) { bytes in
                    Array(UnsafeBufferPointer(start: bytes, count: 256).prefix { $0 != 0 })
                }
            }
            if name != [46] && name != [46, 46] { names.append(name) }
        }
        return names.sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// Where a symbolic link in an open folder points.
    static func linkTarget(_ name: [UInt8], in folder: Int32, path: String) throws(SystemError) -> [UInt8] {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = withUnsafeCString(name) { readlinkat(folder, $0, &buffer, buffer.count) }
        guard count >= 0 else { throw SystemError("readlink", path, errno: errno) }
        return buffer[..<count].map { UInt8(bitPattern: $0) }
    }
}

/// Calls `body` with a name as C wants it.
func withUnsafeCString<Result>(_ name: [UInt8], _ body: (UnsafePointer<CChar>) -> Result) -> Result {
    (name.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { buffer in
        // The array has at least its final 0, so the base address exists.
        guard let base = buffer.baseAddress else { return body("") }
        return body(base)
    }
}
