import TerminalText

/// Spans as scanners find them: in order, not overlapping, with gaps where nothing is special.
struct SpanList {
    private(set) var spans: [Highlighter.Span] = []
    private var end = 0

    /// Adds a span behind the last one. What overlaps that is cut off, so that no scanner can say a byte twice.
    mutating func add(_ range: Range<Int>, _ role: Role) {
        let start = max(range.lowerBound, end)
        guard start < range.upperBound else { return }
        if let last = spans.last, last.role == role, last.range.upperBound == start {
            spans[spans.count - 1] = Highlighter.Span(last.range.lowerBound..<range.upperBound, role)
        } else {
            spans.append(Highlighter.Span(start..<range.upperBound, role))
        }
        end = range.upperBound
    }

    /// All bytes up to `count`, gaps filled.
    func finished(_ count: Int) -> [Highlighter.Span] {
        var result: [Highlighter.Span] = []
        result.reserveCapacity(spans.count * 2 + 1)
        var position = 0
        for span in spans {
            if span.range.lowerBound > position {
                result.append(Highlighter.Span(position..<span.range.lowerBound, .codeText))
            }
            result.append(span)
            position = span.range.upperBound
        }
        if position < count { result.append(Highlighter.Span(position..<count, .codeText)) }
        return result
    }
}
