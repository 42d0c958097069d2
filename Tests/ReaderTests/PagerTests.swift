import Rendering
import Screen
import TerminalText
import Testing

@testable import Reader

@Suite("Keys of the pager")
struct PagerTests {
    struct Move: Sendable, CustomTestStringConvertible {
        var keys: String
        var top: Int
        var testDescription: String { keys.debugDescription }
        init(_ keys: String, _ top: Int) {
            self.keys = keys
            self.top = top
        }
    }

    /// Nineteen rows of text.
    @Test(
        "lines, pages, halves, counts",
        arguments: [
            Move("j", 1), Move("jjjk", 2), Move("k", 0), Move("5j", 5), Move("12j3k", 9), Move(" ", 17), Move(" b", 0),
            Move("f", 17), Move("d", 9), Move("du", 0), Move("4d", 4), Move("Gg", 0), Move("8g", 7), Move("\n\n", 2),
            Move("0g", 0), Move("99999999g<", 0), Move("xj", 1),
        ])
    func moves(move: Move) {
        let reading = Reading()
        reading.type(move.keys)
        #expect(reading.pager.top == move.top)
    }

    @Test("other keys for the same")
    func otherKeys() {
        let reading = Reading()
        reading.press(.down)
        reading.press(.character("n"), .control)
        #expect(reading.pager.top == 2)
        reading.press(.up)
        reading.press(.pageDown)
        #expect(reading.pager.top == 18)
        reading.press(.home)
        #expect(reading.pager.top == 0)
        reading.press(.end)
        #expect(reading.pager.isAtEnd && reading.pager.percentage == 100)
        #expect(reading.status.contains("next: Two"))
        reading.type("50%")
        #expect((48...64).contains(reading.pager.percentage))
        reading.press(.character("v"), .alt)
        #expect(!reading.pager.isAtEnd)
    }

    @Test("the top stays within the page")
    func bounds() {
        let reading = Reading("short")
        reading.type("jjj G")
        #expect(reading.pager.top == 0)
        #expect(reading.lines.count == 20)
        #expect(Reading("").lines.count == 20)
    }

    @Test("headings", arguments: [Move("]", 12), Move("]]", 21), Move("]]]", 125), Move("]][", 12), Move("[", 0)])
    func headings(move: Move) {
        let reading = Reading()
        reading.type(move.keys)
        let names = ["[": "First", "]": "Second", "]]": "Third", "]][": "Second"]
        if let name = names[move.keys] {
            #expect(reading.first == name)
        } else {
            #expect(reading.text.contains("Last"))
        }
    }

    @Test("a search goes round, both ways")
    func search() {
        let reading = Reading()
        reading.type("/line 4\n")
        #expect(reading.text.contains("Line 4."))
        #expect(reading.pager.search?.text == "line 4")
        let first = reading.pager.found
        reading.type("n")
        #expect(reading.text.contains("Line 40."))
        reading.type("N")
        #expect(reading.pager.found == first)
        reading.type("N")
        #expect(reading.text.contains("Line 49."))
        #expect(reading.status.contains("from the end"))
        reading.type("g?nothing like this\n")
        #expect(reading.status.contains("is not on this page"))
    }

    @Test("capitals count when one is typed, and line breaks are blanks")
    func searchText() {
        let reading = Reading("one bind\nmount two Three", rows: 10, columns: 20)
        #expect(Search("three") != nil && Search("  ") == nil)
        reading.type("/THREE\n")
        #expect(reading.status.contains("is not"))
        reading.type("/d mount tw\n")
        #expect(reading.pager.found == 0)
        let marked = reading.pager.frame().lines.flatMap(\.spans).filter { $0.style.role == .currentMatch }.map(\.text)
        #expect(marked.joined(separator: " ") == "d mount tw")
        reading.press(.escape)
        #expect(!reading.pager.frame().lines.flatMap(\.spans).contains { $0.style.role == .currentMatch })
    }

    @Test("the line in which a search is typed")
    func prompt() {
        let reading = Reading()
        reading.type("/ab")
        #expect(reading.status == "/ab")
        #expect(reading.pager.frame().cursor == Frame.Cursor(row: 19, column: 3))
        reading.press(.backspace)
        reading.pager.paste("c\u{1b}[31m\nd")
        #expect(reading.status == "/ac[31m")
        reading.press(.character("u"), .control)
        #expect(reading.status == "/")
        reading.press(.backspace)
        #expect(reading.pager.mode == .reading && reading.pager.frame().cursor == nil)
        reading.type("?q")
        #expect(reading.press(.character("c"), .control).isEmpty)
        #expect(reading.pager.mode == .reading)
    }

    @Test("all lines with a text, to choose from")
    func list() {
        let reading = Reading()
        reading.type("&line 5\n")
        #expect(reading.lines[0].hasPrefix("11 lines"))
        #expect(reading.lines[1].hasPrefix("> Line 5."))
        reading.type("jj\n")
        #expect(reading.text.contains("Line 51."))
        #expect(reading.pager.mode == .reading)
    }

    @Test("contents and help")
    func contents() {
        let reading = Reading()
        reading.type("t")
        #expect(reading.lines.prefix(5).map(\.trimmed) == ["Contents", "> First", "Second", "Third", "Last"])
        reading.type("jj\n")
        #expect(reading.first == "Third")
        reading.press(.backspace)
        #expect(reading.first == "First")
        reading.type("tq")
        #expect(reading.pager.mode == .reading)
        reading.type("h")
        #expect(reading.text.contains("table of contents"))
        reading.type("Gq")
        #expect(reading.pager.mode == .reading)
        #expect(reading.type("q").isQuit)
        #expect(reading.press(.character("c"), .control).isQuit)
    }

    @Test("another width keeps the place", arguments: [20, 30, 41, 60, 120, 250])
    func resize(columns: Int) {
        let reading = Reading()
        reading.type("]]")
        reading.type("9j")
        let before = reading.first
        reading.pager.resize(ScreenSize(rows: 10, columns: columns))
        #expect(reading.first == before)
        #expect(reading.lines.count == 10)
        #expect(reading.pager.frame().lines.allSatisfy { $0.width <= columns })
        reading.pager.resize(ScreenSize(rows: 20, columns: 80))
        #expect(reading.first == before)
    }

    @Test("a place is remembered by its line in the file")
    func place() {
        let reading = Reading()
        reading.type("/Line 30\ng31j")
        let place = reading.pager.place
        let other = Reading(Pager(Pages.page(Pages.everything), size: ScreenSize(rows: 30, columns: 50), at: place))
        #expect(other.first == reading.first)
        let heading = Reading(
            Pager(Pages.page(Pages.everything), size: ScreenSize(rows: 9, columns: 50), at: .heading("second")))
        #expect(heading.first == "Second")
    }

    @Test("every key in every mode leaves a frame of the right size", arguments: [20, 39, 40, 80])
    func anyKeys(columns: Int) {
        let keys = Array("jk dubgG/?nN&tho[]O{}rcx0123456789%q\n".unicodeScalars)
        let reading = Reading(rows: 5, columns: columns)
        var state: UInt64 = 3
        for _ in 0..<1500 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let number = Int(state >> 40)
            switch number % 9 {
            case 0: reading.press([.escape, .tab, .backspace, .pageDown, .end, .enter][number / 9 % 6])
            case 1:
                _ = reading.pager.take(MouseEvent(.press(.left), row: number / 9 % 5, column: number / 45 % columns))
            default: reading.type(String(Character(keys[number / 9 % keys.count])))
            }
            let frame = reading.pager.frame()
            #expect(frame.lines.count == 5 && frame.lines.allSatisfy { $0.width <= columns })
        }
    }
}

extension [PagerEffect] {
    var isQuit: Bool { if case .quit? = first, count == 1 { true } else { false } }
}
