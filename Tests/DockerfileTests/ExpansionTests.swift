import Testing

@testable import Dockerfile

@Suite struct ExpansionTests {
    let expander = Expander { GoldenTests.variables[$0] }

    @Test func wordsSplitAtBlanksOfValuesButNotOfQuotes() throws {
        #expect(try expander.words("a $TWO 'b c' \"$TWO\" d\\ e") == ["a", "one", "two", "b c", "one two", "d e"])
    }

    @Test func otherEscapeCharacter() throws {
        let expander = Expander(escape: "`") { GoldenTests.variables[$0] }
        #expect(try expander.word("`$HOME C:\\new") == "$HOME C:\\new")
    }

    @Test func heredocsKeepTheirQuotes() throws {
        #expect(try expander.heredoc("\"$HOME\" '\\$x' it's") == "\"/home/u\" '$x' it's")
    }

    @Test func requiredVariablesSayWhatIsMissing() {
        #expect(
            throws: ExpansionError(
                message: "The variable UNSET is not set: say it",
                help: "Give it a value with ENV, with ARG, or with a build argument.")
        ) {
            try expander.word("${UNSET:?say it}")
        }
    }

    @Test func hostileWordsEndSoon() {
        let deep = String(repeating: "${A:-", count: 5000) + String(repeating: "}", count: 5000)
        #expect(throws: ExpansionError.self) { try expander.word(deep) }
        let long = String(repeating: "x", count: 200_000)
        let doubling = Expander { _ in long }
        #expect(throws: ExpansionError.self) { try doubling.word(String(repeating: "$A", count: 1000)) }
        let stars = String(repeating: "*a", count: 2000)
        #expect(throws: ExpansionError.self) { try doubling.word("${A//\(stars)/y}") }
        // Each of many patterns would be bearable; the word as a whole is bounded.
        let value = String(repeating: "ab", count: 500)
        let patterns = Expander { _ in value }
        #expect(throws: ExpansionError.self) {
            try patterns.word(String(repeating: "${A//*b*b*b*c/x}", count: 2000))
        }
        let quotes = String(repeating: "\"'", count: 30_000)
        #expect(throws: ExpansionError.self) { try expander.word(quotes + "\"") }
    }
}
