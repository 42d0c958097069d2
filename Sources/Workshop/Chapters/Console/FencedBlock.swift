import Markdown

/// A fenced code block with its place in the file.
struct FencedBlock {
    var code: CodeBlock
    /// The block's lines, without what stands before them in a list or a quote.
    var lines: [String]
    /// What stands before each line in the file: blanks in a list, `> ` in a quote.
    var margin: String
    /// Whether the closing fence is there.
    var isClosed: Bool

    var line: Int { code.line }
    var language: String { code.language ?? "" }

    /// The text that the lines make, with a line break at its end; empty when there are none.
    var text: String { lines.map { $0 + "\n" }.joined() }

    /// The line of the closing fence, or the last one of the block.
    var lastLine: Int { code.sourceLine - 1 + lines.count + (isClosed ? 1 : 0) }

    /// The fenced blocks of a document, first to last.
    static func all(in document: MarkdownDocument, source: SourceLines) -> [FencedBlock] {
        var blocks: [FencedBlock] = []
        document.visit { block in
            if case .code(let code) = block.content, code.isFenced { blocks.append(FencedBlock(code, source)) }
        }
        return blocks
    }

    private init(_ code: CodeBlock, _ source: SourceLines) {
        self.code = code
        lines = code.source.isEmpty ? [] : SourceLines(code.source).lines
        if lines.last == "" { lines.removeLast() }
        let fence = source.line(code.line)
        let before = fence.prefix { $0 != "`" && $0 != "~" }
        // A list's mark stands on its first line only.
        margin = String(before.map { $0 == ">" || $0.isWhitespace ? $0 : " " })
        let mark = fence.dropFirst(before.count).prefix { $0 == "`" || $0 == "~" }
        let end = source.line(code.sourceLine + lines.count).drop { $0 == " " || $0 == ">" || $0 == "\t" }
        isClosed = !mark.isEmpty && end.hasPrefix(mark)
    }
}

extension MarkdownDocument {
    /// Calls `body` with every block, also with those in other blocks and in footnotes, in their order.
    func visit(_ body: (Block) -> Void) {
        blocks.forEach { $0.visit(body) }
        footnotes.forEach { note in note.blocks.forEach { $0.visit(body) } }
    }
}

extension Block {
    fileprivate func visit(_ body: (Block) -> Void) {
        body(self)
        let inner: [Block] =
            switch content {
            case .quote(let blocks), .callout(_, _, let blocks): blocks
            case .list(let list): list.items.flatMap(\.blocks)
            case .fold(let fold): fold.blocks
            case .paragraph, .heading, .code, .table, .rule: []
            }
        inner.forEach { $0.visit(body) }
    }
}
