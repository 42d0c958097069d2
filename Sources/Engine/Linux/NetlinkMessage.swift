import Glibc

/// A request to the kernel's networking: rtnetlink(7). Numbers are in the machine's byte order.
struct NetlinkMessage: Sendable {
    private(set) var bytes: [UInt8]

    /// Of `linux/rtnetlink.h`.
    enum Kind {
        static let newLink: UInt16 = 16
        static let deleteLink: UInt16 = 17
        static let getLink: UInt16 = 18
        static let setLink: UInt16 = 19
        static let newAddress: UInt16 = 20
        static let getAddress: UInt16 = 22
        static let newRoute: UInt16 = 24
        static let deleteRoute: UInt16 = 25
        static let getRoute: UInt16 = 26
        static let newRule: UInt16 = 32
        static let deleteRule: UInt16 = 33
        static let setNeighbourTable: UInt16 = 67
        /// Of `linux/netlink.h`.
        static let error: UInt16 = 2
        static let done: UInt16 = 3
    }

    /// Of `linux/netlink.h`.
    enum Flag {
        static let request: UInt16 = 1
        static let acknowledge: UInt16 = 4
        static let dump: UInt16 = 0x300
        static let replace: UInt16 = 0x100
        static let exclusive: UInt16 = 0x200
        static let create: UInt16 = 0x400
    }

    static let headerSize = 16

    init(_ kind: UInt16, flags: UInt16 = 0) {
        bytes = []
        append(UInt32(0))
        append(kind)
        append(flags | Flag.request)
        append(UInt32(0))
        append(UInt32(0))
    }

    mutating func append<Number: FixedWidthInteger>(_ number: Number) {
        withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) }
    }

    /// `struct ifinfomsg`.
    mutating func appendLinkHeader(index: Int32 = 0, flags: UInt32 = 0, change: UInt32 = 0, family: UInt16 = 0) {
        append(family)
        append(UInt16(0))
        append(index)
        append(flags)
        append(change)
    }

    /// An attribute: length, kind, and the value, padded to four bytes.
    mutating func attribute(_ kind: UInt16, _ value: [UInt8]) {
        append(UInt16(4 + value.count))
        append(kind)
        bytes += value
        pad()
    }

    mutating func attribute<Number: FixedWidthInteger>(_ kind: UInt16, number: Number) {
        attribute(kind, withUnsafeBytes(of: number) { Array($0) })
    }

    mutating func attribute(_ kind: UInt16, text: String) { attribute(kind, Array(text.utf8) + [0]) }

    /// An attribute that consists of attributes.
    mutating func nest(_ kind: UInt16, _ body: (inout NetlinkMessage) -> Void) {
        let start = bytes.count
        append(UInt16(0))
        append(kind)
        body(&self)
        set(UInt16(bytes.count - start), at: start)
        pad()
    }

    /// The whole request, with its length and number.
    func finished(sequence: UInt32) -> [UInt8] {
        var copy = self
        copy.set(UInt32(bytes.count), at: 0)
        copy.set(sequence, at: 8)
        return copy.bytes
    }

    private mutating func set<Number: FixedWidthInteger>(_ number: Number, at offset: Int) {
        withUnsafeBytes(of: number) { bytes.replaceSubrange(offset..<offset + $0.count, with: $0) }
    }

    private mutating func pad() { while bytes.count % 4 != 0 { bytes.append(0) } }
}

/// A message from the kernel.
struct NetlinkAnswer: Sendable {
    var kind: UInt16
    /// What follows the header.
    var body: ArraySlice<UInt8>

    /// The messages of a datagram.
    static func all(in bytes: ArraySlice<UInt8>) -> [NetlinkAnswer] {
        var result: [NetlinkAnswer] = []
        var rest = bytes
        while rest.count >= NetlinkMessage.headerSize {
            let length = Int(number(rest, 0, UInt32.self))
            guard length >= NetlinkMessage.headerSize, length <= rest.count else { break }
            let kind = number(rest, 4, UInt16.self)
            let body = rest.prefix(length).dropFirst(NetlinkMessage.headerSize)
            result.append(NetlinkAnswer(kind: kind, body: body))
            rest = rest.dropFirst(min(rest.count, (length + 3) & ~3))
        }
        return result
    }

    func number<Number: FixedWidthInteger>(at offset: Int, _ type: Number.Type) -> Number {
        Self.number(body, offset, type)
    }

    /// The attributes after a fixed part of `offset` bytes.
    func attributes(after offset: Int) -> [UInt16: ArraySlice<UInt8>] {
        var result: [UInt16: ArraySlice<UInt8>] = [:]
        var rest = body.dropFirst(offset)
        while rest.count >= 4 {
            let length = Int(Self.number(rest, 0, UInt16.self))
            guard length >= 4, length <= rest.count else { break }
            result[Self.number(rest, 2, UInt16.self) & 0x3fff] = rest.prefix(length).dropFirst(4)
            rest = rest.dropFirst(min(rest.count, (length + 3) & ~3))
        }
        return result
    }

    static func number<Number: FixedWidthInteger>(
        _ bytes: ArraySlice<UInt8>, _ offset: Int, _ type: Number.Type
    ) -> Number {
        let size = MemoryLayout<Number>.size
        guard bytes.count >= offset + size else { return 0 }
        let start = bytes.startIndex + offset
        return bytes[start..<start + size].withUnsafeBytes { $0.loadUnaligned(as: Number.self) }
    }
}
