import Rendering

/// What Tab goes to.
enum PagerItem: Sendable, Hashable {
    /// By their places in the document's lists.
    case link(Int)
    case block(Int)
    case fold(Int)

    /// The line and column at which each item of a document begins, in order.
    static func all(_ document: RenderedDocument) -> [(item: PagerItem, line: Int)] {
        var items: [(item: PagerItem, line: Int, column: Int)] = []
        for (index, link) in document.links.enumerated() {
            if let place = link.places.first { items.append((.link(index), place.line, place.columns.lowerBound)) }
        }
        for (index, block) in document.codeBlocks.enumerated() where isRunnable(block) {
            items.append((.block(index), block.lines.lowerBound, 0))
        }
        for (index, fold) in document.folds.enumerated() { items.append((.fold(index), fold.line, 0)) }
        return items.sorted { ($0.line, $0.column) < ($1.line, $1.column) }.map { ($0.item, $0.line) }
    }

    /// Console blocks can be run.
    static func isRunnable(_ block: RenderedDocument.CodeBlock) -> Bool { block.language == "console" }
}
