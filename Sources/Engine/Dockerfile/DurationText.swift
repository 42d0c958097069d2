/// Durations as Go writes them: `500ms`, `1m30s`, `1.5h`.
public enum DurationText {
    private static let units: [(name: String, nanoseconds: UInt64)] = [
        ("ns", 1), ("us", 1000), ("µs", 1000), ("μs", 1000), ("ms", 1_000_000), ("s", 1_000_000_000),
        ("m", 60_000_000_000), ("h", 3_600_000_000_000),
    ]

    /// The duration in nanoseconds, or `nil` when the text is none or does not fit 64 bits.
    public static func nanoseconds(_ text: String) -> Int64? {
        var rest = Substring(text)
        let isNegative = rest.first == "-"
        if isNegative || rest.first == "+" { rest.removeFirst() }
        if rest == "0" { return 0 }
        guard !rest.isEmpty else { return nil }
        let limit = UInt64(Int64.max) + (isNegative ? 1 : 0)
        var total: UInt64 = 0
        while !rest.isEmpty {
            let number = rest.prefix { isDigit($0) || $0 == "." }
            rest = rest.dropFirst(number.count)
            let unit = rest.prefix { !isDigit($0) && $0 != "." }
            rest = rest.dropFirst(unit.count)
            guard let factor = units.first(where: { $0.name == unit })?.nanoseconds,
                let value = nanoseconds(number, factor)
            else { return nil }
            let (sum, overflows) = total.addingReportingOverflow(value)
            guard !overflows, sum <= limit else { return nil }
            total = sum
        }
        return isNegative ? Int64(truncatingIfNeeded: 0 &- total) : Int64(total)
    }

    private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }

    /// `1.5` of a unit.
    private static func nanoseconds(_ number: Substring, _ unit: UInt64) -> UInt64? {
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, number.contains(where: { $0 != "." }) else { return nil }
        guard let whole = parts[0].isEmpty ? 0 : UInt64(parts[0]) else { return nil }
        let (result, overflows) = whole.multipliedReportingOverflow(by: unit)
        // What is smaller than a nanosecond is dropped.
        guard !overflows, parts.count == 2, let fraction = Double("0.\(parts[1])0") else {
            return overflows ? nil : result
        }
        return result + UInt64(fraction * Double(unit))
    }
}
