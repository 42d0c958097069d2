import CCmark

/// Makes blocks of cmark's nodes. It walks along the nodes and never calls itself, however deep they are nested.
struct TreeBuilder {
    /// A container that is open.
    private struct Frame {
        var kind: Kind
        var line: Int
        var blocks: [Block] = []
        var items: [Block.Item] = []
        /// `<details>` that are open within this container.
        var folds: [OpenFold] = []

        enum Kind {
            case document
            case quote
            case list(start: Int?, delimiter: Character, isTight: Bool)
            case item(isDone: Bool?)
            case footnote
        }
    }

    private struct OpenFold {
        var number: Int
        var line: Int
        var isOpen: Bool
        var summary: [Inline] = []
        /// How many blocks of the container stand before it.
        var start: Int
    }

    private let skippedLines: Int
    private var frames = [Frame(kind: .document, line: 1)]
    /// Containers that are open but too deep to be shown as such.
    private var flattened = 0
    private var inlines: InlineBuilder
    private var table: Block.Table?
    private var row: [[Inline]] = []
    private var isHeader = false
    private var lastLine = 1
    private var foldCount = 0
    /// Folds that are open in all containers.
    private var openFolds = 0
    private var footnotes: [Footnote] = []

    /// A builder for a text before which a number of lines of the file have been skipped.
    init(skippedLines: Int) {
        self.skippedLines = skippedLines
        inlines = InlineBuilder()
        lastLine = skippedLines + 1
    }

    /// The document that was read.
    mutating func document() -> MarkdownDocument {
        closeFolds(downTo: 0)
        return MarkdownDocument(blocks: frames[0].blocks, links: inlines.links, footnotes: footnotes)
    }

    /// Reads all nodes below a root.
    mutating func read(_ root: OpaquePointer) {
        guard let iterator = cmark_iter_new(root) else { return }
        defer { cmark_iter_free(iterator) }
        while true {
            let event = cmark_iter_next(iterator)
            if event == CMARK_EVENT_DONE || event == CMARK_EVENT_NONE { return }
            guard let node = cmark_iter_get_node(iterator) else { return }
            let type = cmark_node_get_type(node)
            if inlines.read(node, type, isEntering: event == CMARK_EVENT_ENTER) { continue }
            if event == CMARK_EVENT_ENTER { enter(node, type) } else { leave(node, type) }
        }
    }

    private mutating func enter(_ node: OpaquePointer, _ type: cmark_node_type) {
        let line = Int(cmark_node_get_start_line(node)) + skippedLines
        if line > lastLine { lastLine = line }
        switch type {
        case CMARK_NODE_BLOCK_QUOTE: open(.quote, line)
        case CMARK_NODE_LIST: open(Self.list(node), line)
        case CMARK_NODE_ITEM:
            // Only the task list extension makes items of its own.
            let isTask = cmark_node_get_syntax_extension(node) != nil
            openItem(isTask ? cmark_gfm_extensions_get_tasklist_item_checked(node) : nil, line)
        case CMARK_NODE_FOOTNOTE_DEFINITION: open(.footnote, line)
        case CMARK_NODE_PARAGRAPH, CMARK_NODE_HEADING: inlines.begin(line: line)
        case CMARK_NODE_CODE_BLOCK: append(.code(code(node, line)), line, node)
        case CMARK_NODE_THEMATIC_BREAK: append(.rule, line, node)
        case CMARK_NODE_HTML_BLOCK, CMARK_NODE_CUSTOM_BLOCK:
            readHTML(Cmark.string(cmark_node_get_literal(node)), line)
        case CMARK_NODE_DOCUMENT: break
        default: enterExtension(node, line)
        }
    }

    private mutating func leave(_ node: OpaquePointer, _ type: cmark_node_type) {
        switch type {
        case CMARK_NODE_BLOCK_QUOTE, CMARK_NODE_LIST, CMARK_NODE_ITEM, CMARK_NODE_FOOTNOTE_DEFINITION: close(node)
        case CMARK_NODE_PARAGRAPH:
            append(.paragraph(inlines.end()), inlines.startLine, node)
        case CMARK_NODE_HEADING:
            append(.heading(level: Int(cmark_node_get_heading_level(node)), inlines.end()), inlines.startLine, node)
        case CMARK_NODE_CODE_BLOCK, CMARK_NODE_THEMATIC_BREAK, CMARK_NODE_HTML_BLOCK, CMARK_NODE_DOCUMENT,
            CMARK_NODE_CUSTOM_BLOCK:
            break
        default: leaveExtension(node)
        }
    }

    // MARK: Tables, which cmark knows by name only

    private mutating func enterExtension(_ node: OpaquePointer, _ line: Int) {
        switch Cmark.string(cmark_node_get_type_string(node)) {
        case "table":
            table = Block.Table(alignments: Self.alignments(node), header: [], rows: [])
        case "table_header": isHeader = true
        case "table_row": isHeader = false
        case "table_cell": inlines.begin(line: line)
        default: break
        }
    }

    private mutating func leaveExtension(_ node: OpaquePointer) {
        switch Cmark.string(cmark_node_get_type_string(node)) {
        case "table":
            if let table { append(.table(table), Int(cmark_node_get_start_line(node)) + skippedLines, node) }
            table = nil
        case "table_header", "table_row":
            let columns = table?.alignments.count ?? row.count
            row = Array(row.prefix(columns)) + Array(repeating: [], count: max(0, columns - row.count))
            if isHeader { table?.header = row } else { table?.rows.append(row) }
            row = []
        case "table_cell": row.append(inlines.end())
        default: break
        }
    }

    private static func alignments(_ node: OpaquePointer) -> [Block.Alignment] {
        let count = Int(cmark_gfm_extensions_get_table_columns(node))
        guard let letters = cmark_gfm_extensions_get_table_alignments(node) else {
            return Array(repeating: .none, count: count)
        }
        return (0..<count).map { column in
            switch letters[column] {
            case UInt8(ascii: "l"): .left
            case UInt8(ascii: "c"): .centre
            case UInt8(ascii: "r"): .right
            default: .none
            }
        }
    }

    private static func list(_ node: OpaquePointer) -> Frame.Kind {
        let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
        return .list(
            start: isOrdered ? Int(cmark_node_get_list_start(node)) : nil,
            delimiter: cmark_node_get_list_delim(node) == CMARK_PAREN_DELIM ? ")" : ".",
            isTight: cmark_node_get_list_tight(node) != 0)
    }

    private func code(_ node: OpaquePointer, _ line: Int) -> CodeBlock {
        var (length, offset, character): (Int32, Int32, CChar) = (0, 0, 0)
        let isFenced = cmark_node_get_fenced(node, &length, &offset, &character) != 0
        let info = Cmark.string(cmark_node_get_fence_info(node))
        return CodeBlock(
            info: info.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init),
            source: Cmark.string(cmark_node_get_literal(node)), line: line, sourceLine: isFenced ? line + 1 : line,
            isFenced: isFenced)
    }

    // MARK: Containers

    private mutating func open(_ kind: Frame.Kind, _ line: Int) {
        if flattened > 0 || frames.count + openFolds > MarkdownParser.deepestNesting {
            flattened += 1
        } else {
            frames.append(Frame(kind: kind, line: line))
        }
    }

    /// An item is as deep as its list: it is open when that is.
    private mutating func openItem(_ isDone: Bool?, _ line: Int) {
        if flattened > 0 {
            flattened += 1
        } else {
            frames.append(Frame(kind: .item(isDone: isDone), line: line))
        }
    }

    private mutating func close(_ node: OpaquePointer) {
        if flattened > 0 {
            flattened -= 1
            return
        }
        closeFolds(downTo: 0)
        guard frames.count > 1, let frame = frames.popLast() else { return }
        switch frame.kind {
        case .document: break
        case .quote: append(Callouts.content(frame.blocks), frame.line, node)
        case .list(let start, let delimiter, let isTight):
            let list = Block.List(start: start, delimiter: delimiter, isTight: isTight, items: frame.items)
            append(.list(list), frame.line, node)
        case .item(let isDone):
            frames[frames.count - 1].items.append(Block.Item(isDone: isDone, blocks: frame.blocks, line: frame.line))
        case .footnote:
            footnotes.append(Footnote(number: footnotes.count + 1, blocks: frame.blocks, line: frame.line))
        }
    }

    private mutating func append(_ content: Block.Content, _ line: Int, _ node: OpaquePointer) {
        append(content, line, last: Int(cmark_node_get_end_line(node)) + skippedLines)
    }

    private mutating func append(_ content: Block.Content, _ line: Int, last: Int) {
        frames[frames.count - 1].blocks.append(Block(content, lines: line...max(line, last)))
    }

    // MARK: HTML

    private mutating func readHTML(_ html: String, _ line: Int) {
        for piece in HTMLReader.pieces(html, into: &inlines, line: line) {
            switch piece {
            case .block(let content): append(content, line, last: line)
            case .openFold(let isOpen): openFold(line, isOpen)
            case .summary(let summary):
                let frame = frames.count - 1
                let fold = frames[frame].folds.count - 1
                if fold >= 0, frames[frame].folds[fold].summary.isEmpty,
                    frames[frame].blocks.count == frames[frame].folds[fold].start
                {
                    frames[frame].folds[fold].summary = summary
                } else {
                    append(.paragraph(summary), line, last: line)
                }
            case .closeFold:
                closeFolds(downTo: max(0, frames[frames.count - 1].folds.count - 1))
            }
        }
    }

    private mutating func openFold(_ line: Int, _ isOpen: Bool) {
        let frame = frames.count - 1
        // Folds deeper than anybody can want are left out, not what is in them.
        guard openFolds + frames.count <= MarkdownParser.deepestNesting else { return }
        let start = frames[frame].blocks.count
        frames[frame].folds.append(OpenFold(number: foldCount, line: line, isOpen: isOpen, start: start))
        foldCount += 1
        openFolds += 1
    }

    private mutating func closeFolds(downTo count: Int) {
        let frame = frames.count - 1
        while frames[frame].folds.count > count, let open = frames[frame].folds.popLast() {
            openFolds -= 1
            let inside = Array(frames[frame].blocks[open.start...])
            frames[frame].blocks.removeSubrange(open.start...)
            let fold = Block.Fold(number: open.number, summary: open.summary, blocks: inside, isOpen: open.isOpen)
            let last = fold.blocks.last?.lines.upperBound ?? open.line
            append(.fold(fold), open.line, last: last)
        }
    }
}
