/// An entry of a tar archive as it was read.
struct TarEntry: Sendable {
    enum Kind: Sendable, Equatable {
        case file, folder, symbolicLink, hardLink, fifo, characterDevice, blockDevice
        /// Something that no image needs: a volume label, a contiguous file's cousin, …
        case other(UInt8)
    }

    var name: [UInt8]
    var kind: Kind
    var linkTarget: [UInt8] = []
    var mode: UInt32 = 0
    var user: Int64 = 0
    var group: Int64 = 0
    var size: Int64 = 0
    var seconds: Int64 = 0
    var nanoseconds: Int64 = 0
    var deviceMajor: Int64 = 0
    var deviceMinor: Int64 = 0
    var attributes: [(name: String, value: [UInt8])] = []

    /// The name for messages.
    var text: String { String(decoding: name, as: UTF8.self) }

    /// The parts of a name: without empty parts and `.`, relative to the root.
    ///
    /// - Throws: ``ArchiveFault/badName(_:)`` for a part `..` or a zero byte.
    static func components(of name: [UInt8]) throws -> [[UInt8]] {
        let parts = name.split(separator: UInt8(ascii: "/")).map(Array.init).filter { $0 != [46] }
        guard parts.allSatisfy({ $0 != [46, 46] && !$0.contains(0) && $0.count <= 255 }) else {
            throw ArchiveFault.badName(String(decoding: name, as: UTF8.self))
        }
        return parts
    }
}
