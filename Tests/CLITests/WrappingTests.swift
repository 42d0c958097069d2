import Testing

@testable import Presentation

@Suite struct WrappingTests {
    @Test func `text is broken at blanks and never wider than asked for`() {
        let text =
            "The quick brown fox jumps over the lazy dog and averyveryverylongwordwithoutanyblankinit 日本語の文章もここにある"
        for width in 16...60 {
            let lines = Wrapping.wrap(text, width: width, first: "* ", indent: "  ")
            #expect(lines.allSatisfy { Wrapping.columns($0) <= width }, "width \(width)")
            let together = lines.joined().filter { $0 != " " && $0 != "*" }
            #expect(together == text.filter { $0 != " " }, "width \(width) loses nothing")
        }
    }

    @Test func `what is cut ends in an ellipsis and fits`() {
        #expect(Wrapping.cut("abcdef", to: 6, symbols: true) == "abcdef")
        #expect(Wrapping.cut("abcdefg", to: 6, symbols: true) == "abcde…")
        #expect(Wrapping.cut("abcdefg", to: 6, symbols: false) == "abc...")
        #expect(Wrapping.cut("日本語", to: 5, symbols: true) == "日本…")
    }

    @Test func `colours need a terminal that is not dumb and no NO_COLOR`() {
        func style(_ variables: [String: String]) -> OutputStyle { .terminal(columns: 100) { variables[$0] } }
        #expect(style(["LANG": "C.UTF-8"]).hasColors)
        #expect(style(["LANG": "C.UTF-8"]).hasSymbols)
        #expect(!style(["NO_COLOR": "1"]).hasColors)
        #expect(style(["NO_COLOR": ""]).hasColors)
        #expect(!style(["TERM": "dumb"]).hasColors)
        #expect(!style(["TERM": "dumb"]).isTerminal)
        #expect(!style(["LANG": "C"]).hasSymbols)
        #expect(!style(["LC_ALL": "POSIX", "LANG": "de_DE.utf8"]).hasSymbols)
        #expect(OutputStyle.terminal(columns: 0) { ["COLUMNS": "90"][$0] }.width == 90)
        #expect(OutputStyle.terminal(columns: 0) { _ in nil }.width == 80)
    }
}
