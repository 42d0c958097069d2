import Glibc
import NIOPosix

/// Copies and removes folders. Names are bytes, not text: a learner's folder may hold any.
enum FileTree {
    struct CopyError: Error, CustomStringConvertible {
        var path: String
        var reason: String
        var description: String { "\(path) cannot be copied: \(reason)." }
    }

    /// Copies a folder with modes and symbolic links as they are. Sockets, FIFOs and devices are left out.
    static func copy(_ source: String, to target: String) async throws {
        try await NIOThreadPool.singleton.runIfActive {
            try copy(Array(source.utf8), to: Array(target.utf8))
        }
    }

    /// Copies what is in a folder into another that is there already. Files of the same name are replaced.
    static func copy(_ source: String, over target: String) async throws {
        try await NIOThreadPool.singleton.runIfActive {
            try copy(Array(source.utf8), to: Array(target.utf8), isOver: true)
        }
    }

    static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    private static func copy(_ source: [UInt8], to target: [UInt8], isOver: Bool = false) throws(CopyError) {
        var status = stat()
        guard calling(source, { lstat($0, &status) }) == 0 else { throw failure(source) }
        let mode = status.st_mode & 0o7777
        var old = stat()
        let isMerged =
            isOver && status.st_mode & S_IFMT == S_IFDIR && calling(target, { lstat($0, &old) }) == 0
            && old.st_mode & S_IFMT == S_IFDIR
        if isOver && !isMerged { remove(target) }
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            guard isMerged || calling(target, { mkdir($0, 0o700) }) == 0 else { throw failure(target) }
            guard let names = list(source) else { throw failure(source) }
            for name in names {
                try copy(source + [slash] + name, to: target + [slash] + name, isOver: isOver)
            }
            guard calling(target, { chmod($0, mode) }) == 0 else { throw failure(target) }
        case S_IFLNK:
            var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
            let count = calling(source) { readlink($0, &buffer, buffer.count - 1) }
            guard count >= 0 else { throw failure(source) }
            buffer[count] = 0
            guard calling(target, { symlink(buffer, $0) }) == 0 else { throw failure(target) }
        case S_IFREG:
            try copyFile(source, to: target, mode: mode)
        default:
            break
        }
    }

    private static func copyFile(_ source: [UInt8], to target: [UInt8], mode: mode_t) throws(CopyError) {
        let input = calling(source) { open($0, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK) }
        guard input >= 0 else { throw failure(source) }
        defer { close(input) }
        let output = calling(target) { open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600) }
        guard output >= 0 else { throw failure(target) }
        defer { close(output) }
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = read(input, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw failure(source) }
            if count == 0 { break }
            guard write(buffer[..<count], to: output) else { throw failure(target) }
        }
        guard fchmod(output, mode) == 0 else { throw failure(target) }
    }

    /// Writes all bytes; `false` with errno set when that fails.
    static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Removes a file or a folder with everything in it, as far as that is allowed. Links are not followed.
    static func remove(_ path: String) { remove(Array(path.utf8)) }

    private static func remove(_ path: [UInt8]) {
        var status = stat()
        guard calling(path, { lstat($0, &status) }) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            _ = calling(path) { unlink($0) }
            return
        }
        if status.st_mode & 0o700 != 0o700 { _ = calling(path) { chmod($0, 0o700) } }
        for name in list(path) ?? [] { remove(path + [slash] + name) }
        _ = calling(path) { rmdir($0) }
    }

    /// The names in a folder; empty when it cannot be read.
    static func names(in folder: String) -> [[UInt8]] { list(Array(folder.utf8)) ?? [] }

    private static func list(_ folder: [UInt8]) -> [[UInt8]]? {
        guard let stream = calling(folder, { opendir($0) }) else { return nil }
        defer { closedir(stream) }
        var names: [[UInt8]] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: UInt8.self, capacity: 256) { bytes in
                    Array(UnsafeBufferPointer(start: bytes, count: strnlen(bytes, 256)))
                }
            }
            if name != [dot] && name != [dot, dot] { names.append(name) }
        }
        return names
    }

    private static let slash = UInt8(ascii: "/")
    private static let dot = UInt8(ascii: ".")

    private static func strnlen(_ bytes: UnsafePointer<UInt8>, _ limit: Int) -> Int {
        (0..<limit).first { bytes[$0] == 0 } ?? limit
    }

    private static func calling<Result>(_ path: [UInt8], _ body: (UnsafePointer<CChar>) -> Result) -> Result {
        (path + [0]).withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { text in
                // The buffer holds at least the final 0, so it has an address.
                text.baseAddress.map(body) ?? body("")
            }
        }
    }

    private static func failure(_ path: [UInt8]) -> CopyError {
        let number = errno
        return CopyError(path: String(decoding: path, as: UTF8.self), reason: FilePaths.reason(number))
    }
}
