import Testing

@testable import TerminalText

@Suite struct HarmlessTests {
    static let table: [(input: String, shown: String)] = [
        ("plain ünïcode 日本 🎉", "plain ünïcode 日本 🎉"),
        ("\u{1b}[31mred\u{1b}[0m", "red"),
        ("\u{1b}[2J\u{1b}[1;1Hcleared", "cleared"),
        ("\u{1b}]0;title\u{7}text", "text"),
        ("\u{1b}]8;;http://x\u{1b}\\link\u{1b}]8;;\u{1b}\\", "link"),
        ("\u{1b}]52;c;never ends", ""),
        ("\u{1b}P1$r0m\u{1b}\\after", "after"),
        ("\u{1b}(Bset", "set"),
        ("\u{1b}", ""), ("\u{1b}[", ""), ("\u{1b}[12", ""),
        ("\u{9b}31mred", "red"),
        ("a\tb", "a    b"),
        ("over\rwritten", "over·written"),
        ("line\r", "line"),
        ("bell\u{7}null\u{0}del\u{7f}", "bell·null·del·"),
        ("\u{202e}passed", "·passed"),
        ("\u{1b}[31\u{1b}[0mtwice", "twice"),
    ]

    @Test(arguments: table)
    func `escape sequences are dropped and control characters shown`(input: String, shown: String) {
        #expect(Harmless.line(input) == shown)
    }

    @Test func `lines are split at all line breaks and end at the last that says something`() {
        #expect(Harmless.lines("a\r\nb\n\n c\n\n\n") == ["a", "b", "", " c"])
        #expect(Harmless.lines("") == [])
    }

    @Test func `nothing that moves the cursor survives, whatever comes in`() {
        // Every pair of interesting characters around a text, and all of them in a row.
        let pieces = ["\u{1b}", "[", "]", "31", "m", "\u{7}", "\\", "\u{9b}", "\u{9d}", "\n", "\r", "P", "x"]
        for first in pieces {
            for second in pieces {
                for third in pieces {
                    let shown = Harmless.line(first + second + third + "end")
                    let isClean = shown.unicodeScalars.allSatisfy {
                        $0.value >= 0x20 && !(0x7f..<0xa0).contains($0.value)
                    }
                    #expect(isClean)
                }
            }
        }
    }
}
