import Highlighting
import TerminalText
import Testing

@Suite("What holds for spans of any text")
struct HighlighterPropertyTests {
    static let languages = ["dockerfile", "sh", "console", "go", "js", "python", "yaml", "json"]

    /// Pieces that scanners look at, and some that they do not.
    private static let pieces = [
        "FROM a\n", "RUN ", "CMD [", "\\\n", "\\", "# ", "\n", "\r\n", "\"", "'", "`", "${", "}", "$(", ")", "$x",
        "<<EOF", "EOF\n",
        "$ ", "> ", "if ", "func ", "//", "/*", "*/", "/", "\"\"\"", "key: ", "- ", "|\n", "{", "[", "]", ",", "é", "漢",
        "👩‍👩‍👧", "0x1", "1.5e",
        "=", "--flag", " ", "\t", "\u{1b}[31m", "\0", "ENV A=", "COPY ", "---\n", "&", "@", "\u{FEFF}",
    ]

    /// Spans cover the source from its first byte to its last, in order, and cut no character.
    private func check(_ source: String, _ language: String) {
        guard let spans = Highlighter.spans(source, language: language) else {
            Issue.record("\(language) is not known")
            return
        }
        let bytes = Array(source.utf8)
        var position = 0
        var text = ""
        for span in spans {
            #expect(span.range.lowerBound == position && !span.range.isEmpty, "\(language): \(source.debugDescription)")
            position = span.range.upperBound
            guard let piece = String(validating: bytes[span.range], as: UTF8.self) else {
                Issue.record("\(language) cuts a character of \(source.debugDescription)")
                return
            }
            text += piece
        }
        #expect(position == bytes.count && Array(text.utf8) == bytes, "\(language): \(source.debugDescription)")
    }

    @Test("no character is lost or changed", arguments: languages)
    func complete(language: String) {
        var random = Numbers(state: 7)
        for _ in 0..<600 {
            let count = Int(random.next() % 14)
            let source = (0..<count).map { _ in Self.pieces[Int(random.next() % UInt64(Self.pieces.count))] }.joined()
            check(source, language)
        }
    }

    @Test("long texts of what is never closed are read to their end", arguments: languages)
    func long(language: String) {
        for piece in [
            "=/[", "\"", "`${", "${", "$(", "{", "<<A ", "'", "/*", "[", "- ", "a: ", "\\", "#", "RUN <<A\n", "$ a\n> ",
        ] {
            let source = String(repeating: piece, count: 2_000)
            let spans = Highlighter.spans(source, language: language) ?? []
            #expect(spans.last?.range.upperBound == source.utf8.count)
        }
    }

    /// A generator whose numbers are the same in every run (SplitMix64).
    private struct Numbers {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var value = state
            value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
            value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
            return value ^ (value >> 31)
        }
    }
}
