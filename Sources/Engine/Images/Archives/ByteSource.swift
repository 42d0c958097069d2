import Glibc
import Linux

/// Gives the bytes of an archive one after the other.
protocol ByteSource {
    /// Fills the buffer as far as it can; 0 means that there is no more.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

extension ByteSource {
    /// Fills the whole buffer unless the source ends before.
    mutating func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        var count = 0
        while count < buffer.count {
            let step = try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
            if step == 0 { break }
            count += step
        }
        return count
    }

    /// The rest, at most `limit` bytes.
    mutating func all(limit: Int) throws -> [UInt8] {
        var result: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try buffer.withUnsafeMutableBytes { try read(into: $0) }
            if count == 0 { return result }
            result += buffer[..<count]
            if result.count > limit { throw ArchiveFault.tooLarge(limit: Int64(limit)) }
        }
    }
}

/// Reads an open file, pipe or socket from where it stands.
struct DescriptorSource: ByteSource {
    let descriptor: Int32
    let subject: String

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        try systemCall("read", subject) { Glibc.read(descriptor, buffer.baseAddress, buffer.count) }
    }
}

/// Reads a part of an open file without moving its position.
struct RangeSource: ByteSource {
    let descriptor: Int32
    private(set) var offset: Int64
    private(set) var left: Int64

    init(descriptor: Int32, range: Range<Int64>) {
        self.descriptor = descriptor
        offset = range.lowerBound
        left = range.upperBound - range.lowerBound
    }

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let wanted = Int(min(left, Int64(buffer.count)))
        if wanted == 0 { return 0 }
        let position = off_t(offset)
        let count = try systemCall("read") { pread(descriptor, buffer.baseAddress, wanted, position) }
        if count == 0 { throw ArchiveFault.truncated }
        offset += Int64(count)
        left -= Int64(count)
        return count
    }
}

/// Hashes and counts what another source gives, and refuses to give more than a limit.
struct CheckedSource<Source: ByteSource>: ByteSource {
    private var source: Source
    private(set) var hash = HashingSink()
    let limit: Int64

    init(_ source: Source, limit: Int64 = .max) {
        self.source = source
        self.limit = limit
    }

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let count = try source.read(into: buffer)
        hash.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        if hash.count > limit { throw ArchiveFault.tooLarge(limit: limit) }
        return count
    }

    /// Reads what is left, so that the digest is that of the whole.
    mutating func drain() throws {
        var buffer = [UInt8](repeating: 0, count: 1 << 17)
        while try buffer.withUnsafeMutableBytes({ try read(into: $0) }) > 0 {}
    }
}

extension CheckedSource: Sendable where Source: Sendable {}
