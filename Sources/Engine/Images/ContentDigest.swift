import Crypto
import Glibc
import Linux

/// A SHA-256, without a place of its own in memory: trees hold one for each of their files.
public struct ContentDigest: Hashable, Sendable {
    private var first: UInt64 = 0
    private var second: UInt64 = 0
    private var third: UInt64 = 0
    private var fourth: UInt64 = 0

    /// How many bytes a digest has.
    public static let byteCount = 32

    /// Takes the first 32 bytes; those that are missing are zeros.
    public init(bytes: UnsafeRawBufferPointer) {
        withUnsafeMutableBytes(of: &self) { $0.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes.prefix(32))) }
    }

    /// The digest of some bytes.
    public init(of data: [UInt8]) { self.init(SHA256.hash(data: data)) }

    init(_ digest: SHA256.Digest) { self = digest.withUnsafeBytes { ContentDigest(bytes: $0) } }

    /// Reads 64 digits, with or without `sha256:` before them; `nil` when it is something else.
    public init?(hexadecimal: String) {
        let digits = Array((hexadecimal.hasPrefix("sha256:") ? hexadecimal.dropFirst(7) : hexadecimal[...]).utf8)
        guard digits.count == 2 * Self.byteCount else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[index...(index + 1)], as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(byte)
        }
        self = bytes.withUnsafeBytes { ContentDigest(bytes: $0) }
    }

    /// Gives the 32 bytes to `body`.
    public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try withUnsafeBytes(of: self, body)
    }

    /// 64 digits.
    public var hexadecimal: String { withBytes { hex($0) } }
}

/// Reads files and computes their digests; has the memory for it.
public struct ContentHasher {
    private var buffer = [UInt8](repeating: 0, count: 1 << 18)

    public init() {}

    /// The digest of all that is in an open file. The file's position stays.
    public mutating func digest(of descriptor: Int32, path: @autoclosure () -> String) throws(SystemError)
        -> ContentDigest
    {
        var hash = SHA256()
        var offset = 0
        while true {
            let count = try systemCall("read", path()) { pread(descriptor, &buffer, buffer.count, off_t(offset)) }
            if count == 0 { break }
            buffer.withUnsafeBytes { hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            offset += count
        }
        return ContentDigest(hash.finalize())
    }

    /// Copies all that is in one open file to another, a new one, and computes the digest of what was copied. Blocks
    /// of zeros become holes.
    public mutating func copy(
        from source: Int32, to destination: Int32, path: @autoclosure () -> String
    ) throws(SystemError) -> ContentDigest {
        var hash = SHA256()
        var offset = 0
        while true {
            let count = try systemCall("read", path()) { pread(source, &buffer, buffer.count, off_t(offset)) }
            if count == 0 { break }
            buffer.withUnsafeBytes { hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            if count < buffer.count || !isZero(count) {
                var written = 0
                while written < count {
                    written += try systemCall("write", path()) {
                        buffer.withUnsafeBytes {
                            pwrite(
                                destination, $0.baseAddress.map { $0 + written }, count - written,
                                off_t(offset + written))
                        }
                    }
                }
            }
            offset += count
        }
        try systemCall("truncate", path()) { ftruncate(destination, off_t(offset)) }
        return ContentDigest(hash.finalize())
    }

    /// Copies all that is in one open file to another, a new one.
    public mutating func copySmall(
        from source: Int32, to destination: Int32, path: @autoclosure () -> String
    ) throws(SystemError) {
        var offset = 0
        while true {
            let count = try systemCall("read", path()) { pread(source, &buffer, buffer.count, off_t(offset)) }
            if count == 0 { break }
            var written = 0
            while written < count {
                written += try systemCall("write", path()) {
                    buffer.withUnsafeBytes {
                        pwrite(
                            destination, $0.baseAddress.map { $0 + written }, count - written,
                            off_t(offset + written))
                    }
                }
            }
            offset += count
            // Less than what was asked for is the end of a regular file; who wrote meanwhile shows in its times.
            if count < buffer.count { break }
        }
    }

    private func isZero(_ count: Int) -> Bool {
        buffer.withUnsafeBytes { bytes in
            guard bytes.first == 0, let start = bytes.baseAddress else { return false }
            return memcmp(start, start + 1, count - 1) == 0
        }
    }
}
