import Rendering
import TerminalText

/// A page's rows as they are shown: the document's lines, and what came out of blocks below those.
struct PagerLayout: Sendable {
    /// Rows that stand behind a line of the document.
    struct Insertion: Sendable {
        /// The line that they stand before.
        var line: Int
        var rows: [StyledLine]
    }

    let document: RenderedDocument
    /// In order of their lines.
    private(set) var insertions: [Insertion]

    init(_ document: RenderedDocument, _ insertions: [Insertion] = []) {
        self.document = document
        self.insertions = insertions.filter { !$0.rows.isEmpty }.sorted { $0.line < $1.line }
    }

    /// How many rows there are.
    var count: Int { document.lines.count + insertions.reduce(0) { $0 + $1.rows.count } }

    /// The row that shows a line of the document.
    func row(ofLine line: Int) -> Int {
        insertions.reduce(line) { $1.line <= line ? $0 + $1.rows.count : $0 }
    }

    /// The line of the document that a row shows; for an inserted row, the line before it.
    func line(ofRow row: Int) -> (line: Int, inserted: StyledLine?) {
        var shift = 0
        for insertion in insertions {
            let first = insertion.line + shift
            if row < first { break }
            if row < first + insertion.rows.count { return (max(0, insertion.line - 1), insertion.rows[row - first]) }
            shift += insertion.rows.count
        }
        return (row - shift, nil)
    }
}
