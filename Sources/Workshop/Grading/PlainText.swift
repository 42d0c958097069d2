/// Bytes that somebody else chose, made fit for one line of a report.
enum PlainText {
    /// Control characters and bytes that are not UTF-8 are written as `\n`, `\x1b`, `\xff`.
    static func oneLine(_ bytes: [UInt8]) -> String {
        var result = ""
        var decoder = UTF8()
        var source = bytes.makeIterator()
        // Decoded scalar by scalar, so that one bad byte does not hide the rest.
        if String(validating: bytes, as: UTF8.self) == nil {
            return bytes.map { $0 < 0x20 || $0 >= 0x7f ? escape(UInt32($0)) : String(UnicodeScalar($0)) }.joined()
        }
        while case .scalarValue(let scalar) = decoder.decode(&source) {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
                result += escape(scalar.value)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    static func oneLine(_ text: String) -> String { oneLine(Array(text.utf8)) }

    private static func escape(_ value: UInt32) -> String {
        switch value {
        case 0x09: "\\t"
        case 0x0a: "\\n"
        case 0x0d: "\\r"
        case ..<0x100: "\\x" + (value < 16 ? "0" : "") + String(value, radix: 16)
        default: "\\u{" + String(value, radix: 16) + "}"
        }
    }
}
