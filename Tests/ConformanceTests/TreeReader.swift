import Crypto
import Foundation
import Glibc
import Linux

/// Reads a mounted tree as lines, one a name, in the form of the goldens (Tests/Conformance/README.md).
struct TreeReader {
    private struct Identity: Hashable {
        var device: UInt64
        var inode: UInt64
    }
    private let root: [UInt8]
    private var entries: [(path: [UInt8], line: String, identity: Identity?)] = []

    /// The lines by path.
    static func lines(at root: String) throws -> [String: String] {
        var reader = TreeReader(root: Array(root.utf8))
        try reader.walk([])
        var first: [Identity: [UInt8]] = [:]
        for entry in reader.entries {
            guard let identity = entry.identity else { continue }
            if let known = first[identity], known.lexicographicallyPrecedes(entry.path) { continue }
            first[identity] = entry.path
        }
        var result: [String: String] = [:]
        for entry in reader.entries {
            var line = entry.line
            if let identity = entry.identity, let other = first[identity], other != entry.path {
                line += " = " + escaped(other)
            }
            result[escaped(entry.path)] = line
        }
        return result
    }

    private init(root: [UInt8]) { self.root = root }

    private mutating func walk(_ folder: [UInt8]) throws {
        let path = root + [UInt8(ascii: "/")] + folder
        for name in try Self.names(in: path) {
            let relative = folder.isEmpty ? name : folder + [UInt8(ascii: "/")] + name
            let full = root + [UInt8(ascii: "/")] + relative
            var status = stat()
            try SetupStep.withCPath(full) { text in
                _ = try systemCall("lstat", Self.escaped(relative)) { lstat(text, &status) }
            }
            let isShared = status.st_nlink > 1 && status.st_mode & S_IFMT != S_IFDIR
            entries.append(
                (
                    relative, try Self.describe(full, status),
                    isShared ? Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino)) : nil
                ))
            if status.st_mode & S_IFMT == S_IFDIR { try walk(relative) }
        }
    }

    private static func names(in path: [UInt8]) throws -> [[UInt8]] {
        guard let stream = SetupStep.withCPath(path, { opendir($0) }) else {
            throw SystemError("opendir", escaped(path), errno: errno)
        }
        defer { closedir(stream) }
        var result: [[UInt8]] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: UInt8.self, capacity: 256) { bytes in
                    Array(UnsafeBufferPointer(start: bytes, count: 256).prefix { $0 != 0 })
                }
            }
            if name != [46] && name != [46, 46] { result.append(name) }
        }
        return result
    }

    private static func describe(_ path: [UInt8], _ status: stat) throws -> String {
        let digits = String(status.st_mode & 0o7777, radix: 8)
        let mode = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        let owner = "\(status.st_uid):\(status.st_gid)"
        var line: String
        switch status.st_mode & S_IFMT {
        case S_IFREG:
            let digest = SHA256.hash(data: try contents(path)).map { byte in
                (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
            line = "f \(mode) \(owner) \(status.st_size) \(digest.joined().prefix(16))"
        case S_IFDIR: line = "d \(mode) \(owner)"
        case S_IFLNK: line = "l \(mode) \(owner) -> \(escaped(linkTarget(path)))"
        case S_IFCHR, S_IFBLK:
            let kind = status.st_mode & S_IFMT == S_IFCHR ? "c" : "b"
            let number = UInt64(status.st_rdev)
            line = "\(kind) \(mode) \(owner) \((number >> 8) & 0xfff),\((number & 0xff) | ((number >> 12) & 0xfff00))"
        case S_IFSOCK: line = "s \(mode) \(owner)"
        default: line = "p \(mode) \(owner)"
        }
        for (name, value) in try attributes(path, status) {
            line += " \(name)=" + value.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
        return line
    }

    private static func contents(_ path: [UInt8]) throws -> Data {
        let descriptor = SetupStep.withCPath(path) { open($0, O_RDONLY | O_CLOEXEC) }
        if descriptor < 0 { throw SystemError("open", escaped(path), errno: errno) }
        return try FileHandle(fileDescriptor: descriptor, closeOnDealloc: true).readToEnd() ?? Data()
    }

    private static func linkTarget(_ path: [UInt8]) -> [UInt8] {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = SetupStep.withCPath(path) { readlink($0, &buffer, buffer.count) }
        return buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }
    }

    /// Extended attributes but for the store's own marks, sorted by name. Only files and folders can have some.
    private static func attributes(_ path: [UInt8], _ status: stat) throws -> [(name: String, value: [UInt8])] {
        guard [S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) else { return [] }
        let descriptor = SetupStep.withCPath(path) { open($0, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) }
        if descriptor < 0 { throw SystemError("open", escaped(path), errno: errno) }
        defer { close(descriptor) }
        return try ExtendedAttributes.all(of: descriptor, path: escaped(path))
    }

    static func escaped(_ bytes: [UInt8]) -> String {
        bytes.reduce(into: "") { result, byte in
            if byte > 32 && byte < 127 && byte != UInt8(ascii: "\\") {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                result += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
        }
    }
}
