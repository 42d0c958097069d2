import Foundation
import Glibc
import Linux

/// One thing in a context that a checkout cannot hold.
struct SetupStep: Decodable, Sendable {
    enum Kind: String, Decodable, Sendable {
        case file, folder, symlink, hardlink, fifo, socket, device, xattr, mode, owner
    }
    var kind: Kind
    var path: String
    var content: String?
    var base64: String?
    /// How often the content is repeated.
    var times: Int?
    /// The size that a file is cut or stretched to.
    var size: Int64?
    var to: String?
    var name: String?
    var value: String?
    var major: UInt32?
    var minor: UInt32?
    /// Octal.
    var mode: String?
    var uid: UInt32?
    var gid: UInt32?

    func perform(in root: String) throws {
        let bytes = Array(root.utf8) + [UInt8(ascii: "/")] + Self.unescaped(path)
        if let slash = bytes.lastIndex(of: UInt8(ascii: "/")) {
            try FileManager.default.createDirectory(
                atPath: String(decoding: bytes[..<slash], as: UTF8.self), withIntermediateDirectories: true)
        }
        try Self.withCPath(bytes) { (path) in
            try make(at: path, in: root)
            if let uid, let gid { try call("chown") { lchown(path, uid, gid) } }
            if let mode { try call("chmod") { chmod(path, mode_t(mode, radix: 8) ?? 0) } }
        }
    }

    private func make(at path: UnsafePointer<CChar>, in root: String) throws {
        switch kind {
        case .file: try writeFile(path)
        case .folder:
            mkdir(path, 0o755)
            try call("chmod") { chmod(path, 0o755) }
        case .symlink:
            try Self.withCPath(Self.unescaped(to ?? "")) { target in
                try call("symlink") { Glibc.symlink(target, path) }
            }
        case .hardlink:
            try Self.withCPath(Array("\(root)/".utf8) + Self.unescaped(to ?? "")) { other in
                try call("link") { link(other, path) }
            }
        case .fifo:
            try call("mkfifo") { mkfifo(path, 0o644) }
            try call("chmod") { chmod(path, 0o644) }
        case .socket:
            try call("mknod") { mknod(path, S_IFSOCK | 0o644, 0) }
            try call("chmod") { chmod(path, 0o644) }
        case .device:
            let number = dev_t(major ?? 0) << 8 | dev_t(minor ?? 0)
            try call("mknod") { mknod(path, S_IFCHR | 0o644, number) }
            try call("chmod") { chmod(path, 0o644) }
        case .xattr:
            let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
            try call("open") { descriptor }
            defer { close(descriptor) }
            let bytes = Array((value ?? "").utf8)
            try ExtendedAttributes.set(name ?? "", to: bytes, on: descriptor, path: self.path)
        case .mode, .owner: break
        }
    }

    private func writeFile(_ path: UnsafePointer<CChar>) throws {
        let part = base64.flatMap { Data(base64Encoded: $0) } ?? Data((content ?? "").utf8)
        var data = Data()
        for _ in 0..<(times ?? 1) { data.append(part) }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        try call("open") { descriptor }
        defer { close(descriptor) }
        try data.withUnsafeBytes { bytes in
            if let start = bytes.baseAddress {
                try call("write") { Int32(Glibc.write(descriptor, start, bytes.count)) }
            }
        }
        if let size { try call("ftruncate") { ftruncate(descriptor, off_t(size)) } }
        try call("chmod") { fchmod(descriptor, 0o644) }
    }

    private func call(_ name: String, _ body: () -> Int32) throws {
        _ = try systemCall(name, path, body)
    }

    /// A name's bytes; `\xNN` stands for a byte that no JSON text can hold.
    static func unescaped(_ text: String) -> [UInt8] {
        var result: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.first {
            if byte == UInt8(ascii: "\\"), rest.dropFirst().first == UInt8(ascii: "x"), rest.count >= 4,
                let value = UInt8(String(decoding: rest.dropFirst(2).prefix(2), as: UTF8.self), radix: 16)
            {
                result.append(value)
                rest = rest.dropFirst(4)
            } else {
                result.append(byte)
                rest = rest.dropFirst()
            }
        }
        return result
    }

    static func withCPath<Result>(
        _ bytes: [UInt8], _ body: (UnsafePointer<CChar>) throws -> Result
    ) rethrows -> Result {
        let text = (bytes + [0]).map { CChar(bitPattern: $0) }
        return try text.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return try body("") }
            return try body(start)
        }
    }
}
