import Testing

@testable import TerminalText

@Suite struct CellsTests {
    static let characters: [(Character, Int)] = [
        ("a", 1), ("é", 1), ("e\u{301}", 1), ("ß", 1), ("Ω", 1), ("я", 1), ("א", 1), ("م", 1), ("日", 2), ("。", 2),
        ("ア", 2),
        ("ｱ", 1), ("한", 2), ("\u{1112}\u{1161}\u{11ab}", 2), ("！", 2), ("—", 1), ("…", 1), ("→", 1), ("─", 1), ("•", 1),
        ("😀", 2), ("👍🏽", 2), ("👩‍👩‍👧‍👦", 2), ("🏳️‍🌈", 2), ("🇩🇪", 2), ("🇩", 2), ("❤️", 2), ("❤", 1), ("1️⃣", 2), ("⌚", 2), ("↔️", 2),
        ("\u{301}", 0), ("\u{200b}", 0), ("\u{ad}", 1), ("\u{a0}", 1), ("นำ", 2),
    ]

    @Test(arguments: characters) func `characters take the cells that terminals give them`(
        character: Character, cells: Int
    ) {
        #expect(Cells.width(of: character) == cells)
        #expect(Cells.width(of: "x\(character)") == cells + 1)
    }

    @Test func `the short way agrees with the long one alone and beside others`() {
        let ranges = [Array(UInt32(0x20)...0x3200), Array(stride(from: UInt32(0x3200), to: 0x10000, by: 61))]
        for value in ranges.joined() {
            guard let scalar = Unicode.Scalar(value), !(0x7f..<0xa0).contains(value) else { continue }
            let text = String(Character(scalar))
            for context in ["é\(text)日", "\(text)\u{fe0f}", "\(text)\u{301}"] {
                #expect(Cells.width(of: context) == context.reduce(0) { $0 + Cells.width(of: $1) }, "\(value)")
            }
        }
    }

    static let slices: [(String, Range<Int>, String)] = [
        ("abcdef", 0..<3, "abc"), ("abcdef", 2..<4, "cd"), ("abcdef", 4..<99, "ef"), ("abcdef", 9..<12, ""),
        ("abc", 2..<2, ""),
        ("日本語", 0..<4, "日本"), ("日本語", 0..<3, "日"), ("日本語", 1..<4, "本"), ("e\u{301}x", 0..<1, "e\u{301}"),
        ("a👩‍👩‍👧b", 1..<3, "👩‍👩‍👧"), ("a👩‍👩‍👧b", 0..<2, "a"),
    ]

    @Test(arguments: slices) func `a slice has whole characters only`(text: String, range: Range<Int>, expected: String)
    {
        let slice = Cells.slice(text, range)
        #expect(slice.text == expected)
        #expect(slice.cells == Cells.width(of: expected))
    }

    @Test func `cutting says that something is lost`() {
        #expect(Cells.cut("abcdef", to: 6) == "abcdef")
        #expect(Cells.cut("abcdef", to: 4) == "abc…")
        #expect(Cells.cut("日本語", to: 4) == "日…")
        #expect(Cells.cut("abc", to: 0) == "")
        #expect(Cells.padded("日", to: 4) == "日  ")
    }
}
