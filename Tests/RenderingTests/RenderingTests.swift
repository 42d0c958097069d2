import Markdown
import TerminalText
import Testing

@testable import Rendering

@Suite struct RenderingTests {
    static func lines(_ source: String, _ options: RenderOptions) -> [String] {
        Renderer.render(MarkdownParser.parse(source), options).lines.map(\.text)
    }

    static let table: [(name: String, source: String, lines: [String])] = [
        ("headings", "# One\n## Two words\n### Three", ["One", "━━━", "", "Two words", "─────────", "", "Three"]),
        ("paragraphs", "one\ntwo\n\nthree", ["one two", "", "three"]),
        ("line breaks", "one  \ntwo\\\nthree", ["one", "two", "three"]),
        ("lists", "- a\n- b\n  - c\n    1. d\n    2. e", ["• a", "• b", "  ◦ c", "    1. d", "    2. e"]),
        ("loose lists", "- a\n\n  b\n- c", ["• a", "", "  b", "", "• c"]),
        ("numbers of two sizes", "9. a\n10. b", [" 9. a", "10. b"]),
        ("wrapped items", "- some words that go on and on and on", ["• some words that go on and", "  on and on"]),
        ("tasks", "- [ ] open\n- [x] done\n1. [x] both", ["☐ open", "☑ done", "", "1. ☑ both"]),
        ("quotes", "> a\n>\n> > b\n\nc", ["│ a", "│", "│ │ b", "", "c"]),
        ("callouts", "> [!TIP]\n> Use it.", ["┃ Tip", "┃ Use it."]),
        ("callouts with a title", "> [!WARNING] Mind\n> it", ["┃ Warning: Mind", "┃ it"]),
        ("rules", "a\n\n---\n\nb", ["a", "", String(repeating: "─", count: 28), "", "b"]),
        ("code", "```\n  a\n\nb\n```", ["  a", "", "b"]),
        ("an image", "![a boat](x.png) ![](y.png)", ["[image: a boat] [image]"]),
        ("footnotes", "a[^1]\n\n[^1]: note", ["a[1]", "", "────────────────────", "[1] note"]),
        (
            "a closed fold", "<details><summary>Why?</summary>\n\nBecause.\n\n</details>\n\nafter",
            ["▸ Why?", "", "after"]
        ),
        (
            "an open fold", "<details open><summary>Why?</summary>\n\nBecause.\n\n</details>",
            ["▾ Why?", "", "  Because."]
        ),
        (
            "a table", "|a|b|\n|--|-:|\n|one|1|\n|three|10|",
            ["a     │  b", "──────┼───", "one   │  1", "three │ 10"]
        ),
        (
            "a table that is wrapped", "|name|what it does|\n|-|-|\n|a|some words that are long|\n|b|short|",
            [
                "name │ what it does", "─────┼──────────────────────", "a    │ some words that are", "     │ long",
                "─────┼──────────────────────", "b    │ short",
            ]
        ),
        (
            "a table as records",
            "|first|second|third|fourth|\n|-|-|-|-|\n|some words|more of them|and more|still more|\n|1|2|3|4|",
            [
                "first: some words", "second: more of them", "third: and more", "fourth: still more", "", "first: 1",
                "second: 2",
                "third: 3", "fourth: 4",
            ]
        ),
        ("control characters", "a&#27;[31mb&#x202e;c", ["ab·c"]),
        ("right to left", "שלום **עולם** ok", ["שלום עולם ok"]),
    ]

    @Test(arguments: table) func `blocks`(name: String, source: String, lines: [String]) {
        #expect(Self.lines(source, RenderOptions(width: 28)).map(Self.trimmed) == lines, "\(name)")
    }

    private static func trimmed(_ line: String) -> String {
        var line = line[...]
        while line.last == " " { line.removeLast() }
        return String(line)
    }

    static let plain: [(String, [String])] = [
        ("# One\n## Two", ["# One", "", "## Two"]), ("`code` and [a link](x.md)", ["`code` and a link (x.md)"]),
        ("<https://a.b> [here](#there)", ["https://a.b here"]), ("|a|b|\n|-|-|\n|1|2|", ["a: 1", "b: 2"]),
        ("<details><summary>Why?</summary>\n\nBecause.\n\n</details>", ["Why?", "", "  Because."]),
        ("> [!NOTE]\n> text", ["> Note:", "> text"]), ("- [x] done", ["[x] done"]), ("a\n\n---", ["a", "", "* * *"]),
    ]

    @Test(arguments: plain) func `without styles the text itself says everything`(source: String, lines: [String]) {
        #expect(Self.lines(source, RenderOptions(width: 40, layout: .plain)) == lines)
    }

    @Test func `without UTF-8 everything drawn is ASCII`() {
        let source =
            "# A\n- a\n  - b\n\n> q\n\n|a|b|\n|-|-|\n|1|2|\n\n- [x] t\n\n---\n\n<details><summary>s</summary>\n</details>"
        let lines = Self.lines(source, RenderOptions(width: 40, symbols: .ascii))
        #expect(lines.joined().utf8.allSatisfy { $0 < 0x80 })
    }

    @Test func `code keeps its lines, shows its file, and goes on behind a mark where it is cut`() throws {
        let source = "```go file=cmd/main.go\nshort\nthis line is longer than there is room for it\n```\n"
        let result = Renderer.render(MarkdownParser.parse(source), RenderOptions(width: 30))
        #expect(
            result.lines.map(\.text) == [
                "  ── cmd/main.go ─────────────", "  short", "  this line is longer than ", "  ↪ there is room for it",
            ])
        let code = try #require(result.codeBlocks.first)
        #expect(code.lines == 0..<4 && code.shownLines == [nil, 0, 1, 1] && code.column == 2)
        #expect(code.language == "go" && code.file == "cmd/main.go" && code.info == ["go", "file=cmd/main.go"])
        #expect(code.source == "short\nthis line is longer than there is room for it\n")
        #expect(code.fenceLine == 1 && code.sourceLine == 2)
    }

    @Test func `code is coloured when the colours fit the text`() {
        let source = "```go\na b\n```\n"
        func roles(_ highlight: @escaping @Sendable (String, String) -> [[StyledSpan]]?) -> [Role] {
            let options = RenderOptions(width: 40, highlight: highlight)
            let line = Renderer.render(MarkdownParser.parse(source), options).lines[0]
            return line.spans.filter { $0.text != "  " }.map(\.style.role)
        }
        #expect(
            roles { language, _ in
                language == "go" ? [[StyledSpan("a", Style(.keyword)), StyledSpan(" b", Style(.number))]] : nil
            }
                == [.keyword, .number])
        #expect(roles { _, _ in [[StyledSpan("other", Style(.keyword))]] } == [.codeText])
        #expect(roles { _, _ in [] } == [.codeText])
        #expect(roles { _, _ in nil } == [.codeText])
    }

    @Test func `a figure is drawn, or leaves room for its image`() throws {
        let source = "```figure image=figures/a.png\n┌─┐\n└─┘\n```\n\nafter"
        let document = MarkdownParser.parse(source)
        let drawn = Renderer.render(document, RenderOptions(width: 40))
        #expect(drawn.lines.map(\.text) == ["┌─┐", "└─┘", "", "after"])
        #expect(drawn.figures.first?.isImageShown == false && drawn.figures.first?.lines == 0..<2)
        let shown = Renderer.render(
            document,
            RenderOptions(width: 40, imageRows: { name, columns in name == "figures/a.png" && columns == 40 ? 5 : nil })
        )
        #expect(shown.lines.map(\.text) == ["", "", "", "", "", "", "after"])
        let figure = try #require(shown.figures.first)
        #expect(figure.isImageShown && figure.lines == 0..<5 && figure.image == "figures/a.png")
        #expect(shown.codeBlocks.isEmpty)
    }

    @Test func `headings, links and folds can be found`() throws {
        let source = """
            # The *one*

            A [link to
            follow](02-x.md "T") here[^n].

            ## The one

            <details><summary>Open</summary>

            ### Hidden

            </details>

            [^n]: note
            """
        let document = MarkdownParser.parse(source)
        let closed = Renderer.render(document, RenderOptions(width: 12))
        #expect(closed.headings.map(\.anchor) == ["the-one", "the-one-1"])
        #expect(closed.headings.map(\.line) == [0, 7] && closed.headings.map(\.sourceLine) == [1, 6])
        #expect(closed.lines[7].text == "The one")
        let link = try #require(closed.links.first)
        #expect(link.target == "02-x.md" && link.title == "T" && link.text == "link to follow")
        #expect(link.places.map { closed.lines[$0.line].slice(cells: $0.columns).text } == ["link to", "follow"])
        #expect(closed.folds.map(\.isOpen) == [false] && closed.folds[0].lines.isEmpty)
        let note = try #require(closed.footnotes.first)
        #expect(note.references.map { closed.lines[$0.line].slice(cells: $0.columns).text } == ["[1]"])
        #expect(closed.lines[note.line].text == "[1] note")

        let open = Renderer.render(document, RenderOptions(width: 12, toggledFolds: [0]))
        #expect(open.headings.map(\.text) == ["The one", "The one", "Hidden"])
        #expect(open.folds[0].isOpen && open.folds[0].lines.count == 2)
        #expect(open.heading(anchor: "hidden")?.line == open.folds[0].lines.upperBound - 1)
    }

    @Test func `links in tables are found in their cells`() throws {
        let source = "|a|b|\n|:-|-:|\n|x|[to y](y)|\n|a longer one|z|"
        let result = Renderer.render(MarkdownParser.parse(source), RenderOptions(width: 40))
        let place = try #require(result.links.first?.places.first)
        #expect(result.lines[place.line].slice(cells: place.columns).text == "to y")
    }

    @Test func `a place is the same at another width`() {
        let source = (1...50).map { "Paragraph \($0) has a few words that are wrapped.\n" }.joined(separator: "\n")
        let document = MarkdownParser.parse(source)
        let wide = Renderer.render(document, RenderOptions(width: 100))
        let narrow = Renderer.render(document, RenderOptions(width: 20))
        for line in wide.lines.indices where wide.lines[line].text.hasPrefix("Paragraph") {
            let found = narrow.line(forSource: wide.sourceLines[line])
            #expect(wide.lines[line].text.hasPrefix(narrow.lines[found].text))
        }
        #expect(wide.line(forSource: 0) == 0 && wide.line(forSource: 9999) == wide.lines.count - 1)
        #expect(RenderedDocument(width: 10).line(forSource: 5) == 0)
    }

    @Test func `anchors are those of GitHub`() {
        var anchors = Anchors()
        #expect(anchors.next("What's new? `COPY --from` & more") == "whats-new-copy---from--more")
        #expect(anchors.next("Über_uns 日本") == "über_uns-日本")
        #expect(["a", "a", "a-1", "a"].map { anchors.next($0) } == ["a", "a-1", "a-1-1", "a-2"])
    }

    static let layouts: [(natural: [Int], words: [Int], room: Int, widths: [Int]?)] = [
        ([3, 4], [3, 4], 20, [3, 4]), ([10, 40], [5, 8], 33, [8, 22]), ([100, 100], [5, 5], 23, [10, 10]),
        ([30, 30, 30, 30], [9, 9, 9, 9], 30, nil), ([5], [5], 3, nil), ([1, 1], [1, 1], 4, nil),
    ]

    @Test(arguments: layouts) func `columns share what there is`(
        natural: [Int], words: [Int], room: Int, widths: [Int]?
    ) {
        let found = TableLayout.widths(natural: natural, words: words, room: room)
        #expect((found == nil) == (widths == nil))
        guard let found else { return }
        #expect(found.reduce(0, +) + 3 * (found.count - 1) <= room)
        #expect(zip(found, natural).allSatisfy { $0 >= 1 && $0 <= $1 })
        if natural.reduce(0, +) + 3 * (natural.count - 1) <= room { #expect(found == natural) }
    }
}
