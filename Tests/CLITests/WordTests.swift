import Testing

@testable import Building

@Suite struct WordTests {
    @Test(arguments: [
        (["build", "--pull=true", "."], ["build", "--pull", "."]),
        (["build", "--no-cache=false", "-q=1", "."], ["build", "-q", "."]),
        (["build", "--debug=4", "."], ["build", "--debug-step", "4", "."]),
        (["build", "--debug", "."], ["build", "--debug", "."]),
        (["build", "--pull=maybe", "--label=a=true"], ["build", "--pull=maybe", "--label=a=true"]),
        (["build", "--", "--pull=true"], ["build", "--", "--pull=true"]),
        (["verify", "--pull=true"], ["verify", "--pull=true"]), ([], []),
    ])
    func `switches may have values, as for Docker`(words: [String], normalized: [String]) {
        #expect(BooleanWords.normalized(words) == normalized)
    }

    @Test(arguments: [
        ("plain-1.0:x", "plain-1.0:x"), ("", "''"), ("two words", "'two words'"), ("it's", #"'it'\''s'"#),
        ("$HOME", "'$HOME'"), ("a;b", "'a;b'"),
    ])
    func `words are quoted for a shell`(word: String, quoted: String) {
        #expect(ShellWords.quoted(word) == quoted)
    }
}

@Suite struct PruneFilterTests {
    @Test(
        arguments: [
            ("until=24h", 1_000_000.0 - 86400), ("until=1h30m", 1_000_000 - 5400), ("until=7d", 1_000_000 - 604_800),
            ("until=0s", 1_000_000), ("until=1700000000", 1_700_000_000), ("until=0.5h", 1_000_000 - 1800),
        ] as [(String, Double)])
    func `until counts back, or names a moment`(text: String, moment: Double) throws {
        #expect(try PruneFilter.until(text, now: 1_000_000) == moment)
    }

    @Test(arguments: ["", "until", "until=", "until=24", "until=h", "type=x", "until=1y", "until=-1h"])
    func `other filters are errors`(text: String) {
        #expect(throws: OptionError.self) { try PruneFilter.until(text, now: 0) }
    }
}
