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
        let piece = pieces.last { $0.offset <= offset } ?? Piece(offset: 0, line: firstLine, column: 1)
        return SourcePosition(line: piece.line, column: piece.column + offset - piece.offset)
    }

    /// The text from `offset` on, on one line: where lines are joined, their blanks become one.
    func oneLine(from offset: Int = 0) -> String {
        var result = String.UnicodeScalarView()
        for (index, piece) in pieces.enumerated() {
            let end = index + 1 < pieces.count ? pieces[index + 1].offset : text.count
            var run = text[min(max(piece.offset, offset), end)..<end]
            if run.allSatisfy(\.isBlank) { run = run.isEmpty ? run : run.prefix(1) }
            if let last = result.last, let first = run.first, last.isBlank || first.isBlank {
                while result.last?.isBlank == true { result.removeLast() }
                run = run.drop(while: \.isBlank)
                result.append(" ")
            }
            result.append(contentsOf: run)
        }
        while result.last?.isBlank == true { result.removeLast() }
        return String(result.drop(while: \.isBlank).map { $0.value < 32 ? " " : $0 })
    }
}

/// Joins continued lines and reads heredocs.
struct LineReader {
    let source: SourceText
    let escape: Unicode.Scalar
    /// The next line, counted from 0.
    private(set) var next = 0

    init(_ source: SourceText, escape: Unicode.Scalar) {
        self.source = source
        self.escape = escape
    }

    /// The next instruction's text, or `nil` at the end of the file.
    mutating func nextLine() -> LogicalLine? {
        while next < source.lines.count {
            if source.isComment(next) || source.isBlank(next) {
                next += 1
                continue
            }
            var result = LogicalLine(firstLine: next + 1)
            var isContinued = append(next, to: &result, isFirst: true)
            next += 1
            while isContinued && next < source.lines.count {
                if source.isComment(next) {
                    // Comments may stand between continued lines.
                } else if source.isBlank(next) {
                    result.emptyContinuation = result.emptyContinuation ?? next + 1
                } else {
                    isContinued = append(next, to: &result, isFirst: false)
                    result.lastLine = next + 1
                }
                next += 1
            }
            if result.text.contains(where: { !$0.isBlank }) { return result }
        }
        return nil
    }

    /// The lines up to one that is `terminator`; `nil` when there is none.
    mutating func heredoc(until terminator: String, stripsTabs: Bool) -> [UInt8]? {
        let wanted = Array(terminator.utf8)
        var content: [UInt8] = []
        for index in next..<source.lines.count {
            var line = source.content(index)
            if stripsTabs { line = line.drop { $0 == 9 } }
            if line.elementsEqual(wanted) {
                next = index + 1
                return content
            }
            let whole = source.bytes[source.lines[index]]
            content.append(contentsOf: stripsTabs ? whole.drop { $0 == 9 } : whole)
        }
        return nil
    }

    /// Appends a line without its continuation character. Returns whether it has one.
    private func append(_ index: Int, to result: inout LogicalLine, isFirst: Bool) -> Bool {
        let scalars = Array(String(decoding: source.content(index), as: UTF8.self).unicodeScalars)
        var line = scalars[...]
        if isFirst { line = line.drop(while: \.isBlank) }
        let column = line.startIndex + 1
        // An escape character at the end, blanks behind it aside, that is not itself escaped.
        let trimmed = line.reversed().drop { $0 == " " || $0 == "\t" }
        if trimmed.first == escape, trimmed.dropFirst().first != escape {
            line = line.prefix(trimmed.count - 1)
            result.append(line, line: index + 1, column: column)
            return true
        }
        result.append(line, line: index + 1, column: column)
        return false
    }
}
