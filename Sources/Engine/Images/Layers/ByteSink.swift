import Crypto
import Glibc
import Linux

/// Takes the bytes of an archive one after the other.
protocol ByteSink {
    mutating func write(_ bytes: UnsafeRawBufferPointer) throws
}

extension ByteSink {
    mutating func write(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try write($0) } }
}

/// Computes the SHA-256 and the length of what it takes.
struct HashingSink: ByteSink, Sendable {
    private var hash = SHA256()
    private(set) var count: Int64 = 0

    mutating func write(_ bytes: UnsafeRawBufferPointer) {
        hash.update(bufferPointer: bytes)
        count += Int64(bytes.count)
    }

    /// `sha256:` and 64 hexadecimal digits.
    func digest() -> String { "sha256:" + hex(hash.finalize()) }
}

/// Writes to an open file, pipe or socket, whole buffers at a time.
struct DescriptorSink: ByteSink {
    let descriptor: Int32
    let subject: String

    func write(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        while let base = rest.baseAddress, rest.count > 0 {
            let count = try systemCall("write", subject) { Glibc.write(descriptor, base, rest.count) }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }
}

/// Writes to one sink what it hashes at the same time.
struct HashingTee<Sink: ByteSink>: ByteSink {
    var sink: Sink
    private(set) var hash = HashingSink()

    init(_ sink: Sink) { self.sink = sink }

    mutating func write(_ bytes: UnsafeRawBufferPointer) throws {
        hash.write(bytes)
        try sink.write(bytes)
    }
}

/// Gathers small pieces, so that the sink below sees few large ones.
struct BufferedSink<Sink: ByteSink>: ByteSink {
    var sink: Sink
    private var buffer: [UInt8] = []
    private let capacity: Int

    init(_ sink: Sink, capacity: Int = 1 << 17) {
        self.sink = sink
        self.capacity = capacity
        buffer.reserveCapacity(capacity)
    }

    mutating func write(_ bytes: UnsafeRawBufferPointer) throws {
        if buffer.count + bytes.count > capacity { try flush() }
        if bytes.count >= capacity { try sink.write(bytes) } else { buffer.append(contentsOf: bytes) }
    }

    mutating func flush() throws {
        if buffer.isEmpty { return }
        try buffer.withUnsafeBytes { try sink.write($0) }
        buffer.removeAll(keepingCapacity: true)
    }
}
