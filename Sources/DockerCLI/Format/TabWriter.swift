/// Aligns text in columns that tabs end, as Go's text/tabwriter does with spaces.
///
/// A column is a run of lines that follow one another and have a cell there; the last cell of a line ends with the
/// line and belongs to no column.
public struct TabWriter: Sendable {
    /// The least width of a column, its padding included.
    public let minimumWidth: Int
    /// Spaces between columns.
    public let padding: Int

    /// docker's lists take 10 and 3, its `top` 20 and 3.
    public init(minimumWidth: Int = 10, padding: Int = 3) {
        (self.minimumWidth, self.padding) = (minimumWidth, padding)
    }

    /// The text with its tabs made into spaces.
    public func align(_ text: String) -> String {
        var lines: [[(text: Substring, width: Int)]] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
            lines.append(cells.map { ($0, displayWidth($0)) })
        }
        var widths = lines.map { [Int](repeating: 0, count: $0.count - 1) }
        let deepest = widths.map(\.count).max() ?? 0
        for column in 0..<deepest {
            var start = 0
            while start < lines.count {
                guard widths[start].count > column else {
                    start += 1
                    continue
                }
                var end = start
                var width = minimumWidth
                while end < lines.count, widths[end].count > column {
                    width = max(width, lines[end][column].width + padding)
                    end += 1
                }
                for line in start..<end { widths[line][column] = width }
                start = end
            }
        }
        var result = ""
        for (number, line) in lines.enumerated() {
            if number > 0 { result += "\n" }
            for (column, cell) in line.enumerated() {
                result += cell.text
                guard column < widths[number].count else { continue }
                result += String(repeating: " ", count: widths[number][column] - cell.width)
            }
        }
        return result
    }
}
