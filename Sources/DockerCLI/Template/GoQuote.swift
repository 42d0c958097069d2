/// Go's way of writing strings and characters in quotes, and of reading them back.
public enum GoQuote {
    /// The string in double quotes with Go's escapes, as `%q` prints it.
    public static func quote(_ text: String) -> String { quote(text, mark: "\"", asciiOnly: false) }

    static func quote(_ text: String, mark: Unicode.Scalar, asciiOnly: Bool) -> String {
        var result = String.UnicodeScalarView()
        result.append(mark)
        for scalar in text.unicodeScalars { append(scalar, mark: mark, asciiOnly: asciiOnly, to: &result) }
        result.append(mark)
        return String(result)
    }

    private static func append(
        _ scalar: Unicode.Scalar, mark: Unicode.Scalar, asciiOnly: Bool, to result: inout String.UnicodeScalarView
    ) {
        switch scalar {
        case mark, "\\": result.append(contentsOf: ["\\", scalar])
        case "\u{7}": result.append(contentsOf: "\\a".unicodeScalars)
        case "\u{8}": result.append(contentsOf: "\\b".unicodeScalars)
        case "\u{c}": result.append(contentsOf: "\\f".unicodeScalars)
        case "\n": result.append(contentsOf: "\\n".unicodeScalars)
        case "\r": result.append(contentsOf: "\\r".unicodeScalars)
        case "\t": result.append(contentsOf: "\\t".unicodeScalars)
        case "\u{b}": result.append(contentsOf: "\\v".unicodeScalars)
        case _ where scalar.isGoPrintable && (scalar.isASCII || !asciiOnly): result.append(scalar)
        case _ where scalar.value < 0x80: result.append(contentsOf: "\\x\(hex(scalar.value, 2))".unicodeScalars)
        case _ where scalar.value < 0x10000: result.append(contentsOf: "\\u\(hex(scalar.value, 4))".unicodeScalars)
        default: result.append(contentsOf: "\\U\(hex(scalar.value, 8))".unicodeScalars)
        }
    }

    /// The scalar as Go's `%#U` prints it: `U+0041 'A'`.
    static func codePoint(_ scalar: Unicode.Scalar) -> String {
        let code = "U+" + hex(scalar.value, 4).uppercased()
        return scalar.isGoPrintable ? "\(code) '\(scalar)'" : code
    }

    static func hex(_ value: UInt32, _ width: Int) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// The text within a literal of a template, `"…"` or a raw one; nil if its escapes are wrong.
    static func unquote(_ literal: String) -> String? {
        guard literal.utf8.count >= 2, let mark = literal.unicodeScalars.first, mark == literal.unicodeScalars.last
        else { return nil }
        let inner = String(literal.unicodeScalars.dropFirst().dropLast())
        if mark == "`" { return inner.filter { $0 != "\r" } }
        var reader = EscapeReader(inner, mark: mark)
        var bytes: [UInt8] = []
        while !reader.isAtEnd {
            guard let unit = reader.next() else { return nil }
            switch unit {
            case .byte(let byte): bytes.append(byte)
            case .scalar(let scalar): bytes.append(contentsOf: Array(String(scalar).utf8))
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The value of a literal such as `'a'`; nil if its syntax is wrong, and an error text if more follows.
    static func character(_ literal: String) -> Result<UInt32, TemplateFunctionError> {
        let syntax = Result<UInt32, TemplateFunctionError>.failure(.init("invalid syntax"))
        guard literal.utf8.count >= 3 else { return syntax }
        var reader = EscapeReader(String(literal.unicodeScalars.dropFirst().dropLast()), mark: "'")
        guard let unit = reader.next() else { return syntax }
        guard reader.isAtEnd else { return .failure(.init("malformed character constant: \(literal)")) }
        switch unit {
        case .byte(let byte): return .success(UInt32(byte))
        case .scalar(let scalar): return .success(scalar.value)
        }
    }
}

/// Reads characters and Go's escapes of a quoted literal.
private struct EscapeReader {
    enum Unit {
        case byte(UInt8)
        case scalar(Unicode.Scalar)
    }

    private var rest: Substring.UnicodeScalarView
    private let mark: Unicode.Scalar

    init(_ text: String, mark: Unicode.Scalar) {
        rest = Substring(text).unicodeScalars
        self.mark = mark
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func next() -> Unit? {
        guard let first = rest.popFirst(), first != mark, first != "\n" else { return nil }
        guard first == "\\" else { return .scalar(first) }
        guard let kind = rest.popFirst() else { return nil }
        switch kind {
        case "a": return .scalar("\u{7}")
        case "b": return .scalar("\u{8}")
        case "f": return .scalar("\u{c}")
        case "n": return .scalar("\n")
        case "r": return .scalar("\r")
        case "t": return .scalar("\t")
        case "v": return .scalar("\u{b}")
        case "\\": return .scalar("\\")
        case mark: return .scalar(mark)
        case "x": return digits(2, radix: 16).map { .byte(UInt8(truncatingIfNeeded: $0)) }
        case "u": return digits(4, radix: 16).flatMap(Unicode.Scalar.init).map { .scalar($0) }
        case "U": return digits(8, radix: 16).flatMap(Unicode.Scalar.init).map { .scalar($0) }
        case "0"..."7":
            guard let tail = digits(2, radix: 8) else { return nil }
            let value = (kind.value - 48) * 64 + tail
            return value > 255 ? nil : .byte(UInt8(value))
        default: return nil
        }
    }

    private mutating func digits(_ count: Int, radix: Int) -> UInt32? {
        let digits = String(rest.prefix(count))
        guard digits.unicodeScalars.count == count, digits.unicodeScalars.allSatisfy({ $0 != "+" && $0 != "-" }),
            let value = UInt32(digits, radix: radix)
        else { return nil }
        rest.removeFirst(count)
        return value
    }
}
