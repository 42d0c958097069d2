import Testing

@testable import Course

@Suite struct MatchTests {
    struct TextCase: Sendable, CustomTestStringConvertible {
        var match: TextMatch
        var text: String
        /// `nil`: it holds.
        var expected: String?
        var seen: String?

        init(_ text: String, _ expected: String? = nil, _ seen: String? = nil, _ make: (inout TextMatch) throws -> Void)
            rethrows
        {
            match = TextMatch()
            try make(&match)
            self.text = text
            self.expected = expected
            self.seen = seen
        }

        var testDescription: String { "\(text) – \(expected ?? "holds")" }
    }

    static func texts() throws -> [TextCase] {
        try [
            TextCase("anything") { _ in },
            TextCase("Counter: 1") { $0.equals = "Counter: 1" },
            TextCase("Counter: 1\n") { $0.equals = "Counter: 1" },
            TextCase("Counter: 1\r\n\r\n") { $0.equals = "Counter: 1\n" },
            TextCase("", "Counter: 1", "nothing") { $0.equals = "Counter: 1" },
            TextCase(" \n", "Counter: 1", "nothing but blanks") { $0.equals = "Counter: 1" },
            TextCase("Counter: 2\n", "Counter: 1", "Counter: 2") { $0.equals = "Counter: 1" },
            TextCase("\nCounter: 1", "\"Counter: 1\"", "\"\\nCounter: 1\"") { $0.equals = "Counter: 1" },
            TextCase("Counter:\u{a0}1", "\"Counter: 1\"", "\"Counter:\\u{a0}1\"") { $0.equals = "Counter: 1" },
            TextCase("Counter: 1 ", "\"Counter: 1\"", "\"Counter: 1 \"") { $0.equals = "Counter: 1" },
            TextCase("counter: 1", "Counter: 1", "counter: 1") { $0.equals = "Counter: 1" },
            // One character to a reader, other bytes to a program.
            TextCase("e\u{301}", "\"é\"", "\"e\\u{301}\"") { $0.equals = "\u{e9}" },
            TextCase("a\u{200b}b", "\"ab\"", "\"a\\u{200b}b\"") { $0.equals = "ab" },
            TextCase("x", "an empty text", "x") { $0.equals = "" },
            TextCase("a b c") { $0.contains = ["a", "c"] },
            TextCase("a\r\nb") { $0.contains = ["\n"] },
            TextCase("a b", "a text that holds `c` and `d`", "a b") { $0.contains = ["a", "c", "d"] },
            TextCase("a b", "a text without `a` or `b`", "a b") { $0.lacks = ["a", "b", "c"] },
            TextCase("a b") { $0.lacks = ["c"] },
            TextCase("one\nready\n") { $0.matches = try Pattern("^ready$") },
            TextCase("not ready", "a text that matches `^ready$`", "not ready") { $0.matches = try Pattern("^ready$") },
            TextCase(" \t\n") { $0.isEmpty = true },
            TextCase("x", "nothing", "x") { $0.isEmpty = true },
            TextCase("", "something other than blanks", "nothing") { $0.isEmpty = false },
            TextCase("x") { $0.isEmpty = false },
            TextCase("abc", "a text that holds `d`, and a text without `a`", "abc") {
                $0.contains = ["d"]
                $0.lacks = ["a"]
            },
        ]
    }

    @Test func texts() throws {
        for testCase in try Self.texts() {
            let mismatch = testCase.match.mismatch(with: testCase.text)
            #expect(mismatch?.expected == testCase.expected, "\(testCase.testDescription)")
            #expect(mismatch?.seen == testCase.seen, "\(testCase.testDescription)")
            #expect(testCase.match.holds(for: testCase.text) == (testCase.expected == nil))
        }
    }

    /// Matches as exercise.yaml writes them, a number that holds, and one that does not.
    @Test(arguments: [
        ("3", 3.0, 4.0), ("[0, 143]", 143, 1), ("{not: 0}", 1, 0), ("{not: [1, 2]}", 3, 2), ("{min: 1}", 1, 0.9),
        ("{max: 10}", 10, 10.1), ("{min: 1, max: 10}", 5, 11), ("{min: 1, not: 5}", 4, 5), ("-1.5", -1.5, 1.5),
    ])
    func numbers(_ text: String, _ good: Double, _ bad: Double) throws {
        let match = try #require(try Self.number(text, .number))
        #expect(match.holds(for: good))
        #expect(!match.holds(for: bad))
    }

    @Test func units() throws {
        #expect(try Self.number("{max: 20MB}", .size)?.maximum == 20_000_000)
        #expect(try Self.number("[1KiB, 1kB]", .size)?.values == [1024, 1000])
        #expect(try Self.number("{min: 300ms, max: 1m}", .duration) == NumberMatch(minimum: 0.3, maximum: 60))
        #expect(try Self.number("2s", .duration)?.holds(for: 2) == true)
    }

    private static func number(_ text: String, _ unit: ValueReader.Unit) throws -> NumberMatch? {
        let problems = Problems(file: "test")
        let value = try #require(YAMLDocument.read(text, problems: problems))
        let match = ValueReader(problems: problems).numberMatch(value, unit)
        #expect(problems.all.isEmpty, "\(problems.all)")
        return match
    }

    @Test(arguments: [
        ("biuld", "build"), ("instal", "install"), ("Read-Only", "read-only"), ("xyz", nil), ("a", nil), ("", nil),
    ])
    func spelling(_ word: String, _ nearest: String?) {
        #expect(Spelling.nearest(to: word, among: ["build", "install", "read-only", "b"]) == nearest)
    }
}
