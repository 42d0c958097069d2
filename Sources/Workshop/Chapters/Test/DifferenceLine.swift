/// One line of a comparison of a text with an output.
public enum DifferenceLine: Sendable, Hashable {
    /// In both, as far as what varies is left aside; the text's line.
    case same(String)
    /// The text says so, but it did not come out.
    case missing(String)
    /// It came out, but the text does not say so.
    case added(String)

    /// More lines than this are shown as they are, the text's first.
    private static let largestCount = 500

    static func between(_ expected: [String], _ actual: [String]) -> [DifferenceLine] {
        guard expected.count <= largestCount, actual.count <= largestCount else {
            return expected.map { .missing($0) } + actual.map { .added($0) }
        }
        let comparison = OutputComparison()
        // How many lines are the same from here on, at most.
        var table = [[Int]](
            repeating: [Int](repeating: 0, count: actual.count + 1), count: expected.count + 1)
        var same = [[Bool]](repeating: [Bool](repeating: false, count: actual.count), count: expected.count)
        for row in expected.indices.reversed() {
            for column in actual.indices.reversed() {
                same[row][column] = comparison.isSame(expected[row], actual[column])
                table[row][column] =
                    same[row][column]
                    ? table[row + 1][column + 1] + 1 : max(table[row + 1][column], table[row][column + 1])
            }
        }
        var lines: [DifferenceLine] = []
        var (row, column) = (0, 0)
        while row < expected.count || column < actual.count {
            if row < expected.count, column < actual.count, same[row][column] {
                lines.append(.same(expected[row]))
                row += 1
                column += 1
            } else if row < expected.count, column == actual.count || table[row + 1][column] >= table[row][column + 1] {
                lines.append(.missing(expected[row]))
                row += 1
            } else {
                lines.append(.added(actual[column]))
                column += 1
            }
        }
        return lines
    }
}
