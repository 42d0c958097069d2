/// Looks out for texts that are made to keep the Markdown library busy. It needs the square of some numbers: of brackets, stars
/// and the like in one paragraph, of the columns of a table. No text that somebody wrote for others to read comes near the limits.
struct SourceGuard {
    /// What a text may cost: as much as ten thousand special characters in one paragraph, about a second.
    static let limit = 100_000_000

    private let hasHTML: Bool
    private var cost = 0
    /// What has been seen since the last empty line.
    private var special = 0
    private var bytes = 0
    private var lineCount = 0
    private var firstColumns = 0
    private var columns = 0

    /// The line (from 0) at which a text becomes too much; nil for all ordinary texts.
    static func overload(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        // Within a block of HTML a fence is none: then code is looked at like text.
        let hasHTML = hasBlockOfHTML(bytes)
        var lookout = SourceGuard(hasHTML: hasHTML)
        var lines = LineRanges(bytes)
        var fence: (character: UInt8, count: Int)?
        var number = 0
        while let line = lines.next() {
            let text = bytes[line.content]
            let mark = SourceScan.fence(text)
            if let open = fence {
                if let mark, mark.character == open.character, mark.count >= open.count, mark.isBare { fence = nil }
                if hasHTML { lookout.look(at: text) }
            } else if let mark, mark.character != 0x60 || !mark.hasBackquote {
                fence = (mark.character, mark.count)
                lookout.endRun()
            } else {
                lookout.look(at: text)
            }
            if lookout.isOverloaded { return number }
            number += 1
        }
        lookout.endRun()
        return lookout.cost > limit ? number : nil
    }

    private var isOverloaded: Bool { cost > Self.limit || special > 10_000 || cost + special * special > Self.limit }

    private mutating func look(at line: Slice<UnsafeBufferPointer<UInt8>>) {
        let text = line.drop { $0 == 0x20 || $0 == 0x09 }
        guard let first = text.first else { return endRun() }
        let isIndented = line.count - text.count > 3
        if !isIndented, Self.beginsBlock(text) { endRun() }
        var count = 0
        var isDelimiter = true
        for byte in UnsafeBufferPointer(rebasing: text) {
            let kind = Self.kinds[Int(byte)]
            count += Int(kind & 1)
            isDelimiter = isDelimiter && kind & 2 != 0
        }
        lineCount += 1
        if columns > 0 {
            // A row of a table stands for itself, and has as many cells as the table has columns.
            cost += count * count + columns * columns + columns * 100
            return
        }
        if lineCount == 1 {
            let isPossible = !hasHTML && !isIndented && (first == 0x7c || first >= 0x41 && first != 0x5b)
            firstColumns = isPossible ? Self.columns(text) : 0
        }
        if isDelimiter, lineCount == 2, !isIndented, text.contains(0x7c), Self.columns(text) == firstColumns {
            columns = firstColumns
            cost += special * special + 2 * columns * columns
            special = 0
            return
        }
        // A row of dashes makes the library read all that stands above it.
        if isDelimiter, lineCount > 1 { cost += bytes * bytes / 30 }
        bytes += line.count
        special += count
    }

    /// Whether a line begins a heading or an item of a list, whatever stands above it.
    private static func beginsBlock(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard let first = text.first, "-*+#".utf8.contains(first) else { return false }
        let rest = text.drop { $0 == first }
        guard first == 0x23 ? text.count - rest.count <= 6 : text.count - rest.count == 1, let blank = rest.first else {
            return false
        }
        return (blank == 0x20 || blank == 0x09) && rest.contains { $0 != 0x20 && $0 != 0x09 }
    }

    /// The cells of a line, if it is a row of a table.
    private static func columns(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
        var end = text.endIndex
        while end > text.startIndex, text[end - 1] == 0x20 || text[end - 1] == 0x09 { end -= 1 }
        var count = 1
        for index in text.startIndex..<end where text[index] == 0x7c {
            let isEscaped = index > text.startIndex && text[index - 1] == 0x5c
            if !isEscaped, index > text.startIndex, index < end - 1 { count += 1 }
        }
        return count
    }

    private mutating func endRun() {
        cost += special * special
        (special, bytes, lineCount, firstColumns, columns) = (0, 0, 0, 0, 0)
    }

    private init(hasHTML: Bool) { self.hasHTML = hasHTML }

    private static func hasBlockOfHTML(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var lines = LineRanges(bytes)
        while let line = lines.next() {
            if bytes[line.content].first(where: { $0 != 0x20 && $0 != 0x3e }) == 0x3c { return true }
        }
        return false
    }

    /// By byte: 1 for special characters, 2 for what a row of dashes below a table's header is made of.
    private static let kinds: [UInt8] = (0..<256).map { byte in
        let character = UInt8(byte)
        let special = "[]!*_~<@|`:&".utf8.contains(character) ? 1 : 0
        let delimiter = " \t\u{b}\u{c}|:-".utf8.contains(character) ? 2 : 0
        return UInt8(special | delimiter)
    }
}
