/// Text in the manner of Go's libraries, whose messages docker shows.
enum GoText {
    /// Without white space at both ends.
    static func trimmed(_ text: some StringProtocol) -> String {
        var rest = Substring(text)
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }

    /// In double quotes, with what cannot be seen escaped, as Go's `%q` writes text.
    static func quoted(_ text: String) -> String {
        "\"" + escaped(text, quote: "\"") + "\""
    }

    /// One character in single quotes, as Go's `%q` writes characters.
    static func quoted(character: Character) -> String {
        "'" + escaped(String(character), quote: "'") + "'"
    }

    private static func escaped(_ text: String, quote: Unicode.Scalar) -> String {
        let isPlain = text.utf8.allSatisfy { (32..<127).contains($0) && $0 != 92 && UInt32($0) != quote.value }
        if isPlain { return text }
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case quote, "\\": out.append(contentsOf: "\\".unicodeScalars + [scalar])
            case "\u{07}": out.append(contentsOf: "\\a".unicodeScalars)
            case "\u{08}": out.append(contentsOf: "\\b".unicodeScalars)
            case "\u{0C}": out.append(contentsOf: "\\f".unicodeScalars)
            case "\n": out.append(contentsOf: "\\n".unicodeScalars)
            case "\r": out.append(contentsOf: "\\r".unicodeScalars)
            case "\t": out.append(contentsOf: "\\t".unicodeScalars)
            case "\u{0B}": out.append(contentsOf: "\\v".unicodeScalars)
            default: out.append(contentsOf: isShown(scalar) ? [scalar] : numbered(scalar))
            }
        }
        return String(out)
    }

    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        if scalar == " " { return true }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
            .spaceSeparator:
            return false
        default: return true
        }
    }

    private static func numbered(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        let digits = String(scalar.value, radix: 16)
        func padded(_ width: Int) -> String { String(repeating: "0", count: max(0, width - digits.count)) + digits }
        let text =
            scalar.value < 0x80
            ? "\\x" + padded(2) : scalar.value < 0x10000 ? "\\u" + padded(4) : "\\U" + padded(8)
        return Array(text.unicodeScalars)
    }
}
