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

    /// The next instruction's text, or `nil` at the end of the file. The text is blank where an escape character
    /// stands alone and nothing follows it.
    mutating func nextLine() -> LogicalLine? {
        while next < source.lineCount && (source.isComment(next) || source.isBlank(next)) { next += 1 }
        guard next < source.lineCount else { return nil }
        var result = LogicalLine(firstLine: next + 1)
        var isContinued = append(next, to: &result, isFirst: true)
        next += 1
        while isContinued && next < source.lineCount {
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
        return result
    }

    /// The lines up to one that is `terminator`; `nil` when there is none.
    mutating func heredoc(until terminator: String, stripsTabs: Bool) -> (content: [UInt8], written: [UInt8])? {
        let wanted = Array(terminator.utf8)
        let first = next
        var content: [UInt8] = []
        for index in next..<source.lineCount {
            var line = source.content(index)
            if stripsTabs { line = line.drop { $0 == 9 } }
            if line.elementsEqual(wanted) {
                next = index + 1
                return (content, index > first ? Array(source.text(from: first, through: index - 1)) : [])
            }
            let whole = source.whole(index)
            content.append(contentsOf: stripsTabs ? whole.drop { $0 == 9 } : whole)
        }
        return nil
    }

    /// Appends a line without its continuation character. Returns whether it has one.
    private func append(_ index: Int, to result: inout LogicalLine, isFirst: Bool) -> Bool {
        var line = [Unicode.Scalar](decoding: source.content(index))[...]
        if isFirst { line = line.drop(while: \.isBlank) }
        // An escape character at the end, blanks behind it aside, that is not itself escaped.
        let end = line.lastIndex { $0 != " " && $0 != "\t" } ?? line.startIndex
        let isContinued = line.last != nil && line[end] == escape && (end == line.startIndex || line[end - 1] != escape)
        result.append(isContinued ? line[..<end] : line, line: index + 1, column: line.startIndex + 1)
        return isContinued
    }
}
