import Testing

@testable import TerminalText

@Suite struct TextFlowTests {
    static let table: [(String, Int, [String])] = [
        ("one two three", 20, ["one two three"]),
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 8, ["one two", "three"]),
        ("one two three", 5, ["one", "two", "three"]),
        ("one  two   three", 8, ["one  two", "three"]),
        ("abcdefghij klm", 4, ["abcd", "efgh", "ij", "klm"]),
        ("x abcdefghij", 4, ["x", "abcd", "efgh", "ij"]),
        ("", 10, [""]),
        ("   ", 10, [""]),
        ("trailing   ", 10, ["trailing"]),
        ("日本語は空白がない", 6, ["日本語", "は空白", "がない"]),
        ("日本語。終わり", 6, ["日本", "語。終", "わり"]),
        ("「日本」語", 5, ["「日", "本」", "語"]),
        ("mixed日本text", 7, ["mixed日", "本text"]),
        ("한국어 문장", 6, ["한국어", "문장"]),
        ("👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", 4, ["👩‍👩‍👧👩‍👩‍👧", "👩‍👩‍👧"]),
        ("🇩🇪🇫🇷🇮🇹", 5, ["🇩🇪🇫🇷", "🇮🇹"]),
        ("日", 1, ["·"]),
        ("a日b", 1, ["a", "·", "b"]),
        ("e\u{301}e\u{301}e\u{301}", 2, ["e\u{301}e\u{301}", "e\u{301}"]),
        ("long\u{200b}word", 6, ["long\u{200b}", "word"]),
        ("שלום עולם", 5, ["שלום", "עולם"]),
        ("no\u{a0}break here", 8, ["no\u{a0}break", "here"]),
        ("a — b", 3, ["a —", "b"]), ("ab \u{fe0f}c", 3, ["ab \u{fe0f}", "c"]),
        ("don’t — “quote”", 7, ["don’t —", "“quote”"]),
    ]

    @Test(arguments: table) func `words are kept and blanks at breaks dropped`(
        text: String, width: Int, lines: [String]
    ) {
        #expect(StyledLine(text).wrapped(to: width).map(\.text) == lines)
    }

    @Test func `words that change their style within are kept, too`() {
        let line = StyledLine([StyledSpan("one t"), StyledSpan("w", .strong), StyledSpan("o three")])
        let wrapped = line.wrapped(to: 6)
        #expect(wrapped.map(\.text) == ["one", "two", "three"])
        #expect(wrapped[1].spans.map(\.text) == ["t", "w", "o"])
    }

    @Test func `bullets stand before the first line, blanks before the rest`() {
        let lines = StyledLine("one two three").wrapped(to: 7, first: [StyledSpan("- ")], rest: [StyledSpan("  ")])
        #expect(lines.map(\.text) == ["- one", "  two", "  three"])
    }

    @Test func `meant line breaks are kept and places are found`() {
        var flow = TextFlow()
        flow.append("see ")
        flow.append("the long link", Style(.link), link: "x", tag: 3)
        flow.breakLine()
        flow.breakLine()
        flow.append("end")
        var lines: [StyledLine] = []
        var places: [TextFlow.Place] = []
        flow.wrap(width: 8, first: [], rest: [], into: &lines, places: &places)
        #expect(lines.map(\.text) == ["see the", "long", "link", "", "end"])
        #expect(
            places == [
                TextFlow.Place(tag: 3, line: 0, columns: 4..<7), TextFlow.Place(tag: 3, line: 1, columns: 0..<4),
                TextFlow.Place(tag: 3, line: 2, columns: 0..<4),
            ])
        #expect(flow.measure() == (17, 4))
    }
}
