/// The keys that let go of a container without ending it: `--detach-keys`.
struct DetachKeys: Sendable, Equatable {
    /// What the keys send, one byte each. Empty: there are none.
    var bytes: [UInt8]

    /// Ctrl-P, then Ctrl-Q.
    static let standard = DetachKeys(bytes: [16, 17])

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Reads keys with commas between: letters, `ctrl-` with a letter or one of `@[\]^_`, `DEL`.
    init(_ text: String) throws(CommandFailure) {
        var bytes: [UInt8] = []
        for key in text.split(separator: ",", omittingEmptySubsequences: false) {
            let units = Array(key.utf8)
            if units.count == 1 {
                bytes.append(units[0])
            } else if key == "DEL" {
                bytes.append(127)
            } else if let control = Self.control(units) {
                bytes.append(control)
            } else {
                throw CommandFailure("Unknown character: '\(key)'")
            }
        }
        self.bytes = bytes
    }

    private static func control(_ units: [UInt8]) -> UInt8? {
        guard units.count == 6, units.starts(with: Array("ctrl-".utf8)) else { return nil }
        switch units[5] {
        case UInt8(ascii: "a")...UInt8(ascii: "z"): return units[5] - UInt8(ascii: "a") + 1
        case UInt8(ascii: "@"): return 0
        case UInt8(ascii: "[")...UInt8(ascii: "_"): return units[5] - UInt8(ascii: "@")
        default: return nil
        }
    }
}

/// Looks for the detach keys in what is typed, and holds back what may be their beginning.
struct DetachFilter: Sendable {
    private let keys: [UInt8]
    private var matched = 0

    init(_ keys: DetachKeys) { self.keys = keys.bytes }

    /// Takes a piece of input. Returns what goes to the container, and whether the keys were pressed; what follows them is
    /// dropped.
    mutating func pass(_ input: [UInt8]) -> (bytes: [UInt8], isDetached: Bool) {
        guard !keys.isEmpty else { return (input, false) }
        var passed: [UInt8] = []
        passed.reserveCapacity(input.count + matched)
        for byte in input {
            if byte == keys[matched] {
                matched += 1
                if matched == keys.count {
                    matched = 0
                    return (passed, true)
                }
                continue
            }
            // Not the keys after all: what was held back goes out, except for an end that may begin them again.
            var held = Array(keys[..<matched]) + [byte]
            matched = 0
            while !held.isEmpty, !keys.starts(with: held) {
                passed.append(held.removeFirst())
            }
            matched = held.count
        }
        return (passed, false)
    }
}
