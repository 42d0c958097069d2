import Testing

@testable import Markdown

@Suite struct SourceGuardTests {
    static func isOrdinary(_ text: String) -> Bool {
        MarkdownParser.parse(text).blocks.first.map {
            if case .callout(.warning, _, _) = $0.content { false } else { true }
        } ?? true
    }

    /// A long text by a name, so that reports do not show all of it.
    struct Hostile: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        var testDescription: String { name }
    }

    static let hostile: [Hostile] = [
        ("images", String(repeating: "![[]()", count: 50_000)),
        ("stars and links", String(repeating: "**[a](b)", count: 50_000)),
        (
            "columns",
            "|" + String(repeating: "a|", count: 60_000) + "\n|" + String(repeating: "-|", count: 60_000) + "\n|x|\n"
        ),
        (
            "cells",
            String(repeating: "|a", count: 2_000) + "\n" + String(repeating: "|-", count: 2_000) + "\n"
                + String(repeating: "|x\n", count: 200_000)
        ),
        ("rows of dashes", String(repeating: "x\n|-|-|-|-|\n", count: 50_000)),
        ("rows of dashes with a pipe", String(repeating: "x\n|-|-\n", count: 50_000)),
        ("behind a heading", "x\n-\n" + String(repeating: "![[]()\n", count: 50_000)),
        ("behind a quoted table", "> x|\n-|\n" + String(repeating: "![[]()\n", count: 50_000)),
        ("a late table", String(repeating: "a\n", count: 200_000) + "|b|\n|-|\n"),
        ("behind a fence in HTML", "<script>\n```\n</script>\n" + String(repeating: "![[]()", count: 50_000)),
        ("behind an indented fence", "    ```\n\n" + String(repeating: "![[]()", count: 50_000)),
    ].map { Hostile(name: $0.0, text: $0.1) }

    @Test(arguments: hostile) func `texts that would take minutes are shown as they are written`(hostile: Hostile) {
        let text = hostile.text
        let document = MarkdownParser.parse("---\na: 1\n---\n" + text)
        #expect(document.frontMatter != nil)
        guard document.blocks.count == 2, case .callout(.warning, _, _) = document.blocks[0].content,
            case .code(let code) = document.blocks[1].content
        else {
            Issue.record("\(hostile.name) was parsed")
            return
        }
        #expect(code.source == text && code.sourceLine == 4)
    }

    @Test func `large ordinary texts are parsed`() {
        let row = "|" + String(repeating: " `cell` |", count: 10) + "\n"
        #expect(
            Self.isOrdinary(
                row + "|" + String(repeating: "-|", count: 10) + "\n" + String(repeating: row, count: 2_000)))
        let json = "```json\n" + String(repeating: "{ \"a\": [1, 2], \"b\": `x` }\n", count: 5_000) + "```\n"
        #expect(Self.isOrdinary(json))
        #expect(Self.isOrdinary(String(repeating: "- **item** with `code` and [a link](x.md)\n", count: 5_000)))
    }
}
