import Testing

@testable import TerminalText

@Suite struct StyledLineTests {
    let line = StyledLine([
        StyledSpan("one "), StyledSpan("日本", .strong, link: "x"), StyledSpan(" three", .quiet),
    ])

    @Test func `a line knows its text and its cells`() {
        #expect(line.text == "one 日本 three")
        #expect(line.width == 14)
        #expect(StyledLine().width == 0)
        #expect(StyledLine("  ").isBlank && !line.isBlank)
    }

    @Test func `slices keep styles and links`() {
        let slice = line.slice(cells: 2..<7)
        #expect(slice.text == "e 日")
        #expect(slice.spans.map(\.style) == [.plain, .strong])
        #expect(slice.spans.last?.link == "x")
        #expect(line.slice(cells: 8..<99).text == " three")
    }

    @Test func `cutting and padding reach a width exactly or stay below`() {
        #expect(line.cut(to: 9).text == "one 日本…")
        #expect(line.cut(to: 8).text == "one 日…")
        #expect(line.cut(to: 14) == line)
        #expect(line.padded(to: 20).width == 20)
    }

    @Test func `restyling changes a range of cells only`() {
        let found = line.restyled(cells: 4..<8) { Style(.match, $0.marks) }
        #expect(found.text == line.text)
        #expect(found.spans.map(\.style) == [.plain, Style(.match, .strong), .quiet])
    }

    @Test func `no span holds what a terminal would obey`() {
        let span = StyledSpan("a\u{1b}[31mb\u{7}\tc")
        #expect(span.text == "ab·    c")
        #expect(span.width == 8)
    }
}
