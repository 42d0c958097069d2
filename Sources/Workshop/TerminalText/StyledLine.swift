/// One line for a terminal: spans of text, each with its style.
public struct StyledLine: Hashable, Sendable {
    /// The spans from the first character to the last, in the order of the text.
    public var spans: [StyledSpan]

    /// A line of spans; none is an empty line.
    public init(_ spans: [StyledSpan] = []) { self.spans = spans }

    /// A line of one style.
    public init(_ text: String, _ style: Style = .plain) {
        spans = text.isEmpty ? [] : [StyledSpan(text, style)]
    }

    /// Cells that the line takes.
    public var width: Int { spans.reduce(0) { $0 + $1.width } }

    /// The text without styles.
    public var text: String {
        switch spans.count {
        case 0: ""
        case 1: spans[0].text
        default: spans.reduce(into: "") { $0 += $1.text }
        }
    }

    /// Whether there is nothing but blanks to see.
    public var isBlank: Bool { spans.allSatisfy { $0.text.utf8.allSatisfy { $0 == 0x20 } } }

    /// Adds text at the end.
    public mutating func append(_ text: String, _ style: Style = .plain, link: String? = nil) {
        if !text.isEmpty { spans.append(StyledSpan(text, style, link: link)) }
    }

    /// The part of the line within a range of cells. Wide characters that stick out are left out.
    public func slice(cells range: Range<Int>) -> StyledLine {
        var start = 0
        var result: [StyledSpan] = []
        for span in spans where start < range.upperBound {
            let end = start + span.width
            if end > range.lowerBound || (span.width == 0 && start >= range.lowerBound) {
                let part = span.slice(
                    cells: max(0, range.lowerBound - start)..<min(span.width, range.upperBound - start))
                if !part.text.isEmpty { result.append(part) }
            }
            start = end
        }
        return StyledLine(result)
    }

    /// The line cut to a number of cells; where something is lost, a mark (one cell) says so.
    public func cut(to cells: Int, mark: String = "…") -> StyledLine {
        guard width > cells else { return self }
        guard cells > 0 else { return StyledLine() }
        var line = slice(cells: 0..<cells - Cells.width(of: mark))
        line.append(mark, .quiet)
        return line
    }

    /// The line filled with blanks up to a number of cells.
    public func padded(to cells: Int, _ style: Style = .plain) -> StyledLine {
        let missing = cells - width
        guard missing > 0 else { return self }
        var line = self
        line.spans.append(StyledSpan(clean: Cells.blanks(missing), cells: missing, style: style, link: nil))
        return line
    }

    /// The line with the style of a range of cells changed, such as what a search has found.
    public func restyled(cells range: Range<Int>, _ change: (Style) -> Style) -> StyledLine {
        guard !range.isEmpty else { return self }
        let total = width
        var result = slice(cells: 0..<max(0, range.lowerBound)).spans
        result += slice(cells: range).spans.map { $0.styled(change($0.style)) }
        if range.upperBound < total { result += slice(cells: range.upperBound..<total).spans }
        return StyledLine(result)
    }
}
