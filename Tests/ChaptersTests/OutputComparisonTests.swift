import Testing

@testable import Chapters

@Suite struct OutputComparisonTests {
    @Test(arguments: [
        ("", "", true),
        ("hello", "hello", true),
        ("hello", "hello ", true),
        ("a  b\tc", " a b c", true),
        ("hello", "Hello", false),
        ("hello", "", false),
        ("", "hello", false),
        // Identifiers.
        ("0123456789ab", "fedcba987654", true),
        ("abcdefabcdef", "fedcbafedcba", false),
        ("id 0123456789abc", "id 0123456789abd", false),
        (String(repeating: "a1", count: 32), String(repeating: "7b", count: 32), true),
        ("sha256:0123456789ab", "sha256:" + String(repeating: "f0", count: 32), true),
        ("Digest: sha256:…", "Digest: sha256:" + String(repeating: "9", count: 64), true),
        ("sha256:0123456789ab...", "sha256:fedcba987654", true),
        ("blue 0123456789ab", "red 0123456789ab", false),
        // Times.
        ("2024-01-02T03:04:05.678Z up", "2026-11-21T20:55:00.1Z up", true),
        ("2024-01-02 03:04:05 +0000 UTC", "2026-11-21 20:55:00 +0100", true),
        ("at 12:34:56", "at 00:00:01.5", true),
        ("Sat Nov 21 19:12:33 UTC 2026", "Mon Jan  1 00:00:00 UTC 2024", true),
        ("12:34", "12:35", false),
        ("Up 3 seconds", "Up About a minute", true),
        ("Less than a second ago", "2 weeks ago", true),
        ("3 seconds ago", "3 seconds", false),
        ("took 1.25s", "took 300ms", true),
        ("took 1.25s", "took long", false),
        // Addresses and ports.
        ("172.17.0.2 web", "172.18.0.14 web", true),
        ("10.0.0.1", "10.0.0.2", false),
        ("0.0.0.0:32768->80/tcp", "0.0.0.0:54321->80/tcp", true),
        ("127.0.0.1:8080", "127.0.0.1:8081", false),
        ("[::]:49153->80/tcp", "[::]:33000->80/tcp", true),
        // Sizes.
        ("12.3MB", "12.9MB", true),
        ("12.3MB", "14.3MB", false),
        ("1.00MB", "990kB", true),
        ("900KiB", "1MiB", false),
        ("5 B", "6B", true),
        ("file 12B", "file", false),
        ("v1.2MB", "v1.3MB", false),
        ("1GB of 2GB", "1.05GB of 1.9GB", true),
        // Marked places.
        ("…", "anything at all", true),
        ("…", "", true),
        ("Step … of 4", "Step 3 of 4", true),
        ("Step … of 4", "Step 3 of 5", false),
        ("a…b…c", "a1b2c", true),
        ("a…b…c", "acb", false),
        ("a…b…c", "abc", true),
        ("aa…aa", "aaa", false),
        ("…end", "the end", true),
        ("begin…", "the begin", false),
        ("100%…*", "100% (1) *", true),
        // A shell that reads commands from elsewhere.
        ("bash: nosuch: command not found", "bash: line 1: nosuch: command not found", true),
    ])
    func line(expected: String, actual: String, agrees: Bool) {
        #expect(OutputComparison().agrees([expected], actual.isEmpty ? [] : [actual]) == agrees)
    }

    @Test(
        arguments: [
            ([], [], true),
            ([], ["a"], false),
            (["a", "", ""], ["a"], true),
            (["a"], ["a", "", " "], true),
            (["", "a"], ["a"], false),
            (["…"], [], true),
            (["…"], ["a", "b"], true),
            (["a", "…", "z"], ["a", "z"], true),
            (["a", "…", "z"], ["a", "b", "z", "c", "z"], true),
            (["a", "…", "z"], ["a", "b", "c"], false),
            (["…", "b", "…"], ["a", "b", "c"], true),
            (["…", "b", "…", "b", "…"], ["a", "b", "c"], false),
            (["…", "…", "…"], ["a"], true),
            (["a", " … ", "b"], ["a", "x", "b"], true),
            (["a", "b"], ["a"], false),
            (["a"], ["a", "b"], false),
        ] as [([String], [String], Bool)])
    func lines(expected: [String], actual: [String], agrees: Bool) {
        #expect(OutputComparison().agrees(expected, actual) == agrees)
    }

    @Test func everyRuleIsAnExpression() {
        #expect(Masks.shared.count == Masks.patterns.count)
    }

    @Test func manyMarkedPlacesTakeNoLongTime() {
        let expected = (0..<200).flatMap { _ in ["…", "a"] } + ["b"]
        let actual = [String](repeating: "a", count: 2000)
        #expect(!OutputComparison().agrees(expected, actual))
    }

    @Test func differenceShowsWhatIsMissingAndWhatIsAdded() {
        let lines = DifferenceLine.between(["a", "0123456789ab", "c"], ["a", "fedcba987654", "b", "c"])
        #expect(lines == [.same("a"), .same("0123456789ab"), .added("b"), .same("c")])
        #expect(DifferenceLine.between(["x"], ["y"]) == [.missing("x"), .added("y")])
        #expect(DifferenceLine.between([], []) == [])
        #expect(DifferenceLine.between(["a", "b", "c"], ["b"]) == [.missing("a"), .same("b"), .missing("c")])
    }
}
