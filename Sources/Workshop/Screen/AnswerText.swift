/// Reads the answers that come as strings: OSC, DCS and APC.
enum AnswerText {
    /// - Parameter kind: the byte behind ESC.
    static func report(_ kind: UInt8, _ bytes: [UInt8]) -> TerminalReport {
        let text = String(decoding: bytes, as: UTF8.self)
        switch kind {
        case UInt8(ascii: "]"): return color(text) ?? .other
        case UInt8(ascii: "_"):
            // ESC _ G i=31;OK ESC \, see kitty's graphics protocol.
            guard text.hasPrefix("G"), let answer = text.firstIndex(of: ";") else { return .other }
            return .kittyGraphics(text[answer...].dropFirst() == "OK")
        case UInt8(ascii: "P"):
            guard text.hasPrefix(">|") else { return .other }
            return .name(String(text.dropFirst(2).prefix(100)))
        default: return .other
        }
    }

    /// `11;rgb:1e1e/1e1e/1e1e`, with one to four digits a part, or `rgba:`, or `#` and digits. See XParseColor(3).
    private static func color(_ text: String) -> TerminalReport? {
        let parts = text.split(separator: ";", maxSplits: 1)
        guard parts.count == 2, let number = Int(parts[0]), number == 10 || number == 11 else { return nil }
        return parse(parts[1]).map { .color(number, $0) }
    }

    static func parse(_ text: Substring) -> TerminalColor? {
        var parts: [Substring]
        if text.hasPrefix("#") {
            let digits = text.dropFirst()
            guard digits.utf8.count.isMultiple(of: 3), (3...12).contains(digits.utf8.count) else { return nil }
            let size = digits.count / 3
            parts = (0..<3).map { digits.dropFirst($0 * size).prefix(size) }
        } else {
            guard text.hasPrefix("rgb:") || text.hasPrefix("rgba:"), let colon = text.firstIndex(of: ":") else {
                return nil
            }
            parts = text[colon...].dropFirst().split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count == 3 || parts.count == 4 else { return nil }
            parts = Array(parts.prefix(3))
        }
        let values = parts.compactMap(value)
        guard values.count == 3 else { return nil }
        return TerminalColor(red: values[0], green: values[1], blue: values[2])
    }

    /// One to four hexadecimal digits, scaled to a byte.
    private static func value(_ digits: Substring) -> UInt8? {
        guard (1...4).contains(digits.utf8.count),
            digits.utf8.allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }),
            let value = Int(digits, radix: 16)
        else { return nil }
        let largest = (1 << (4 * digits.utf8.count)) - 1
        return UInt8(clamping: (value * 255 + largest / 2) / largest)
    }
}
