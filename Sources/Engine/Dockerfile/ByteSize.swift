/// A number of bytes as `--mount` takes it: `64m`, `1.5GiB`, `1024`. Units are powers of 1024.
enum ByteSize {
    /// The bytes; `nil` when the text is no size or none that fits 64 bits.
    static func bytes(_ text: String) -> Int64? {
        let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "+") }
        var unit = text.dropFirst(number.count).lowercased()[...]
        // One blank may stand before the unit.
        if unit.count > 1, unit.first == " " { unit.removeFirst() }
        let powers: [Character: Int] = ["k": 10, "m": 20, "g": 30, "t": 40, "p": 50]
        var power = 0
        if let first = unit.first, unit != "b" {
            guard let known = powers[first], ["", "b", "ib"].contains(unit.dropFirst()) else { return nil }
            power = known
        }
        guard let value = Double(number) else { return nil }
        return Int64(exactly: (value * Double(1 << power)).rounded(.towardZero))
    }
}
