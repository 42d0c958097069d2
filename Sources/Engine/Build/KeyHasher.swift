import Crypto
import Images

/// Computes the key of a step from everything that its result depends on.
struct KeyHasher {
    private var hash = SHA256()
    /// What is to be hashed next. Fields are short, and hashing many at once is quicker.
    private var pending: [UInt8] = []
    private static let pendingLimit = 16 << 10

    /// A new key of a kind. Changing `version` makes all earlier results unfindable.
    init(_ kind: String) {
        add("workshop build 1")
        add(kind)
    }

    /// Adds a field. Its length goes first, so that no two lists of fields look alike.
    mutating func add(_ field: String) {
        var field = field
        field.withUTF8 { add(bytes: UnsafeRawBufferPointer($0)) }
    }

    mutating func add(_ bytes: [UInt8]) { bytes.withUnsafeBytes { add(bytes: $0) } }

    mutating func add(_ fields: [String]) {
        add(String(fields.count))
        fields.forEach { add($0) }
    }

    /// Adds eight bytes, without their length.
    mutating func add(number: UInt64) {
        withUnsafeBytes(of: number.littleEndian) { pending.append(contentsOf: $0) }
    }

    /// Adds a digest, without its length.
    mutating func add(_ digest: ContentDigest) { digest.withBytes { pending.append(contentsOf: $0) } }

    private mutating func add(bytes: UnsafeRawBufferPointer) {
        add(number: UInt64(bytes.count))
        guard pending.count + bytes.count > Self.pendingLimit else {
            pending.append(contentsOf: bytes)
            return
        }
        hash.update(data: pending)
        pending.removeAll(keepingCapacity: true)
        hash.update(bufferPointer: bytes)
    }

    func finish() -> String { finished.hexadecimal }

    /// The key as bytes.
    func digest() -> [UInt8] { finished.withBytes { [UInt8]($0) } }

    var finished: ContentDigest {
        var hash = hash
        hash.update(data: pending)
        return hash.finalize().withUnsafeBytes { ContentDigest(bytes: $0) }
    }

    /// The SHA-256 of some bytes as hexadecimal digits.
    static func digest(_ bytes: [UInt8]) -> String { ContentDigest(of: bytes).hexadecimal }
}
