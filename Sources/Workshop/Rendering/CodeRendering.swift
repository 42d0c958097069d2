import Markdown
import TerminalText

extension BlockRenderer {
    /// A code block: its lines as they are, below the name of the file when it has one. Lines that are too long are cut, at a
    /// blank where there is one near the edge, and go on in the next line behind a mark.
    mutating func renderCode(_ code: CodeBlock) {
        if code.language == "figure" { return renderFigure(code) }
        let start = canvas.lines.count
        let indent = options.width >= 30 ? 2 : 0
        canvas.push(rest: StyledSpan(String(repeating: " ", count: indent)))
        var shown: [Int?] = []
        let file = code.value("file")
        if let file {
            shown.append(nil)
            canvas.line(title(Harmless.line(file)))
        }
        let lines = Self.lines(code.source)
        let coloured = highlighted(code, lines)
        for (number, line) in lines.enumerated() {
            canvas.source = code.sourceLine + number
            let before = canvas.lines.count
            writeCode(coloured?[number] ?? [StyledSpan(line, Style(.codeText))])
            shown += Array(repeating: number, count: canvas.lines.count - before)
        }
        if lines.isEmpty, file == nil {
            canvas.line([])
            shown.append(nil)
        }
        result.codeBlocks.append(
            RenderedDocument.CodeBlock(
                lines: start..<canvas.lines.count, shownLines: shown, column: canvas.prefixWidth,
                language: code.language,
                info: code.info, file: file, source: code.source, fenceLine: code.line, sourceLine: code.sourceLine))
        canvas.pop()
    }

    private func title(_ name: String) -> [StyledSpan] {
        if isPlain { return [StyledSpan("\(name):", Style(.border))] }
        let label = Cells.cut(name, to: max(1, canvas.room - 8))
        let rest = min(canvas.room, 44) - Cells.width(of: label) - 4
        return [
            rule(2), StyledSpan(" \(label) ", Style(.heading6)), rule(max(2, rest)),
        ]
    }

    /// The lines of a text; a line break at the end begins none.
    private static func lines(_ source: String) -> [String] {
        var lines = source.utf8.split(omittingEmptySubsequences: false) { $0 == 0x0a }.map { String(Substring($0)) }
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    private func highlighted(_ code: CodeBlock, _ lines: [String]) -> [[StyledSpan]]? {
        guard let language = code.language, let highlight = options.highlight,
            let spans = highlight(language, code.source), spans.count >= lines.count
        else { return nil }
        for (line, spans) in zip(lines, spans) where StyledLine(spans).text != Harmless.line(line) { return nil }
        return spans
    }

    /// A line of code in as many lines as it takes. Each character is looked at once, however long the line is.
    private mutating func writeCode(_ spans: [StyledSpan]) {
        let room = canvas.room
        guard spans.reduce(0, { $0 + $1.width }) > room else { return canvas.line(spans) }
        let mark = StyledSpan(drawing.continuation + " ", Style(.border))
        let hasMark = room > mark.width + 2
        var prefix: [StyledSpan] = []
        var available = room
        var current = StyledLine()
        var used = 0
        for span in spans {
            var start = span.text.startIndex
            for (index, character) in zip(span.text.indices, span.text) {
                let cells = Cells.width(of: character)
                if used + cells > available {
                    current.append(String(span.text[start..<index]), span.style, link: span.link)
                    start = index
                }
                while used + cells > available, used > 0 {
                    let (head, tail) = Self.cut(current, at: available)
                    canvas.line(prefix + head.spans)
                    (current, used) = (tail, tail.width)
                    if hasMark { (prefix, available) = ([mark], room - mark.width) }
                }
                if cells > available {
                    // One character that is wider than the line: something has to stand for it.
                    current.append("·", .quiet)
                    start = span.text.index(after: index)
                    used += 1
                } else {
                    used += cells
                }
            }
            current.append(String(span.text[start...]), span.style, link: span.link)
        }
        canvas.line(prefix + current.spans)
    }

    /// A line that is full, and what of it goes to the next: the part behind a blank in the last third.
    private static func cut(_ line: StyledLine, at cells: Int) -> (StyledLine, StyledLine) {
        let text = line.text
        if let blank = text.lastIndex(of: " ") {
            let position = Cells.width(of: String(text[...blank]))
            if position > cells * 2 / 3, position < line.width {
                return (line.slice(cells: 0..<position), line.slice(cells: position..<line.width + 1))
            }
        }
        return (line, StyledLine())
    }

    /// A figure: the drawing, or empty lines where the pager shows the image.
    private mutating func renderFigure(_ code: CodeBlock) {
        let image = code.value("image")
        let lines = Self.lines(code.source)
        let rows = image.flatMap { options.imageRows?($0, canvas.room) }
        let start = canvas.lines.count
        if let rows, rows > 0 {
            for _ in 0..<min(rows, 500) { canvas.line([]) }
        } else {
            for (number, line) in lines.enumerated() {
                canvas.source = code.sourceLine + number
                writeCode([StyledSpan(line, Style(.figure))])
            }
        }
        result.figures.append(
            RenderedDocument.Figure(
                lines: start..<canvas.lines.count, column: canvas.prefixWidth, image: image,
                isImageShown: (rows ?? 0) > 0, source: code.source, sourceLine: code.sourceLine))
    }
}
