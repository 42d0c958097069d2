import GoTemplate

/// Durations as Go's package time writes and reads them: `1h30m`, `1.5s`.
public enum GoDuration {
    /// A text that is no duration, in Go's words.
    public struct ParseError: Error, Sendable, Equatable, CustomStringConvertible {
        /// What Go says.
        public let description: String
    }

    private static let units: [(name: String, nanoseconds: Double)] = [
        ("ns", 1), ("us", 1e3), ("µs", 1e3), ("μs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9), ("h", 3600e9),
    ]

    /// The duration in nanoseconds.
    ///
    /// - Throws: `ParseError`: `time: invalid duration "x"`, `time: missing unit in duration "5"`,
    ///   `time: unknown unit "d" in duration "1d"`.
    public static func parse(_ text: String) throws(ParseError) -> Int64 {
        let invalid = ParseError(description: "time: invalid duration \(GoQuote.quote(text))")
        var rest = text[...]
        let isNegative = rest.first == "-"
        if isNegative || rest.first == "+" { rest.removeFirst() }
        if rest == "0" { return 0 }
        guard !rest.isEmpty else { throw invalid }
        var exact: Int64 = 0
        while !rest.isEmpty {
            let whole = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(whole.count)
            var fraction = Substring()
            if rest.first == "." {
                rest.removeFirst()
                fraction = rest.prefix { $0.isASCII && $0.isNumber }
                rest = rest.dropFirst(fraction.count)
            }
            guard !whole.isEmpty || !fraction.isEmpty else { throw invalid }
            let unit = rest.prefix { $0 != "." && !($0.isASCII && $0.isNumber) }
            rest = rest.dropFirst(unit.count)
            guard !unit.isEmpty else {
                throw ParseError(description: "time: missing unit in duration \(GoQuote.quote(text))")
            }
            guard let scale = units.first(where: { $0.name == unit })?.nanoseconds else {
                throw ParseError(
                    description: "time: unknown unit \(GoQuote.quote(String(unit))) in duration \(GoQuote.quote(text))")
            }
            guard let number = whole.isEmpty ? 0 : Int64(whole) else { throw invalid }
            let part = number.multipliedReportingOverflow(by: Int64(scale))
            let remainder = Int64((Double("0." + (fraction.isEmpty ? "0" : fraction)) ?? 0) * scale)
            let sum = exact.addingReportingOverflow(part.partialValue)
            guard !part.overflow, !sum.overflow, sum.partialValue <= .max - remainder else { throw invalid }
            exact = sum.partialValue + remainder
        }
        return isNegative ? -exact : exact
    }

    /// The duration as Go prints it: `1h30m0s`, `1.5s`, `200ms`, `0s`.
    public static func text(nanoseconds: Int64) -> String {
        guard nanoseconds != 0 else { return "0s" }
        let sign = nanoseconds < 0 ? "-" : ""
        let magnitude = nanoseconds.magnitude
        if magnitude < 1_000 { return "\(sign)\(magnitude)ns" }
        if magnitude < 1_000_000 { return sign + decimal(magnitude, per: 1_000) + "µs" }
        if magnitude < 1_000_000_000 { return sign + decimal(magnitude, per: 1_000_000) + "ms" }
        let (minutes, rest) = magnitude.quotientAndRemainder(dividingBy: 60_000_000_000)
        let seconds = decimal(rest, per: 1_000_000_000) + "s"
        guard minutes > 0 else { return sign + seconds }
        guard minutes >= 60 else { return "\(sign)\(minutes)m\(seconds)" }
        return "\(sign)\(minutes / 60)h\(minutes % 60)m\(seconds)"
    }

    private static func decimal(_ value: UInt64, per unit: UInt64) -> String {
        let (whole, rest) = value.quotientAndRemainder(dividingBy: unit)
        guard rest > 0 else { return String(whole) }
        let digits = String(unit + rest).dropFirst()
        return "\(whole)." + String(digits.reversed().drop { $0 == "0" }.reversed())
    }
}
