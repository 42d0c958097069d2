import Glibc
import Linux

/// How an archive is packed, by its first bytes.
enum ArchiveFormat: String, Sendable, CaseIterable {
    case plain, gzip, bzip2, xz, zstd

    /// `nil` when the bytes are the beginning of nothing that can be unpacked.
    init?(head: [UInt8]) {
        if head.starts(with: [0x1f, 0x8b]) {
            self = .gzip
        } else if head.starts(with: Array("BZh".utf8)) {
            self = .bzip2
        } else if head.starts(with: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]) {
            self = .xz
        } else if head.starts(with: [0x28, 0xb5, 0x2f, 0xfd]) {
            self = .zstd
        } else if Self.isTarHeader(head) {
            self = .plain
        } else {
            return nil
        }
    }

    /// Whether a block's check sum is right, which also holds for archives older than ustar.
    private static func isTarHeader(_ head: [UInt8]) -> Bool {
        guard head.count >= 512, head[0] != 0 else { return false }
        let digits = head[148..<156].filter { (48...55).contains($0) }
        guard let sum = Int(String(decoding: digits, as: UTF8.self), radix: 8) else { return false }
        return sum
            == head[..<512].enumerated().reduce(0) { $0 + ((148..<156).contains($1.offset) ? 32 : Int($1.element)) }
    }

    /// The program that unpacks it.
    var program: String? { self == .plain ? nil : rawValue }
}

/// A stream whose first bytes can be looked at before it is read.
final class StreamReader: Sendable {
    /// What the stream is, for messages.
    let name: String
    let format: ArchiveFormat?
    private let descriptor: OwnedDescriptor
    private let head: [UInt8]

    private init(_ descriptor: OwnedDescriptor, name: String, head: [UInt8]) {
        self.descriptor = descriptor
        self.name = name
        self.head = head
        format = ArchiveFormat(head: head)
    }

    /// Waits for the first block.
    static func open(_ descriptor: OwnedDescriptor, name: String) async throws -> StreamReader {
        let head = try await Blocking.run { isCancelled in
            var head: [UInt8] = []
            while head.count < 512 {
                let more = try CancellableRead.bytes(
                    of: descriptor.number, limit: 512 - head.count, isCancelled: isCancelled)
                if more.isEmpty { break }
                head += more
            }
            return head
        }
        guard !head.isEmpty else {
            throw ContextError(.content, "\(name) is empty: it holds neither an archive nor a Dockerfile.")
        }
        return StreamReader(descriptor, name: name, head: head)
    }

    /// The whole stream.
    func text(limit: Int) async throws -> [UInt8] {
        let bytes = try await Blocking.run { [self] isCancelled in
            var bytes: [UInt8] = []
            try forEach(isCancelled) { piece in
                bytes += piece
                guard bytes.count <= limit else {
                    throw ContextError(.content, "\(name) is no archive, and too large for a Dockerfile.")
                }
            }
            return bytes
        }
        return bytes
    }

    /// Hands the stream on piece by piece. Blocks.
    func forEach(_ isCancelled: () -> Bool, _ body: ([UInt8]) throws -> Void) throws {
        try body(head)
        while true {
            let piece = try CancellableRead.bytes(of: descriptor.number, limit: 256 << 10, isCancelled: isCancelled)
            if piece.isEmpty { return }
            try body(piece)
        }
    }
}
