/// How many cells of a terminal text takes: no cell for what joins the character before it, two for wide characters and
/// emoji (also those of several scalars: joined families, flags, skin tones), one for all others.
public enum Cells {
    /// Cells of one scalar by itself. Control characters count one; they never reach a line.
    public static func width(of scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x300 { return 1 }
        if contains(CellTables.zero, value) { return 0 }
        if value >= 0x1f1e6, value <= 0x1f1ff { return 2 }
        return contains(CellTables.two, value) ? 2 : 1
    }

    /// Cells of one character as a reader sees it (an extended grapheme cluster, UAX #29).
    public static func width(of character: Character) -> Int {
        var sum = 0
        var count = 0
        var isPicture = false
        for scalar in character.unicodeScalars {
            count += 1
            switch scalar.value {
            case 0x1f1e6...0x1f1ff, 0x1f3fb...0x1f3ff: isPicture = true
            case 0xfe0f: isPicture = isPicture || character.unicodeScalars.first?.properties.isEmoji == true
            case 0x200d: isPicture = isPicture || sum == 2
            default: break
            }
            sum += width(of: scalar)
        }
        if count == 1 { return sum }
        // A cluster with a presentation selector, a joiner, a skin tone, or a pair of flag letters is one picture. Others, such as
        // syllables of Indic scripts, are as wide as their parts.
        return isPicture ? min(sum + (sum == 1 ? 1 : 0), 2) : sum
    }

    /// Cells of a text.
    public static func width(of text: String) -> Int {
        var text = text
        let quick = text.withUTF8 { bytes in
            var position = 0
            var cells = 0
            while position < bytes.count {
                guard let character = CellScan.simple(bytes, at: position, end: bytes.count) else { return -1 }
                position += character.length
                cells += character.cells
            }
            return cells
        }
        return quick >= 0 ? quick : text.reduce(0) { $0 + width(of: $1) }
    }

    /// The characters of a text that lie within a range of cells, and the cells that they take. What sticks out at either end is
    /// left out.
    public static func slice(_ text: String, _ range: Range<Int>) -> (text: String, cells: Int) {
        guard !range.isEmpty else { return ("", 0) }
        let utf8 = text.utf8
        if utf8.allSatisfy({ $0 < 0x80 }) {
            let start = min(max(0, range.lowerBound), utf8.count)
            let end = min(max(start, range.upperBound), utf8.count)
            let from = utf8.index(utf8.startIndex, offsetBy: start)
            return (String(text[from..<utf8.index(from, offsetBy: end - start)]), end - start)
        }
        var result = ""
        var position = 0
        var cells = 0
        for character in text {
            let width = width(of: character)
            if position >= range.upperBound { break }
            if position >= range.lowerBound, position + width <= range.upperBound {
                result.append(character)
                cells += width
            }
            position += width
        }
        return (result, cells)
    }

    /// A text cut to a number of cells; where something is lost, a mark says so.
    public static func cut(_ text: String, to cells: Int, mark: String = "…") -> String {
        guard width(of: text) > cells else { return text }
        let room = cells - width(of: mark)
        return room < 0 ? "" : slice(text, 0..<room).text + mark
    }

    /// A text filled with blanks up to a number of cells.
    public static func padded(_ text: String, to cells: Int) -> String {
        let missing = cells - width(of: text)
        return missing > 0 ? text + blanks(missing) : text
    }

    /// That many blanks.
    static func blanks(_ count: Int) -> String { count > 0 ? String(repeating: " ", count: count) : "" }

    private static func contains(_ table: [(UInt32, UInt32)], _ value: UInt32) -> Bool {
        var low = 0
        var high = table.count
        while low < high {
            let middle = (low + high) / 2
            if value > table[middle].1 {
                low = middle + 1
            } else if value < table[middle].0 {
                high = middle
            } else {
                return true
            }
        }
        return false
    }
}
