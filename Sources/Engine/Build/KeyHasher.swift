import Crypto

/// Computes the key of a step from everything that its result depends on.
struct KeyHasher {
    private var hash = SHA256()

    /// A new key of a kind. Changing `version` makes all earlier results unfindable.
    init(_ kind: String) {
        add("workshop build 1")
        add(kind)
    }

    /// Adds a field. Its length goes first, so that no two lists of fields look alike.
    mutating func add(_ field: String) {
        var field = field
        field.withUTF8 { bytes in
            withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { hash.update(bufferPointer: $0) }
            hash.update(bufferPointer: UnsafeRawBufferPointer(bytes))
        }
    }

    mutating func add(_ bytes: [UInt8]) {
        withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { hash.update(bufferPointer: $0) }
        hash.update(data: bytes)
    }

    mutating func add(_ fields: [String]) {
        add(String(fields.count))
        fields.forEach { add($0) }
    }

    func finish() -> String { Self.hex(hash.finalize()) }

    /// The SHA-256 of some bytes as hexadecimal digits.
    static func digest(_ bytes: [UInt8]) -> String { hex(SHA256.hash(data: bytes)) }

    private static func hex(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
