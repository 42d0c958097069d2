import Rendering
import Screen
import TerminalText
import Testing

@testable import Reader

@Suite("Links, folds and blocks in the pager")
struct PagerItemTests {
    @Test("Tab goes through links, commands and folds")
    func tab() {
        let reading = Reading(rows: 40)
        var seen: [PagerItem] = []
        for _ in 0..<6 {
            reading.press(.tab)
            if let focus = reading.pager.focus { seen.append(focus) }
        }
        #expect(seen == [.link(0), .link(1), .link(2), .link(3), .block(0), .fold(0)])
        reading.press(.tab)
        #expect(reading.status.contains("last one"))
        reading.press(.tab, .shift)
        #expect(reading.pager.focus == .block(0))
        #expect(reading.status.contains("r run"))
        #expect(reading.text.contains("▌"))
        reading.press(.escape)
        #expect(reading.pager.focus == nil)
    }

    @Test("links lead to pages, headings, exercises and out of the course")
    func links() throws {
        let reading = Reading()
        reading.press(.tab)
        guard case .open("02-two", heading: "part")? = reading.press(.enter).first else {
            Issue.record("the first link leads elsewhere")
            return
        }
        reading.press(.tab)
        #expect(reading.press(.enter).isEmpty)
        #expect(reading.first == "Third")
        reading.press(.backspace)
        #expect(reading.first == "First")
        for _ in 0..<3 { reading.press(.tab) }
        guard case .open("exercise:web", heading: nil)? = reading.press(.enter).first else {
            Issue.record("the third link leads elsewhere")
            return
        }
        reading.press(.tab)
        guard case .copy("https://example.org/")? = reading.press(.enter).first else {
            Issue.record("the fourth link leads elsewhere")
            return
        }
        #expect(reading.status.contains("https://example.org/"))
    }

    @Test(
        "what a link means",
        arguments: [
            ("#a-b", LinkTarget.heading("a-b")), ("02-two.md", .page("02-two", heading: nil)),
            ("./glossary.md#layer", .page("glossary", heading: "layer")), ("../Exercises/web", .exercise("web")),
            ("../Exercises/web/README.md", .exercise("web")), ("exercise:web", .exercise("web")),
            ("https://a.b/c.md", .web("https://a.b/c.md")), ("mailto:a@b", .web("mailto:a@b")),
            ("figures/a.png", .file("figures/a.png")), ("../Exercises/web/starter/a.md", .page("a", heading: nil)),
            ("", .file("")),
        ])
    func targets(text: String, target: LinkTarget) { #expect(LinkTarget(text) == target) }

    @Test("from page to page and back to the place")
    func history() {
        let reading = Reading()
        reading.type("]5j")
        let before = reading.first
        reading.pager.open(Pages.page("# Other\n\ntext", name: "02-two"))
        #expect(reading.first == "Other")
        guard case .back("01-one", let place)? = reading.press(.backspace).first else {
            Issue.record("there is nothing to go back to")
            return
        }
        reading.pager.replace(Pages.page(Pages.everything), at: place)
        #expect(reading.first == before)
        #expect(reading.press(.backspace).isEmpty)
        #expect(reading.status.contains("nothing to go back"))
        guard case .openNext? = reading.type("}").first, case .openPrevious? = reading.type("{").first else {
            Issue.record("braces lead to the chapters beside")
            return
        }
    }

    @Test("folds open and close, and the text around stays")
    func folds() {
        let reading = Reading(rows: 40)
        #expect(!reading.text.contains("Hidden text."))
        reading.type("o")
        #expect(reading.text.contains("Hidden text."))
        #expect(reading.pager.focus == .fold(0))
        reading.press(.enter)
        #expect(!reading.text.contains("Hidden text."))
        reading.type("O")
        #expect(reading.text.contains("Hidden text."))
        let row = reading.pager.layout.document.folds[0].line
        _ = reading.pager.take(MouseEvent(.press(.left), row: row, column: 4))
        #expect(!reading.text.contains("Hidden text."))
    }

    @Test("the mouse follows links and scrolls")
    func mouse() throws {
        let reading = Reading()
        _ = reading.pager.take(MouseEvent(.wheelDown, row: 0, column: 0))
        #expect(reading.pager.top == 3)
        _ = reading.pager.take(MouseEvent(.wheelUp, row: 0, column: 0))
        let place = try #require(reading.pager.layout.document.links[0].places.first)
        let click = MouseEvent(
            .press(.left), row: place.line, column: place.columns.lowerBound + reading.pager.margin)
        guard case .open("02-two", heading: "part")? = reading.pager.take(click).first else {
            Issue.record("a click follows a link")
            return
        }
        reading.type("t")
        _ = reading.pager.take(MouseEvent(.press(.left), row: 2, column: 3))
        #expect(reading.first == "Second")
    }

    @Test("a block is run, its result stands below it, and goes with the page")
    func run() throws {
        let reading = Reading(rows: 30)
        guard case .run(let block)? = reading.type("r").first else {
            Issue.record("r runs the block on the screen")
            return
        }
        #expect(block.language == "console")
        #expect(reading.text.contains("running"))
        #expect(reading.type("r").isEmpty && reading.status.contains("still running"))
        guard case .cancelRun? = reading.press(.character("c"), .control).first else {
            Issue.record("Ctrl-C ends the command")
            return
        }
        reading.pager.show(
            BlockResult(
                .finished,
                commands: [
                    .init(text: "echo one \\\ntwo", output: ["one two \u{1b}[2J"], agrees: true),
                    .init(text: "false", output: ["odd"], agrees: false, note: "It ended with status 1, not 0."),
                ]), for: block)
        #expect(reading.text.contains("differs from the text"))
        #expect(reading.text.contains("│ one two") && !reading.text.contains("\u{1b}"))
        #expect(reading.text.contains("It ended with status 1"))
        // Moving about and other widths count its rows.
        reading.type("]")
        #expect(reading.first == "Second")
        reading.pager.resize(ScreenSize(rows: 30, columns: 25))
        #expect(reading.first == "Second")
        reading.type("G")
        #expect(reading.pager.isAtEnd && reading.text.contains("End."))
        reading.pager.show(BlockResult(.failed("There is no sandbox.")), for: block)
        reading.type("g")
        #expect(reading.text.contains("There is no") && !reading.text.contains("odd"))
        reading.pager.open(Pages.page("# Other", name: "02-two"))
        #expect(reading.pager.results.isEmpty)
    }

    @Test("a very long output is cut, and all of it can be scrolled through")
    func longOutput() {
        let reading = Reading(rows: 12, columns: 40)
        guard case .run(let block)? = reading.type("4jr").last else {
            Issue.record("r runs the block on the screen")
            return
        }
        let output = (0..<5000).map { "\($0) " + String(repeating: "x", count: 100) }
        reading.pager.show(BlockResult(.finished, commands: [.init(text: "seq", output: output)]), for: block)
        #expect(reading.pager.layout.count < 1000)
        for _ in 0..<200 {
            reading.type(" ")
            #expect(reading.lines.count == 12)
        }
        #expect(reading.pager.isAtEnd)
    }

    @Test("a page whose commands cannot be run says so")
    func notRunnable() {
        let reading = Reading(
            Pager(Pages.page(Pages.everything, canRun: false), size: ScreenSize(rows: 20, columns: 80)))
        #expect(reading.type("r").isEmpty)
        #expect(reading.status.contains("cannot be run"))
    }

    @Test("what is copied are the commands of a session, and other code as it is")
    func copy() {
        let reading = Reading()
        guard case .copy("echo one \\\ntwo\nfalse\n")? = reading.type("c").first else {
            Issue.record("c copies the commands")
            return
        }
        reading.type("]")
        guard case .copy("FROM a\n")? = reading.type("c").first else {
            Issue.record("c copies the code")
            return
        }
        #expect(reading.status.contains("1 line"))
    }

    @Test("x opens the exercise that the screen names, or the page's first")
    func exercise() {
        let page = Pages.page(Pages.everything, exercises: ["other"])
        let reading = Reading(Pager(page, size: ScreenSize(rows: 20, columns: 80)))
        guard case .exercise("web")? = reading.type("x").first else {
            Issue.record("x opens the exercise on the screen")
            return
        }
        reading.type("G")
        guard case .exercise("other")? = reading.type("x").first else {
            Issue.record("x opens the page's exercise")
            return
        }
    }

    @Test(
        "a chapter is found by what is typed for it",
        arguments: [
            ("4", "04-a-go-counter"), ("04", "04-a-go-counter"), ("a-go", "04-a-go-counter"),
            ("04-a", "04-a-go-counter"),
            ("glossary", "glossary"), ("g", "glossary"), ("a", nil), ("5", nil), ("0", nil), ("1", nil),
            ("counter", "04-a-go-counter"), ("go-c", "04-a-go-counter"), ("", nil), ("12", "12-stages"),
        ] as [(String, String?)])
    func names(text: String, name: String?) {
        let names = ["03-a-first-image", "04-a-go-counter", "12-stages", "glossary"]
        #expect(ChapterName.find(text, in: names) == name)
    }
}
