import Testing

@testable import DockerFlags

struct SuggestionTests {
    @Test(
        arguments: [
            ("networks", "network"), ("imagse", "images"), ("NETWORK", "network"), ("volum", "volume"), ("rnu", "run"),
            ("contaner", "container"), ("xyz", nil), ("", nil),
        ] as [(String, String?)])
    func nearest(word: String, expected: String?) {
        let names = ["run", "rm", "container", "images", "network", "volume"]
        #expect(Suggestion.nearest(to: word, among: names) == expected)
    }

    @Test(arguments: [
        ("", "", 0), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1), ("abc", "xbc", 1),
        ("kitten", "sitting", 3),
    ])
    func distance(first: String, second: String, expected: Int) {
        #expect(Suggestion.distance(first, second) == expected)
        #expect(Suggestion.distance(second, first) == expected)
    }
}
