import Markdown
import Testing

@testable import Rendering
@testable import TerminalText

@Suite struct HostileTests {
    /// What is made of a text at a width keeps all promises.
    static func check(_ bytes: [UInt8], width: Int, _ note: String) {
        let document = MarkdownParser.parse(bytes)
        for layout in [RenderOptions.Layout.styled, .plain] {
            let options = RenderOptions(width: width, layout: layout, opensAllFolds: true)
            let result = Renderer.render(document, options)
            #expect(result.sourceLines.count == result.lines.count, "\(note)")
            #expect(zip(result.sourceLines, result.sourceLines.dropFirst()).allSatisfy { $0 <= $1 }, "\(note)")
            for line in result.lines {
                #expect(line.width <= width, "\(note), width \(width): \(line.text)")
                #expect(line.spans.allSatisfy { $0.width == Cells.width(of: $0.text) }, "\(note): \(line.text)")
                #expect(SpecificationTests.isClean(line.text) && !line.text.contains("\n"), "\(note): \(line.text)")
            }
            for link in result.links {
                for place in link.places {
                    #expect(result.lines.indices.contains(place.line), "\(note)")
                    #expect(place.columns.upperBound <= width, "\(note)")
                }
            }
            for code in result.codeBlocks {
                #expect(code.shownLines.count == code.lines.count, "\(note)")
                #expect(code.lines.upperBound <= result.lines.count, "\(note)")
            }
            for heading in result.headings { #expect(heading.line < result.lines.count, "\(note)") }
        }
    }

    static let pieces: [String] = [
        "# ", "## ", "> ", "- ", "1. ", "999999999) ", "* [ ] ", "- [x] ", "```", "```console status=1\n", "~~~~",
        "    ", "\t",
        "| a | b |\n|:-|-:|\n| 1 | 2 |\n", "|", "---\n", "***\n", "**", "*", "_", "~~", "`", "``", "[", "](", ")", "![",
        "<", ">",
        "[^1]", "[^1]: note\n", "<details>", "</details>", "<summary>", "</summary>", "\n<details>\n", "\n</details>\n",
        "<!--", "-->", "<script>", "</script>", "<pre>", "<b>", "</b>", "<kbd>", "<br>", "<a href=x>", "</a>",
        "<img alt='x'>",
        "> [!TIP]\n", "> [!WARNING] t\n", "```figure image=x.png\n", "```go file=a/b.go\n", "&amp;", "&#27;", "&#x9b;",
        "&#0;",
        "\\", "  \n", "\n", "\n\n", "\r\n", "\r", "http://a.b/c", "www.x.y", "a@b.cd", "word ",
        "a longer text of some words ",
        "\u{1b}[31m", "\u{1b}]0;x\u{7}", "\u{9b}31m", "\u{0}", "\u{7f}", "\u{202e}", "\u{feff}", "日本語", "。", "👩‍👩‍👧", "🇩🇪🇫",
        "e\u{301}",
        "\u{301}", "\u{200d}", "\u{fe0f}", "क्षि", "שלום", "مرحبا", "한국어", "🏽", "\u{200b}", "\u{ad}",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    ]

    @Test func `texts made of anything keep the width and hold no control code`() {
        var random = SplitMix(seed: 6)
        for round in 0..<400 {
            var text = ""
            for _ in 0..<Int.random(in: 1...40, using: &random) {
                text += piece(&random)
            }
            let width = Int.random(in: 1...(round.isMultiple(of: 3) ? 250 : 45), using: &random)
            Self.check(Array(text.utf8), width: width, "\(text.debugDescription)")
        }
    }

    private func piece(_ random: inout SplitMix) -> String { Self.pieces.randomElement(using: &random) ?? "" }

    @Test func `any bytes are a document`() {
        var random = SplitMix(seed: 7)
        for _ in 0..<100 {
            let bytes = (0..<Int.random(in: 0...400, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            Self.check(bytes, width: Int.random(in: 1...120, using: &random), "\(bytes)")
        }
    }

    /// A long text by a name, so that reports do not show all of it.
    struct Nested: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        var testDescription: String { name }
    }

    static let nested: [Nested] = [
        ("quotes", String(repeating: ">", count: 10_000) + "deep"),
        ("lists", String(repeating: "- ", count: 5_000) + "deep"),
        ("numbers", String(repeating: "1. ", count: 3_000) + "deep"),
        ("strong", String(repeating: "**a", count: 10_000) + "deep" + String(repeating: "**", count: 10_000)),
        ("brackets", String(repeating: "[", count: 20_000) + "deep" + String(repeating: "]", count: 20_000)),
        ("links", String(repeating: "[", count: 5_000) + "deep" + String(repeating: "](x)", count: 5_000)),
        ("images", String(repeating: "![", count: 5_000) + "deep" + String(repeating: "](x)", count: 5_000)),
        ("folds", String(repeating: "<details>\n\n", count: 5_000) + "deep"),
        ("folds and quotes", String(repeating: "> <details>\n\n", count: 2_000) + "> deep"),
        ("HTML", String(repeating: "<div><b>", count: 20_000) + "deep"),
        ("a tag without an end", "<a href=\"" + String(repeating: "x", count: 100_000) + " deep"),
        ("comments", "<p>deep</p>" + String(repeating: "<!--", count: 50_000)),
    ].map { Nested(name: $0.0, text: $0.1) }

    @Test(arguments: nested) func `deep nesting ends soon and loses no word`(nested: Nested) {
        let name = nested.name
        let document = MarkdownParser.parse(nested.text)
        for width in [20, 80] {
            let result = Renderer.render(document, RenderOptions(width: width, opensAllFolds: true))
            let words = result.lines.map(\.text).joined()
            #expect(words.contains("deep"), "\(name)")
            #expect(result.lines.allSatisfy { $0.width <= width }, "\(name)")
        }
    }

    @Test func `a table of thousands of cells`() {
        let row = "|" + String(repeating: " cell |", count: 10) + "\n"
        let table = row + "|" + String(repeating: "-|", count: 10) + "\n" + String(repeating: row, count: 2_000)
        let document = MarkdownParser.parse(table)
        for width in [20, 120] {
            let result = Renderer.render(document, RenderOptions(width: width))
            #expect(result.lines.allSatisfy { $0.width <= width })
            #expect(result.lines.count >= 2_002)
        }
    }

    @Test func `a table of thousands of columns`() {
        let columns = 3_000
        let table =
            String(repeating: "|a", count: columns) + "|\n" + String(repeating: "|-", count: columns) + "|\n|x|\n"
        let result = Renderer.render(MarkdownParser.parse(table), RenderOptions(width: 80))
        #expect(result.lines.contains { $0.text == "a: x" })
    }
}

/// Random numbers that are the same in every run (SplitMix64).
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}
