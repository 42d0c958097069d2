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
