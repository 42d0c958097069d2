/// Breaking text into lines that fit.
enum Wrapping {
    /// How many columns a text takes on a terminal: wide characters take two, combining ones none.
    static func columns(_ text: some StringProtocol) -> Int { text.reduce(0) { $0 + columns($1) } }

    private static func columns(_ character: Character) -> Int {
        guard let scalar = character.unicodeScalars.first else { return 0 }
        switch scalar.value {
        case 0x1100...0x115f, 0x2e80...0x303e, 0x3041...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f,
            0xff00...0xff60, 0xffe0...0xffe6, 0x1f300...0x1f64f, 0x1f900...0x1f9ff, 0x20000...0x3fffd:
            return 2
        case 0x300...0x36f, 0x200b...0x200d, 0xfe00...0xfe0f: return 0
        default: return 1
        }
    }

    /// Breaks at blanks, and within words that are longer than a line.
    ///
    /// - Parameters:
    ///   - first: what the first line begins with; it counts.
    ///   - indent: what all other lines begin with.
    static func wrap(_ text: String, width: Int, first: String = "", indent: String = "") -> [String] {
        var lines: [String] = []
        var line = first
        var used = columns(first)
        var isEmpty = true
        func startLine() {
            lines.append(trimmed(line))
            line = indent
            used = columns(indent)
            isEmpty = true
        }
        for word in text.split(separator: " ") {
            let length = columns(word)
            if !isEmpty && used + 1 + length > width { startLine() }
            if !isEmpty {
                line += " "
                used += 1
            }
            for character in word {
                let size = columns(character)
                if used + size > width && used > columns(indent) + 10 { startLine() }
                line.append(character)
                used += size
                isEmpty = false
            }
        }
        lines.append(trimmed(line))
        return lines
    }

    /// The text cut to fit, with an ellipsis in place of the rest.
    static func cut(_ text: String, to width: Int, symbols: Bool) -> String {
        guard columns(text) > width else { return text }
        let mark = symbols ? "…" : "..."
        var result = ""
        var used = columns(mark)
        for character in text {
            used += columns(character)
            if used > width { break }
            result.append(character)
        }
        return result + mark
    }

    static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - columns(text)))
    }

    private static func trimmed(_ line: String) -> String {
        String(line.reversed().drop { $0 == " " }.reversed())
    }
}
