import Markdown
import TerminalText

/// Puts blocks on a canvas. It calls itself for blocks within blocks, which the parser keeps to a depth that is harmless.
struct BlockRenderer {
    let document: MarkdownDocument
    let options: RenderOptions
    let drawing: DrawingSet
    var canvas: Canvas
    var result: RenderedDocument
    /// Kept between texts for its memory.
    var flow = TextFlow()
    /// Where the links of the document are in the result.
    var linkNumbers: [Int]
    /// Where the text refers to footnotes, by their numbers.
    var references: [(number: Int, place: RenderedDocument.Place)] = []
    var anchors = Anchors()
    var bulletDepth = 0
    /// What running text is at this point.
    var role = Role.text

    init(_ document: MarkdownDocument, _ options: RenderOptions) {
        self.document = document
        self.options = options
        drawing = DrawingSet(options.symbols)
        canvas = Canvas(width: options.width)
        result = RenderedDocument(width: options.width)
        linkNumbers = Array(repeating: -1, count: document.links.count)
    }

    var isPlain: Bool { options.layout == .plain }

    /// The widest that running text may be.
    var textWidth: Int { min(options.width, options.textWidth) }

    mutating func renderDocument() {
        render(document.blocks)
        renderFootnotes()
    }

    /// The document as far as it is rendered.
    mutating func finish() -> RenderedDocument {
        for reference in references where result.footnotes.indices.contains(reference.number - 1) {
            result.footnotes[reference.number - 1].references.append(reference.place)
        }
        result.lines = canvas.lines
        result.sourceLines = canvas.sourceLines
        return result
    }

    mutating func render(_ blocks: [Block]) {
        for block in blocks { render(block) }
    }

    /// The blocks of an item of a tight list: a list follows its paragraph without an empty line.
    private mutating func renderTight(_ blocks: [Block]) {
        for (number, block) in blocks.enumerated() {
            render(block)
            if case .paragraph = block.content, number + 1 < blocks.count, case .list = blocks[number + 1].content {
                canvas.cancelGap()
            }
        }
    }

    private mutating func render(_ block: Block) {
        let line = block.lines.lowerBound
        switch block.content {
        case .paragraph(let inlines):
            canvas.beginBlock(source: line)
            write(inlines, Style(role))
            canvas.endBlock()
        case .heading(let level, let inlines): renderHeading(level, inlines, line)
        case .code(let code):
            canvas.beginBlock(source: line)
            renderCode(code)
            canvas.endBlock()
        case .quote(let blocks):
            canvas.beginBlock(source: line)
            let outer = role
            if role == .text { role = .quote }
            contained(in: StyledSpan(isPlain ? "> " : drawing.quoteBar + " ", Style(.border)), blocks)
            role = outer
        case .callout(let kind, let title, let blocks): renderCallout(kind, title, blocks, line)
        case .list(let list): renderList(list, line)
        case .table(let table):
            canvas.beginBlock(source: line)
            renderTable(table, line)
            canvas.endBlock()
        case .fold(let fold): renderFold(fold, line)
        case .rule:
            canvas.beginBlock(source: line)
            if isPlain {
                canvas.line([StyledSpan("* * *", Style(.border))])
            } else {
                canvas.line([rule(min(canvas.room, textWidth))])
            }
            canvas.endBlock()
        }
    }

    func rule(_ cells: Int, _ part: String? = nil, _ style: Style = Style(.border)) -> StyledSpan {
        StyledSpan(String(repeating: part ?? drawing.horizontal, count: max(0, cells)), style)
    }

    /// Blocks with something before each of their lines.
    mutating func contained(in prefix: StyledSpan, first: StyledSpan? = nil, isTight: Bool = false, _ blocks: [Block]) {
        canvas.push(first: first, rest: prefix)
        if blocks.isEmpty { canvas.line([]) }
        if isTight { renderTight(blocks) } else { render(blocks) }
        canvas.flushBullets()
        canvas.pop()
        canvas.endBlock()
    }

    private mutating func renderHeading(_ level: Int, _ inlines: [Inline], _ line: Int) {
        canvas.beginBlock(source: line)
        let text = Harmless.line(inlines.plainText)
        result.headings.append(
            RenderedDocument.Heading(
                level: level, text: text, anchor: anchors.next(text), line: canvas.lines.count, sourceLine: line))
        let style = Style(.heading(level))
        let start = canvas.lines.count
        let outer = role
        role = style.role
        if isPlain {
            let marks = StyledSpan(String(repeating: "#", count: level) + " ", style)
            write(inlines, style, label: [marks])
        } else {
            write(inlines, style)
            if level <= 2 {
                let widest = canvas.lines[start...].map(\.width).max() ?? 0
                let part = level == 1 ? drawing.doubleHorizontal : drawing.horizontal
                canvas.line([rule(min(max(1, widest - canvas.prefixWidth), canvas.room), part, style)])
            }
        }
        role = outer
        canvas.endBlock()
    }

    private mutating func renderCallout(_ kind: Block.Callout, _ title: [Inline], _ blocks: [Block], _ line: Int) {
        canvas.beginBlock(source: line)
        let calloutRole: Role
        let name: String
        switch kind {
        case .note: (calloutRole, name) = (.note, "Note")
        case .tip: (calloutRole, name) = (.tip, "Tip")
        case .important: (calloutRole, name) = (.important, "Important")
        case .warning: (calloutRole, name) = (.warning, "Warning")
        case .caution: (calloutRole, name) = (.caution, "Caution")
        }
        canvas.push(rest: StyledSpan(isPlain ? "> " : drawing.calloutBar + " ", Style(calloutRole)))
        let style = Style(calloutRole, .strong)
        let outer = role
        role = calloutRole
        let label = StyledSpan(name + (title.isEmpty ? isPlain ? ":" : "" : ": "), style)
        write(title, style, label: [label])
        role = outer
        render(blocks)
        canvas.pop()
        canvas.endBlock()
    }

    private mutating func renderList(_ list: Block.List, _ line: Int) {
        canvas.beginBlock(source: line)
        let bullet = drawing.bullets[min(bulletDepth, drawing.bullets.count - 1)]
        bulletDepth += list.start == nil ? 1 : 0
        let last = (list.start ?? 0) + list.items.count - 1
        let numberWidth = list.start == nil ? 0 : max(String(last).count, String(list.start ?? 0).count)
        for (index, item) in list.items.enumerated() {
            var mark = bullet + " "
            if let start = list.start {
                let number = String(start + index)
                let padding = String(repeating: " ", count: numberWidth - number.count)
                mark = padding + number + String(list.delimiter) + " "
            }
            if let isDone = item.isDone {
                let box = isPlain ? (isDone ? "[x]" : "[ ]") : isDone ? drawing.done : drawing.open
                mark = list.start == nil ? box + " " : mark + box + " "
            }
            canvas.beginBlock(source: item.line)
            let width = Cells.width(of: mark)
            let style = Style(item.isDone == true ? .good : .marker)
            contained(
                in: StyledSpan(String(repeating: " ", count: width)), first: StyledSpan(mark, style),
                isTight: list.isTight, item.blocks)
            if list.isTight { canvas.cancelGap() }
        }
        bulletDepth -= list.start == nil ? 1 : 0
        canvas.endBlock()
    }

    private mutating func renderFold(_ fold: Block.Fold, _ line: Int) {
        canvas.beginBlock(source: line)
        let isOpen = options.opensAllFolds || isPlain || fold.isOpen != options.toggledFolds.contains(fold.number)
        let summaryLine = canvas.lines.count
        let summary = fold.summary.isEmpty ? [Inline(.text, "Details")] : fold.summary
        let mark = isOpen ? drawing.foldOpen : drawing.foldClosed
        write(summary, Style(role, .strong), label: isPlain ? [] : [StyledSpan(mark + " ", Style(.marker))])
        let number = result.folds.count
        let start = canvas.lines.count
        result.folds.append(
            RenderedDocument.Fold(number: fold.number, line: summaryLine, lines: start..<start, isOpen: isOpen))
        if isOpen {
            if !fold.blocks.isEmpty {
                canvas.endBlock()
                canvas.push(rest: StyledSpan("  "))
                render(fold.blocks)
                canvas.pop()
            }
            result.folds[number] = RenderedDocument.Fold(
                number: fold.number, line: summaryLine, lines: start..<canvas.lines.count, isOpen: true)
        }
        canvas.endBlock()
    }

    private mutating func renderFootnotes() {
        guard !document.footnotes.isEmpty else { return }
        canvas.beginBlock(source: canvas.sourceLines.last ?? 1)
        if !isPlain { canvas.line([rule(min(20, canvas.room))]) }
        canvas.cancelGap()
        for footnote in document.footnotes {
            canvas.beginBlock(source: footnote.line)
            result.footnotes.append(
                RenderedDocument.Footnote(number: footnote.number, line: canvas.lines.count, references: []))
            let mark = "[\(footnote.number)] "
            contained(
                in: StyledSpan(String(repeating: " ", count: mark.count)), first: StyledSpan(mark, Style(.marker)),
                footnote.blocks)
        }
    }
}
