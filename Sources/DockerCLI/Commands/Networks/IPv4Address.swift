/// An address of IPv4.
struct IPv4Address: Equatable, Sendable {
    let number: UInt32

    init(number: UInt32) { self.number = number }

    /// Reads four decimal numbers with dots between, none with a zero in front; `nil` for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var number: UInt32 = 0
        for part in parts {
            let isPlain = part.utf8.allSatisfy { (48...57).contains($0) } && (part.count == 1 || part.first != "0")
            guard isPlain, let byte = UInt8(part) else { return nil }
            number = number << 8 | UInt32(byte)
        }
        self.number = number
    }

    var text: String {
        [24, 16, 8, 0].map { String(number >> UInt32($0) & 255) }.joined(separator: ".")
    }
}

/// Addresses of IPv4 that begin alike: `172.30.0.0/16`.
struct IPv4Block: Equatable, Sendable {
    /// The first one.
    let first: IPv4Address
    /// How many bits are alike.
    let prefix: Int

    /// Reads an address and a number of bits with a slash between; `nil` for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = IPv4Address(String(parts[0])),
            parts[1].utf8.allSatisfy({ (48...57).contains($0) }), let prefix = Int(parts[1]), prefix <= 32
        else { return nil }
        self.prefix = prefix
        first = IPv4Address(number: address.number & Self.mask(prefix))
    }

    private static func mask(_ prefix: Int) -> UInt32 { prefix == 0 ? 0 : ~0 << UInt32(32 - prefix) }

    func contains(_ address: IPv4Address) -> Bool { address.number & Self.mask(prefix) == first.number }

    var text: String { "\(first.text)/\(prefix)" }
}
