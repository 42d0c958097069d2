import Markdown
import TerminalText

extension BlockRenderer {
    /// A table: columns as wide as their cells where that fits, else narrower with wrapped cells, else a record a row.
    mutating func renderTable(_ table: Block.Table, _ line: Int) {
        let columns = table.alignments.count
        let rows = [table.header] + table.rows
        guard !isPlain, columns > 0, columns <= canvas.room / 4 + 1 else { return renderRecords(table, line) }
        var natural = Array(repeating: 1, count: columns)
        var words = natural
        for (number, row) in rows.enumerated() {
            for column in 0..<min(columns, row.count) {
                flow.removeAll()
                fill(&flow, row[column], number == 0 ? Style(role, .strong) : Style(role))
                let size = flow.measure()
                natural[column] = max(natural[column], size.natural)
                words[column] = max(words[column], size.longestWord)
            }
        }
        guard let widths = TableLayout.widths(natural: natural, words: words, room: canvas.room) else {
            return renderRecords(table, line)
        }
        let isWrapped = zip(widths, natural).contains { $0 < $1 }
        let separator = StyledSpan(" \(drawing.vertical) ", Style(.border))
        let join = drawing.horizontal + drawing.cross + drawing.horizontal
        let between = StyledSpan(
            widths.map { String(repeating: drawing.horizontal, count: $0) }.joined(separator: join), Style(.border))
        for (number, row) in rows.enumerated() {
            canvas.source = line + (number == 0 ? 0 : number + 1)
            renderRow(row, widths, table.alignments, separator, number == 0 ? Style(role, .strong) : Style(role))
            if number == 0 || (isWrapped && number < rows.count - 1) { canvas.line([between]) }
        }
    }

    private mutating func renderRow(
        _ row: [[Inline]], _ widths: [Int], _ alignments: [Block.Alignment], _ separator: StyledSpan, _ style: Style
    ) {
        var cells: [(lines: [StyledLine], places: [TextFlow.Place])] = []
        for (column, width) in widths.enumerated() {
            flow.removeAll()
            if column < row.count { fill(&flow, row[column], style) }
            var lines: [StyledLine] = []
            var places: [TextFlow.Place] = []
            flow.wrap(width: width, first: [], rest: [], into: &lines, places: &places)
            cells.append((lines, places))
        }
        let height = cells.map(\.lines.count).max() ?? 0
        let top = canvas.lines.count
        var shifts: [[Int]] = Array(repeating: [], count: widths.count)
        for index in 0..<height {
            var spans: [StyledSpan] = []
            var position = canvas.prefixWidth
            for (column, width) in widths.enumerated() {
                if column > 0 { spans.append(separator) }
                let line = index < cells[column].lines.count ? cells[column].lines[index] : StyledLine()
                let missing = max(0, width - line.width)
                let before =
                    switch alignments[column] {
                    case .right: missing
                    case .centre: missing / 2
                    case .left, .none: 0
                    }
                shifts[column].append(position + before)
                if before > 0 { spans.append(StyledSpan(String(repeating: " ", count: before))) }
                spans += line.spans
                if missing > before, column < widths.count - 1 {
                    spans.append(StyledSpan(String(repeating: " ", count: missing - before)))
                }
                position += width + separator.width
            }
            canvas.line(spans)
        }
        for (column, cell) in cells.enumerated() {
            for place in cell.places {
                let shift = shifts[column][place.line]
                let columns = place.columns.lowerBound + shift..<place.columns.upperBound + shift
                canvas.places.append(TextFlow.Place(tag: place.tag, line: top + place.line, columns: columns))
            }
        }
        collectPlaces()
    }

    /// A table as records: for each row, a line for each cell with the header of its column before it.
    private mutating func renderRecords(_ table: Block.Table, _ line: Int) {
        if table.rows.isEmpty { return write(joined(table.header), Style(role, .strong)) }
        for (number, row) in table.rows.enumerated() {
            if number > 0 { canvas.emptyLine() }
            canvas.source = line + number + 2
            for (column, cell) in row.enumerated() {
                let header = column < table.header.count ? table.header[column] : []
                if cell.isEmpty, header.isEmpty { continue }
                flow.removeAll()
                if !header.isEmpty {
                    fill(&flow, header, Style(role, .strong))
                    flow.append(": ", Style(role, .strong))
                }
                fill(&flow, cell, Style(role))
                canvas.text(flow, width: textWidth, rest: canvas.room >= 20 && !isPlain ? [StyledSpan("  ")] : [])
                collectPlaces()
            }
        }
    }

    private func joined(_ cells: [[Inline]]) -> [Inline] {
        Array(cells.joined(separator: [Inline(.text, ", ")]))
    }
}

/// How wide the columns of a table are.
enum TableLayout {
    /// Cells between two columns: a line and a blank on both sides.
    static let separator = 3

    /// The widths of columns, given those of their widest cells and of the longest words in them; nil when the words of the
    /// columns do not fit side by side, except very long ones, which are broken.
    static func widths(natural: [Int], words: [Int], room: Int) -> [Int]? {
        let count = natural.count
        let available = room - separator * (count - 1)
        guard available >= count else { return nil }
        if natural.reduce(0, +) <= available { return natural }
        let longestKept = max(12, available / (count + 1))
        let least = zip(natural, words).map { min($0, min($1, longestKept)) }
        let needed = least.reduce(0, +)
        guard needed <= available, available / count >= 8 || needed * 2 <= available else { return nil }
        // What is left goes to the columns by what they lack.
        let lacking = zip(natural, least).map { $0 - $1 }
        let total = max(1, lacking.reduce(0, +))
        let left = available - needed
        var widths = zip(least, lacking).map { $0 + left * $1 / total }
        var over = available - widths.reduce(0, +)
        for column in 0..<count where over > 0 && widths[column] < natural[column] {
            widths[column] += 1
            over -= 1
        }
        return widths
    }
}
