import Testing

@testable import Markdown

@Suite struct MarkdownParserTests {
    static let beginnings: [(String, String?, Int)] = [
        ("---\ntitle: x\n---\ntext", "title: x\n", 4), ("---\r\ntitle: x\r\n---\r\ntext", "title: x\r\n", 4),
        ("--- \na: 1\nb: 2\n...\n\ntext", "a: 1\nb: 2\n", 6), ("\u{feff}---\nx\n---\ntext", "x\n", 4),
        ("---\n---\ntext", "", 3), ("---\nno end\n\ntext", nil, 4), ("text", nil, 1), ("\n---\na\n---\ntext", nil, 5),
    ]

    @Test(arguments: beginnings)
    func `front matter is split off and lines are counted from the beginning of the file`(
        source: String, matter: String?, line: Int
    ) {
        let document = MarkdownParser.parse(source)
        #expect(document.frontMatter?.text == matter)
        #expect((document.frontMatter?.firstLine ?? 2) == 2)
        #expect(document.blocks.last?.lines.lowerBound == line || document.blocks.last?.lines.upperBound == line)
        #expect(document.lineCount == line)
    }

    @Test func `code blocks know their words, their text and their lines`() throws {
        let source =
            "---\na: 1\n---\n\n> ```console status=1\n> $ false\n> ```\n\n~~~go file=src/main.go\nx\n~~~\n\n    indented\n"
        let document = MarkdownParser.parse(source)
        guard case .quote(let inner) = document.blocks[0].content, case .code(let session) = inner[0].content,
            case .code(let file) = document.blocks[1].content, case .code(let indented) = document.blocks[2].content
        else {
            Issue.record("\(document.blocks)")
            return
        }
        #expect(session == CodeBlock(info: ["console", "status=1"], source: "$ false\n", line: 5, sourceLine: 6))
        #expect(session.language == "console" && session.value("status") == "1")
        #expect(file.value("file") == "src/main.go" && file.sourceLine == 10)
        #expect(indented.language == nil && indented.source == "indented\n" && indented.sourceLine == 13)
    }

    @Test func `a first word that is a setting is no language`() {
        #expect(CodeBlock(info: ["file=x"], source: "", line: 1, sourceLine: 2).language == nil)
    }

    static let callouts: [(String, Block.Callout?, String, Int)] = [
        ("> [!TIP]\n> body", .tip, "", 1), ("> [!note]\n>\n> body", .note, "", 1),
        ("> [!WARNING] Mind *it*\n> body", .warning, "Mind it", 1),
        ("> [!CAUTION]", .caution, "", 0), ("> [!IMPORTANT]\n> a\n>\n> b", .important, "", 2),
        ("> [!OTHER]\n> body", nil, "", 0),
        ("> text [!TIP]", nil, "", 0),
    ]

    @Test(arguments: callouts) func `quotations that name one become callouts`(
        source: String, kind: Block.Callout?, title: String, count: Int
    ) {
        let content = MarkdownParser.parse(source).blocks[0].content
        if case .callout(let found, let words, let blocks) = content {
            #expect(found == kind && words.plainText == title && blocks.count == count)
        } else {
            #expect(kind == nil)
        }
    }

    @Test func `folds hold Markdown, nest, and end with what they are in`() {
        let document = MarkdownParser.parse(
            """
            <details open>
            <summary>Outer <code>x</code></summary>

            Text **strong**

            <details><summary>Inner</summary>

            - item

            </details>

            after

            </details>

            > <details>
            > <summary>In a quote</summary>
            >
            > text

            end
            """)
        guard document.blocks.count == 3, case .fold(let outer) = document.blocks[0].content,
            case .fold(let inner) = outer.blocks[1].content, case .quote(let quoted) = document.blocks[1].content,
            case .fold(let last) = quoted[0].content
        else {
            Issue.record("\(document.blocks)")
            return
        }
        #expect(outer.isOpen && outer.summary.plainText == "Outer x" && outer.number == 0 && outer.blocks.count == 3)
        #expect(!inner.isOpen && inner.summary.plainText == "Inner" && inner.number == 1 && inner.blocks.count == 1)
        #expect(last.summary.plainText == "In a quote" && last.number == 2)
        #expect(document.blocks[0].lines == 1...12)
    }

    @Test func `links know where they stand and what they say`() {
        let document = MarkdownParser.parse(
            "# A [b](#c)\n\ntext\nand [two *words*](02-x.md \"T\")\n![a *picture*](p.png) <https://x.y>\n<a href='z&amp;1'>tag</a>"
        )
        #expect(
            document.links == [
                Link(destination: "#c", title: "", text: "b", isImage: false, line: 1),
                Link(destination: "02-x.md", title: "T", text: "two words", isImage: false, line: 4),
                Link(destination: "p.png", title: "", text: "a picture", isImage: true, line: 5),
                Link(destination: "https://x.y", title: "", text: "https://x.y", isImage: false, line: 5),
                Link(destination: "z&1", title: "", text: "tag", isImage: false, line: 6),
            ])
    }

    @Test func `footnotes have the numbers by which the text refers to them`() {
        let document = MarkdownParser.parse("a[^x] b[^y] c[^x]\n\n[^y]: second\n[^x]: first\n")
        guard case .paragraph(let inlines) = document.blocks[0].content else { return }
        #expect(inlines.compactMap { if case .footnote(let number) = $0.kind { number } else { nil } } == [1, 2, 1])
        let texts = document.footnotes.map { note in
            if case .paragraph(let inlines) = note.blocks[0].content { inlines.plainText } else { "" }
        }
        #expect(texts == ["first", "second"])
        #expect(document.footnotes.map(\.number) == [1, 2])
    }

    static let html: [(String, [String])] = [
        ("<p>one<br>two</p>", ["one two"]),
        ("<!-- no -->\n<div>yes &rarr; &copy; &#8212; &nosuch;</div>", ["yes → © — &nosuch;"]),
        ("<script>\nbad()\n</script>", []),
        ("<style>x</style>\n<h2>Title</h2>\n<ul><li>a<li>b</ul>", ["Title", "• a", "• b"]),
        ("<pre>\n a\n  b\n</pre>", [" a\n  b\n"]), ("<table><tr><td>1</td><td>2</td></tr></table>", ["1 2"]),
        ("<div>a < b</div>", ["a < b"]), ("<div title=\"x>y\">t</div>", ["t"]), ("<img alt=\"said\" src=x>", ["said"]),
    ]

    @Test(arguments: html) func `of HTML the text is kept`(source: String, texts: [String]) {
        let found = MarkdownParser.parse(source).blocks.map { block -> String in
            switch block.content {
            case .paragraph(let inlines), .heading(_, let inlines): inlines.plainText
            case .code(let code): code.source
            default: "\(block.content)"
            }
        }
        #expect(found == texts)
    }

    @Test func `tags within text set marks`() {
        guard
            case .paragraph(let inlines) = MarkdownParser.parse("<kbd>q</kbd> <b>x *y*</b> <nosuch>z").blocks[0].content
        else {
            return
        }
        let shown = inlines.map { ($0.text, $0.marks) }
        #expect(shown.map(\.0) == ["q", " ", "x ", "y", " z"])
        #expect(shown.map(\.1) == [.key, [], .strong, [.strong, .emphasis], []])
    }

    @Test func `blocks are never nested deeper than promised`() {
        let document = MarkdownParser.parse(String(repeating: "> - ", count: 500) + "<details>\n\ndeep")
        var depth = 0
        var blocks = document.blocks
        while let block = blocks.first {
            depth += 1
            switch block.content {
            case .quote(let inner): blocks = inner
            case .list(let list): blocks = list.items[0].blocks
            default: blocks = []
            }
        }
        #expect(depth > 20 && depth <= MarkdownParser.deepestNesting + 1)
    }

    @Test func `the beginning of a long text is cut at an empty line outside code`() throws {
        let part = "text of a paragraph\n\n```\ncode\n\nmore code\n```\n\n"
        let source = Array(String(repeating: part, count: 1000).utf8)
        #expect(MarkdownParser.parseBeginning(of: source, about: source.count) == nil)
        for count in 1000..<1060 {
            let document = try #require(MarkdownParser.parseBeginning(of: source, about: count))
            guard
                case .code(let code) = document.blocks.last(where: {
                    if case .code = $0.content { true } else { false }
                })?.content
            else { continue }
            #expect(code.source == "code\n\nmore code\n")
        }
    }
}
