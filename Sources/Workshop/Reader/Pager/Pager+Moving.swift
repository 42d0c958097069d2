import Rendering

extension Pager {
    /// Puts a row at the top, as far as there is text.
    mutating func scroll(to row: Int) { top = min(max(0, row), max(0, layout.count - bodyRows)) }

    mutating func scroll(by rows: Int) { scroll(to: top + rows) }

    /// Goes to a line of the document, a little below the top.
    mutating func reveal(line: Int, below: Int = 0) {
        let row = layout.row(ofLine: line)
        if row < top || row >= top + bodyRows { scroll(to: row - min(below, bodyRows / 3)) }
    }

    mutating func go(to place: PagerPlace) {
        switch place {
        case .line(let line): scroll(to: layout.row(ofLine: layout.document.line(forSource: line)))
        case .heading(let anchor):
            if let heading = layout.document.heading(anchor: anchor) {
                scroll(to: layout.row(ofLine: heading.line))
            } else {
                message = "There is no heading #\(anchor) here."
            }
        }
    }

    /// The next heading below the top, or the one before.
    mutating func goToHeading(_ direction: Int) {
        let headings = layout.document.headings
        let line = layout.line(ofRow: top).line
        let target =
            direction > 0 ? headings.first { $0.line > line } : headings.last { $0.line < line }
        if let target {
            scroll(to: layout.row(ofLine: target.line))
        } else {
            scroll(to: direction > 0 ? layout.count : 0)
        }
    }

    // MARK: What Tab goes to

    mutating func moveFocus(_ direction: Int) {
        let items = PagerItem.all(layout.document)
        guard !items.isEmpty else {
            message = "There is nothing to go to here."
            return
        }
        let visible = layout.line(ofRow: top).line...layout.line(ofRow: top + bodyRows - 1).line
        var next: Int?
        if let focus, let index = items.firstIndex(where: { $0.item == focus }), visible.contains(items[index].line) {
            next = index + direction
        } else if direction > 0 {
            next = items.firstIndex { $0.line >= visible.lowerBound }
        } else {
            next = items.lastIndex { $0.line <= visible.upperBound }
        }
        guard let next, items.indices.contains(next) else {
            message = direction > 0 ? "That was the last one." : "That was the first one."
            return
        }
        focus = items[next].item
        reveal(line: items[next].line, below: direction > 0 ? 2 : bodyRows / 3)
    }

    /// The block that keys are about: the one that Tab went to, or the first of its kind on the screen.
    func currentBlock(_ isWanted: (RenderedDocument.CodeBlock) -> Bool) -> Int? {
        let blocks = layout.document.codeBlocks
        if case .block(let index) = focus, blocks.indices.contains(index), isWanted(blocks[index]) { return index }
        let first = layout.line(ofRow: top).line
        let last = layout.line(ofRow: top + bodyRows - 1).line
        return blocks.indices.first { index in
            isWanted(blocks[index]) && blocks[index].lines.lowerBound <= last && blocks[index].lines.upperBound > first
        }
    }
}
