/// An instruction's text with its continued lines joined, and the way back from each character to the file.
struct LogicalLine: Sendable {
    /// A run of characters that comes from one line of the file.
    struct Piece: Sendable {
        /// Where the run begins in ``text``.
        var offset: Int
        var line: Int
        /// The column of the run's first character.
        var column: Int
    }
    private(set) var text: [Unicode.Scalar] = []
    private(set) var pieces: [Piece] = []
    /// The first line, counted from 1.
    let firstLine: Int
    /// The last line, heredocs not counted.
    var lastLine: Int
    /// The first blank line between continued lines.
    var emptyContinuation: Int?

    init(firstLine: Int) {
        self.firstLine = firstLine
        lastLine = firstLine
    }

    mutating func append(_ scalars: ArraySlice<Unicode.Scalar>, line: Int, column: Int) {
        pieces.append(Piece(offset: text.count, line: line, column: column))
        text.append(contentsOf: scalars)
    }

    /// Where a character of ``text`` stands in the file.
    func position(_ offset: Int) -> SourcePosition {
        // Binary search: an instruction may go on over a hundred thousand lines.
        var low = 0
        var high = pieces.count
        while low < high {
            let middle = (low + high) / 2
            if pieces[middle].offset <= offset { low = middle + 1 } else { high = middle }
        }
        let piece = low > 0 ? pieces[low - 1] : Piece(offset: 0, line: firstLine, column: 1)
        return SourcePosition(line: piece.line, column: piece.column + offset - piece.offset)
    }

    /// The text on one line: where lines are joined, their blanks become one.
    func oneLine() -> String {
        var result: [Unicode.Scalar] = []
        result.reserveCapacity(text.count)
        for (index, piece) in pieces.enumerated() {
            let end = index + 1 < pieces.count ? pieces[index + 1].offset : text.count
            var run = text[piece.offset..<end]
            if run.allSatisfy(\.isBlank) { run = run.isEmpty ? run : run.prefix(1) }
            if let last = result.last, let first = run.first, last.isBlank || first.isBlank {
                while result.last?.isBlank == true { result.removeLast() }
                run = run.drop(while: \.isBlank)
                result.append(" ")
            }
            result.append(contentsOf: run)
        }
        while result.last?.isBlank == true { result.removeLast() }
        return String(result.drop(while: \.isBlank).lazy.map { $0.value < 32 ? " " : $0 })
    }
}
