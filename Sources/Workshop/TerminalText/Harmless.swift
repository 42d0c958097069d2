/// Text that somebody else wrote, made fit for a terminal: what a learner's program prints cannot move the cursor,
/// change colours, or pretend to be a verdict.
public enum Harmless {
    /// One line: escape sequences are dropped, tabs become blanks, other control characters become `·`.
    public static func line(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isSpecial) else { return text }
        var result = String.UnicodeScalarView()
        var scalars = text.unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            switch scalar {
            case "\u{1b}": skipSequence(&scalars)
            case "\u{9b}": skipControlSequence(&scalars)
            case "\u{90}", "\u{98}", "\u{9d}", "\u{9e}", "\u{9f}": skipString(&scalars)
            case "\t": result.append(contentsOf: "    ".unicodeScalars)
            case "\r" where scalars.isEmpty: break
            default: result.append(isSpecial(scalar) ? "·" : scalar)
            }
        }
        return String(result)
    }

    /// Lines, without empty ones at the end. A text of any length.
    public static func lines(_ text: String) -> [String] {
        var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map { line(String($0)) }
        while let last = lines.last, last.allSatisfy({ $0 == " " }) { lines.removeLast() }
        return lines
    }

    /// A text made harmless, and the cells that it takes. One look at each byte is all that ordinary text costs.
    static func measured(_ text: String) -> (text: String, cells: Int) {
        var text = text
        let isASCII = text.withUTF8 { bytes in
            // Each byte from blank to tilde has no bit 7 and lies in the range: checked without a branch a byte.
            var odd: UInt8 = 0
            for byte in bytes { odd |= (byte &- 0x20 > 0x5e) ? 1 : 0 }
            return odd == 0
        }
        if isASCII { return (text, text.utf8.count) }
        let clean = line(text)
        return (clean, Cells.width(of: clean))
    }

    private static func isSpecial(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7f..<0xa0: true
        // Marks that change the direction of what follows, and line breaks by another name.
        case 0x200e, 0x200f, 0x2028, 0x2029, 0x202a...0x202e, 0x2066...0x2069, 0xfeff: true
        default: false
        }
    }

    /// What follows ESC, after ECMA-48: a control sequence, a string, or a sequence of one to a few characters.
    private static func skipSequence(_ scalars: inout Substring.UnicodeScalarView) {
        guard let next = scalars.first else { return }
        switch next {
        case "[":
            scalars.removeFirst()
            skipControlSequence(&scalars)
        case "]", "P", "X", "^", "_":
            scalars.removeFirst()
            skipString(&scalars)
        default:
            while let scalar = scalars.first, (0x20...0x2f).contains(scalar.value) { scalars.removeFirst() }
            if let scalar = scalars.first, (0x30...0x7e).contains(scalar.value) { scalars.removeFirst() }
        }
    }

    /// Parameters up to a final character. One that is broken off by something else ends there.
    private static func skipControlSequence(_ scalars: inout Substring.UnicodeScalarView) {
        while let scalar = scalars.first, (0x20...0x3f).contains(scalar.value) { scalars.removeFirst() }
        if let scalar = scalars.first, (0x40...0x7e).contains(scalar.value) { scalars.removeFirst() }
    }

    /// Up to BEL or ESC \. One without an end takes the rest of the line.
    private static func skipString(_ scalars: inout Substring.UnicodeScalarView) {
        while let scalar = scalars.popFirst() {
            if scalar == "\u{7}" || scalar == "\u{9c}" { return }
            if scalar == "\u{1b}", scalars.first == "\\" {
                scalars.removeFirst()
                return
            }
        }
    }
}
