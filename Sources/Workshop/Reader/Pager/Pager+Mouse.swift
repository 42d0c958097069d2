import Rendering
import Screen

extension Pager {
    /// Takes what the mouse did.
    public mutating func take(_ event: MouseEvent) -> [PagerEffect] {
        switch event.kind {
        case .wheelUp: return wheel(-3)
        case .wheelDown: return wheel(3)
        case .press(.left): return click(event)
        default: return []
        }
    }

    private mutating func wheel(_ rows: Int) -> [PagerEffect] {
        switch mode {
        case .reading, .prompt: scroll(by: rows)
        case .contents, .hits, .help:
            for _ in 0..<abs(rows) { _ = press(KeyPress(rows < 0 ? .up : .down)) }
        }
        return []
    }

    private mutating func click(_ event: MouseEvent) -> [PagerEffect] {
        guard event.row < bodyRows else { return [] }
        message = nil
        switch mode {
        case .prompt: mode = .reading
        case .help: break
        case .contents(let index):
            let row = listTop(index, layout.document.headings.count) + event.row - 1
            if event.row > 0, layout.document.headings.indices.contains(row) {
                contents(KeyPress(.enter), row)
            }
        case .hits(let lines, let index):
            let row = listTop(index, lines.count) + event.row - 1
            if event.row > 0, lines.indices.contains(row) { hits(KeyPress(.enter), lines, row) }
        case .reading:
            let (line, inserted) = layout.line(ofRow: top + event.row)
            guard inserted == nil, line < layout.document.lines.count else { return [] }
            return click(line: line, column: event.column - margin)
        }
        return []
    }

    private mutating func click(line: Int, column: Int) -> [PagerEffect] {
        let document = layout.document
        let link = document.links.firstIndex { link in
            link.places.contains { $0.line == line && $0.columns.contains(column) }
        }
        if let link {
            focus = .link(link)
            return open(link: document.links[link])
        }
        if let fold = document.folds.first(where: { $0.line == line }) {
            toggle(fold: fold.number)
        } else if let block = document.codeBlocks.firstIndex(where: { $0.lines.contains(line) }),
            PagerItem.isRunnable(document.codeBlocks[block])
        {
            focus = .block(block)
        } else {
            focus = nil
        }
        return []
    }
}
