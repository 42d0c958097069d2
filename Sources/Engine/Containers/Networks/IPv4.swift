/// An IPv4 address.
struct IPv4Address: Hashable, Comparable, Sendable, CustomStringConvertible {
    var number: UInt32

    init(number: UInt32) { self.number = number }

    /// Four decimal numbers with dots between them, and nothing else.
    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var number: UInt32 = 0
        for part in parts {
            guard (1...3).contains(part.utf8.count), part.utf8.allSatisfy({ (48...57).contains($0) }),
                let byte = UInt8(part)
            else { return nil }
            number = number << 8 | UInt32(byte)
        }
        self.number = number
    }

    var bytes: [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> UInt32(24 - 8 * $0)) } }
    var description: String { bytes.map { String($0) }.joined(separator: ".") }
    var isLoopback: Bool { number >> 24 == 127 }
    static func < (first: IPv4Address, second: IPv4Address) -> Bool { first.number < second.number }

    /// The hardware address that Docker gives to an interface with this address.
    var hardwareAddress: [UInt8] { [0x02, 0x42] + bytes }
}

/// A range of IPv4 addresses: `172.18.0.0/16`.
struct IPv4Subnet: Hashable, Sendable, CustomStringConvertible {
    /// The first address.
    var base: IPv4Address
    var prefixLength: Int

    /// The subnet of this length that an address lies in.
    init(of address: IPv4Address, prefixLength: Int) {
        self.prefixLength = prefixLength
        base = IPv4Address(number: address.number & Self.mask(prefixLength))
    }

    /// An address, a slash and a length from 0 to 32.
    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = IPv4Address(parts[0]), let length = Int(parts[1]),
            (0...32).contains(length), String(length) == parts[1]
        else { return nil }
        self.init(of: address, prefixLength: length)
    }

    private static func mask(_ length: Int) -> UInt32 { length == 0 ? 0 : ~0 << UInt32(32 - length) }

    var last: IPv4Address { IPv4Address(number: base.number | ~Self.mask(prefixLength)) }
    var description: String { "\(base)/\(prefixLength)" }
    func contains(_ address: IPv4Address) -> Bool { base <= address && address <= last }
    func contains(_ other: IPv4Subnet) -> Bool { contains(other.base) && contains(other.last) }
    func overlaps(_ other: IPv4Subnet) -> Bool { base <= other.last && other.base <= last }
    /// The addresses that hosts can have: all but the first and the last one.
    var hosts: ClosedRange<UInt32>? {
        guard prefixLength < 31 else { return nil }
        return base.number + 1...last.number - 1
    }
}

/// Hardware addresses as text.
enum HardwareAddress {
    static func text(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: ":")
    }

    /// Six hexadecimal numbers of two digits, with colons or dashes between them.
    static func bytes(_ text: String) -> [UInt8]? {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "-" }
        let bytes = parts.compactMap { $0.utf8.count == 2 ? UInt8($0, radix: 16) : nil }
        return parts.count == 6 && bytes.count == 6 ? bytes : nil
    }
}
