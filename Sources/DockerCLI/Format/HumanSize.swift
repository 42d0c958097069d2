import GoTemplate

/// Sizes in bytes as docker writes and reads them.
public enum HumanSize {
    private static let decimal = ["B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"]
    private static let binary = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"]

    /// In powers of 1000 with that many significant digits: `7.05MB`.
    public static func decimal(_ bytes: some BinaryInteger, digits: Int = 4) -> String {
        decimal(Double(bytes), digits: digits)
    }

    /// In powers of 1000 with that many significant digits.
    public static func decimal(_ bytes: Double, digits: Int = 4) -> String {
        let (number, unit) = scaled(bytes, base: 1000, units: decimal)
        return GoFloat.text(number, precision: digits) + unit
    }

    /// In powers of 1024 with four significant digits: `512MiB`.
    public static func binary(_ bytes: some BinaryInteger) -> String { binary(Double(bytes)) }

    /// In powers of 1024 with four significant digits.
    public static func binary(_ bytes: Double) -> String {
        let (number, unit) = scaled(bytes, base: 1024, units: binary)
        return GoFloat.text(number, precision: 4) + unit
    }

    /// The number and the unit, for formats of one's own.
    ///
    /// - Parameters:
    ///   - base: 1000 or 1024.
    ///   - units: from bytes on; the last one takes all that is larger.
    public static func scaled(_ size: Double, base: Double, units: [String]) -> (number: Double, unit: String) {
        var size = size
        var index = 0
        while size >= base, index < units.count - 1 {
            size /= base
            index += 1
        }
        return (size, units.isEmpty ? "" : units[index])
    }

    // MARK: Reading

    /// A text that is no size, in the words that docker shows.
    public struct ParseError: Error, Sendable, Equatable, CustomStringConvertible {
        /// What docker says.
        public let description: String
    }

    /// The bytes of a size in powers of 1024, as options such as `--memory` take it: `512m`, `1.5GiB`.
    ///
    /// - Throws: `ParseError`: `invalid size: 'x'`, `invalid suffix: 'x'`.
    public static func parseBinary(_ text: String) throws(ParseError) -> Int64 { try parse(text, base: 1024) }

    /// The bytes of a size in powers of 1000: `10MB`.
    ///
    /// - Throws: `ParseError`: `invalid size: 'x'`, `invalid suffix: 'x'`.
    public static func parseDecimal(_ text: String) throws(ParseError) -> Int64 { try parse(text, base: 1000) }

    private static func parse(_ text: String, base: Double) throws(ParseError) -> Int64 {
        let bytes = Array(text.utf8)
        guard let last = bytes.lastIndex(where: { (0x30...0x39).contains($0) || $0 == 0x2e || $0 == 0x20 }) else {
            throw ParseError(description: "invalid size: '\(text)'")
        }
        let numberEnd = bytes[last] == 0x20 ? last : last + 1
        let number = String(decoding: bytes[..<numberEnd], as: UTF8.self)
        let suffix = String(decoding: bytes[(last + 1)...], as: UTF8.self)
        guard let size = self.number(number) else {
            throw ParseError(
                description: "strconv.ParseFloat: parsing \(GoQuote.quote(number)): invalid syntax")
        }
        guard size >= 0 else { throw ParseError(description: "invalid size: '\(text)'") }
        return clamped(size * (try factor(suffix, base: base)))
    }

    private static func factor(_ suffix: String, base: Double) throws(ParseError) -> Double {
        guard !suffix.isEmpty else { return 1 }
        // Go makes it small letters only after it has looked at the length.
        guard suffix.utf8.count <= 3 else { throw ParseError(description: "invalid suffix: '\(suffix)'") }
        let lower = suffix.lowercased()
        let failure = ParseError(description: "invalid suffix: '\(lower)'")
        if lower == "b" { return 1 }
        guard let unit = lower.first, let power = ["k", "m", "g", "t", "p"].firstIndex(of: unit) else { throw failure }
        guard ["", "b", "ib"].contains(lower.dropFirst()) else { throw failure }
        return (0...power).reduce(1) { product, _ in product * base }
    }

    private static func clamped(_ size: Double) -> Int64 {
        size < Double(Int64.max) ? Int64(size) : .max
    }

    /// Go's syntax of floating-point numbers, without infinity.
    private static func number(_ text: String) -> Double? {
        guard let value = GoFloat.parse(text), value.isFinite else { return nil }
        return value
    }
}
