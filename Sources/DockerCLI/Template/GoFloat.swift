import Glibc

/// Floating-point numbers as Go's package strconv writes them.
public enum GoFloat {
    /// The number in a format of `e`, `E`, `f`, `F`, `g` or `G`.
    ///
    /// - Parameter precision: digits after the point, or significant ones for `g`; nil for as few as tell the number.
    public static func text(_ value: Double, format: Unicode.Scalar = "g", precision: Int? = nil) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        guard let precision else { return shortest(value, format: format) }
        return printed(value, format: format, precision: precision)
    }

    /// Reads a number as `strconv.ParseFloat` does, words for infinity apart; nil if its syntax is wrong.
    public static func parse(_ text: String) -> Double? {
        var digits = text[...]
        if let sign = digits.first, "+-".contains(sign) { digits.removeFirst() }
        let lower = digits.lowercased()
        let isHexadecimal = lower.hasPrefix("0x")
        guard let first = lower.utf8.first, (0x30...0x39).contains(first) || first == 0x2e,
            lower.utf8.contains(where: { (0x30...0x39).contains($0) }),
            !isHexadecimal || lower.contains("p"), isHexadecimal || !lower.contains("p")
        else { return nil }
        // Underscores stand between digits only.
        let bytes = Array((isHexadecimal ? "0" + lower.dropFirst(2) : lower).utf8)
        for index in bytes.indices where bytes[index] == UInt8(ascii: "_") {
            guard index > 0, index + 1 < bytes.count, isDigit(bytes[index - 1]), isDigit(bytes[index + 1]) else {
                return nil
            }
        }
        var plain = lower.filter { $0 != "_" }
        if plain.hasPrefix(".") { plain = "0" + plain }
        // Swift wants a digit after the point.
        plain = plain.replacing(".e", with: ".0e").replacing(".p", with: ".0p")
        if plain.hasSuffix(".") { plain += "0" }
        guard let value = Double(plain) else { return nil }
        return text.hasPrefix("-") ? -value : value
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }

    /// As JSON: without an exponent between 1e-6 and 1e21.
    public static func json(_ value: Double) -> String {
        let magnitude = abs(value)
        guard magnitude != 0, magnitude < 1e-6 || magnitude >= 1e21 else { return shortest(value, format: "f") }
        return shortest(value, format: "e").replacing("e-0", with: "e-")
    }

    /// In powers of two, as `%x` prints it: the exponent has two digits at least.
    static func hexadecimal(_ value: Double, uppercase: Bool, precision: Int?) -> String {
        guard value.isFinite else { return text(value) }
        let printed =
            precision.map { self.printed(value, format: "a", precision: $0) }
            ?? withVaList([value]) { arguments in
                String(unsafeUninitializedCapacity: 64) { buffer in
                    buffer.withMemoryRebound(to: CChar.self) { Int(vsnprintf($0.baseAddress, 64, "%a", arguments)) }
                }
            }
        guard let mark = printed.firstIndex(of: "p") else { return printed }
        let exponent = printed[printed.index(mark, offsetBy: 2)...]
        let result = printed[...printed.index(after: mark)] + (exponent.count < 2 ? "0" : "") + exponent
        return uppercase ? result.uppercased() : String(result)
    }

    private static func printed(_ value: Double, format: Unicode.Scalar, precision: Int) -> String {
        let pattern = "%.*" + String(format)
        // A double has at most 1,075 digits on either side of the point.
        let precision = min(precision, 1100)
        return withVaList([Int32(precision), value]) { arguments in
            let capacity = precision + 400
            return String(unsafeUninitializedCapacity: capacity) { buffer in
                buffer.withMemoryRebound(to: CChar.self) {
                    min(Int(vsnprintf($0.baseAddress, capacity, pattern, arguments)), capacity - 1)
                }
            }
        }
    }

    private static func shortest(_ value: Double, format: Unicode.Scalar) -> String {
        let (digits, point) = digits(value)
        let sign = value.sign == .minus ? "-" : ""
        let exponent = point - 1
        switch format {
        case "f", "F": return sign + fixed(digits, point: point)
        case "g" where exponent >= -4 && exponent < 6, "G" where exponent >= -4 && exponent < 6:
            return sign + fixed(digits, point: point)
        default:
            let mark = format == "E" || format == "G" ? "E" : "e"
            let rest = digits.dropFirst()
            let mantissa = String(digits.prefix(1)) + (rest.isEmpty ? "" : "." + rest)
            let power = String(abs(exponent))
            return sign + mantissa + mark + (exponent < 0 ? "-" : "+") + (power.count < 2 ? "0" + power : power)
        }
    }

    private static func fixed(_ digits: String, point: Int) -> String {
        if point <= 0 { return digits == "0" ? "0" : "0." + String(repeating: "0", count: -point) + digits }
        if point >= digits.count { return digits + String(repeating: "0", count: point - digits.count) }
        return digits.prefix(point) + "." + digits.dropFirst(point)
    }

    /// The fewest digits that tell the number, and where the point stands in them.
    private static func digits(_ value: Double) -> (digits: String, point: Int) {
        let text = String(describing: value.magnitude)
        let parts = text.split(separator: "e")
        let number = parts.first.map(String.init) ?? "0"
        let power = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let halves = number.split(separator: ".", omittingEmptySubsequences: false)
        let whole = String(halves.first ?? "")
        let fraction = halves.count > 1 ? String(halves[1]) : ""
        var digits = Array((whole + fraction).utf8)
        var point = whole.utf8.count + power
        while digits.count > 1, digits.first == 0x30 {
            digits.removeFirst()
            point -= 1
        }
        while digits.count > 1, digits.last == 0x30 { digits.removeLast() }
        if digits == [0x30] { return ("0", 1) }
        return (String(decoding: digits, as: UTF8.self), point)
    }
}
