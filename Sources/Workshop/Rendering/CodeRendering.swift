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

    /// A line of code in as many lines as it takes.
    private mutating func writeCode(_ spans: [StyledSpan]) {
        let whole = StyledLine(spans)
        let width = whole.width
        let room = canvas.room
        guard width > room else { return canvas.line(spans) }
        let mark = StyledSpan(drawing.continuation + " ", Style(.border))
        var remaining = whole
        var isFirst = true
        while true {
            let hasMark = !isFirst && room > mark.width + 1
            let available = hasMark ? room - mark.width : room
            let (head, tail) = Self.cut(remaining, at: available)
            canvas.line(hasMark ? [mark] + head.spans : head.spans)
            guard let tail else { return }
            remaining = tail
            isFirst = false
        }
    }

    /// The part of a line that fits, and the rest. A cut falls behind a blank in the last third, or anywhere.
    private static func cut(_ line: StyledLine, at cells: Int) -> (StyledLine, StyledLine?) {
        let width = line.width
        guard width > cells else { return (line, nil) }
        let head = line.slice(cells: 0..<cells)
        // A wide character at the edge goes to the next line. One that is wider than the line is replaced.
        var end = head.width
        guard end > 0 else {
            let rest = line.slice(cells: 2..<width)
            return (StyledLine("·", .quiet), rest.spans.isEmpty ? nil : rest)
        }
        let text = head.text
        if let blank = text.lastIndex(of: " ") {
            let position = Cells.width(of: String(text[...blank]))
            if position > cells * 2 / 3 { end = position }
        }
        return (line.slice(cells: 0..<end), line.slice(cells: end..<width))
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
