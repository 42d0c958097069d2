import Markdown
import Rendering
import TerminalText

/// A width and how to show it, in two bytes; then a chapter's bytes: parse and render them, and hold the result to its promises.
@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = UnsafeBufferPointer(start: start, count: count)
    guard input.count >= 2 else { return 0 }
    let bytes = Array(input[2...])
    let document = MarkdownParser.parse(bytes)
    precondition(document.lineCount <= bytes.count + 1)
    let options = RenderOptions(
        width: Int(input[0]) + 1, textWidth: input[1] & 1 == 0 ? 100 : 250,
        symbols: input[1] & 2 == 0 ? .drawn : .ascii,
        layout: input[1] & 4 == 0 ? .styled : .plain, toggledFolds: [0, 2], opensAllFolds: input[1] & 8 == 0,
        highlight: { _, source in source.split(separator: "\n").map { [StyledSpan(String($0), Style(.keyword))] } },
        imageRows: { name, columns in name.hasSuffix("png") ? columns : nil })
    let result = Renderer.render(document, options)
    precondition(result.lines.count == result.sourceLines.count)
    for line in result.lines {
        precondition(line.width <= options.width, "\(line.width) cells: \(line.text)")
        precondition(line.width == Cells.width(of: line.text) || line.spans.count > 1, line.text)
        for scalar in line.text.unicodeScalars {
            precondition(scalar.value >= 0x20 && !(0x7f..<0xa0).contains(scalar.value), line.text)
        }
    }
    look(at: result)
    return 0
}

/// Everything that the result names lies within it.
private func look(at result: RenderedDocument) {
    let count = result.lines.count
    for heading in result.headings { precondition(heading.line < count && (1...6).contains(heading.level)) }
    for place in result.links.flatMap(\.places) + result.footnotes.flatMap(\.references) {
        precondition(place.line < count && place.columns.upperBound <= result.width)
    }
    for code in result.codeBlocks {
        precondition(code.lines.upperBound <= count && code.shownLines.count == code.lines.count)
    }
    for figure in result.figures { precondition(figure.lines.upperBound <= count) }
    for fold in result.folds { precondition(fold.line < count && fold.lines.upperBound <= count) }
    for note in result.footnotes { precondition(note.line < count) }
    for line in [0, 1, count, Int.max] { precondition(result.line(forSource: line) <= max(0, count - 1)) }
}
