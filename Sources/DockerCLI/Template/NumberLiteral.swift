/// A number of a template: it has every kind that can hold its value, as Go's constants do.
struct NumberLiteral: Sendable {
    let text: String
    private(set) var int: Int?
    private(set) var unsigned: UInt64?
    private(set) var float: Double?
    private(set) var isCharacter = false
    /// The real and imaginary parts of a complex number.
    private(set) var complex: (real: Double, imaginary: Double)?

    /// Reads a number or a character constant.
    init(_ text: String, isCharacter: Bool) throws(TemplateFunctionError) {
        self.text = text
        if isCharacter {
            self.isCharacter = true
            let value = try GoQuote.character(text).get()
            (int, unsigned, float) = (Int(value), UInt64(value), Double(value))
            return
        }
        if text.hasSuffix("i") {
            guard let parts = Self.complex(String(text.dropLast())) else {
                throw TemplateFunctionError("illegal number syntax: \(GoQuote.quote(text))")
            }
            complex = parts
            return
        }
        try readReal()
    }

    private mutating func readReal() throws(TemplateFunctionError) {
        let negative = text.hasPrefix("-")
        let digits = text.first.map { "+-".contains($0) } == true ? String(text.dropFirst()) : text
        if let magnitude = Self.magnitude(digits) {
            if !negative && digits == text || magnitude == 0 { unsigned = magnitude }
            if negative {
                int = magnitude <= UInt64(Int.max) + 1 ? Int(truncatingIfNeeded: 0 &- magnitude) : nil
            } else {
                int = Int(exactly: magnitude)
            }
            if int == 0 { unsigned = 0 }
        }
        if let int {
            float = Double(int)
        } else if let unsigned {
            float = Double(unsigned)
        } else if let value = GoFloat.parse(digits), value.isFinite {
            guard text.contains(where: { ".eEpP".contains($0) }) else {
                throw TemplateFunctionError("integer overflow: \(GoQuote.quote(text))")
            }
            let signed = negative ? -value : value
            (float, int, unsigned) = (signed, Int(exactly: signed), UInt64(exactly: signed))
        } else {
            throw TemplateFunctionError("illegal number syntax: \(GoQuote.quote(text))")
        }
    }

    /// Whether the syntax makes it a floating-point number where no type is asked for.
    var looksLikeFloat: Bool {
        guard float != nil, !isCharacter else { return false }
        let isHexInteger = text.lowercased().contains("0x") && !text.contains(where: { "pP".contains($0) })
        return !isHexInteger && text.contains(where: { ".eEpP".contains($0) })
    }

    /// An integer with its base's prefix and underscores, as in Go's source.
    private static func magnitude(_ digits: String) -> UInt64? {
        let lower = digits.lowercased()
        let (radix, prefix) =
            lower.hasPrefix("0x")
            ? (16, 2)
            : lower.hasPrefix("0b")
                ? (2, 2) : lower.hasPrefix("0o") ? (8, 2) : lower.hasPrefix("0") && lower.count > 1 ? (8, 1) : (10, 0)
        let rest = lower.dropFirst(prefix)
        guard !rest.isEmpty, !rest.hasSuffix("_"), !rest.contains("__"), prefix > 0 || !rest.hasPrefix("_"),
            !rest.contains(where: { $0 == "+" || $0 == "-" })
        else { return nil }
        return UInt64(rest.filter { $0 != "_" }, radix: radix)
    }

    private static func complex(_ text: String) -> (real: Double, imaginary: Double)? {
        let bytes = Array(text.utf8)
        let split = bytes.indices.dropFirst().last { index in
            "+-".utf8.contains(bytes[index]) && !"eEpP".utf8.contains(bytes[index - 1])
        }
        let imaginary = String(decoding: bytes[(split ?? 0)...], as: UTF8.self)
        let real = split.map { String(decoding: bytes[..<$0], as: UTF8.self) } ?? "0"
        guard let real = Double(real), let imaginary = Double(imaginary) else { return nil }
        return (real, imaginary)
    }
}
