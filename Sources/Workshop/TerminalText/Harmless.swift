/// Text that somebody else wrote, made fit for a terminal: what a learner's program prints cannot move the cursor,
/// change colours, or pretend to be a verdict.
public enum Harmless {
    /// One line: escape sequences are dropped, tabs become blanks, other control characters become `·`.
    public static func line(_ text: String) -> String {
        var text = text
        guard text.withUTF8(kind) == .special else { return text }
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

    /// What a text is made of.
    enum Kind {
        /// Printable ASCII only.
        case ascii
        /// Other characters, but none that has to be taken out.
        case clean
        /// Something that has to be taken out.
        case special
    }

    /// What a text is made of. One look at each byte is all that ordinary text costs.
    static func kind(_ bytes: UnsafeBufferPointer<UInt8>) -> Kind {
        // Without a branch a byte, so that many are looked at at once.
        var odd: UInt8 = 0
        for byte in bytes { odd |= (byte &- 0x20 > 0x5e) ? 1 : 0 }
        if odd == 0 { return .ascii }
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            if byte < 0x20 || byte == 0x7f { return .special }
            if byte >= 0xc2, mayBeSpecial(bytes, position) { return .special }
            position += 1
        }
        return .clean
    }

    /// Whether the UTF-8 that begins with this byte may be one of the special characters beyond ASCII.
    private static func mayBeSpecial(_ bytes: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
        let next = position + 1 < bytes.count ? bytes[position + 1] : 0
        return switch bytes[position] {
        case 0xc2: next < 0xa0
        case 0xe2:
            // U+2000–U+203F, except the punctuation that texts are full of, and U+2040–U+207F.
            (next == 0x80 && position + 2 < bytes.count
                && (bytes[position + 2] & 0xfe == 0x8e || bytes[position + 2] >= 0xa8)
                && bytes[position + 2] <= 0xae) || next == 0x81
        case 0xef: next == 0xbb
        default: false
        }
    }

    /// A text made harmless, and the cells that it takes.
    static func measured(_ text: String) -> (text: String, cells: Int) {
        var text = text
        switch text.withUTF8(kind) {
        case .ascii: return (text, text.utf8.count)
        case .clean: return (text, Cells.width(of: text))
        case .special:
            let clean = line(text)
            return (clean, Cells.width(of: clean))
        }
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
