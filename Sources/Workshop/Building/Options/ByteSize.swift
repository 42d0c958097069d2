/// Sizes as they are typed: `67108864`, `64m`, `1.5g`, `512KiB`.
public enum ByteSize {
    /// In bytes; units are powers of 1024, as for Docker. `nil` when the text is no size.
    public static func parse(_ text: String) -> Int64? {
        let lowered = text.lowercased().filter { $0 != " " }
        let digits = lowered.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard let number = Double(digits), number.isFinite, digits.last != "." else { return nil }
        let unit = lowered.dropFirst(digits.count)
        let exponents: [Substring: Int] = ["": 0, "b": 0, "k": 1, "m": 2, "g": 3, "t": 4, "p": 5]
        let name =
            unit.hasSuffix("ib") ? unit.dropLast(2) : unit.count == 2 && unit.hasSuffix("b") ? unit.dropLast() : unit
        guard unit != "ib", let exponent = exponents[name] else { return nil }
        let bytes = number * Double(Int64(1) << (10 * exponent))
        guard bytes < 9e18 else { return nil }
        return Int64(bytes)
    }
}
