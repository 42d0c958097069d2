import Testing

@testable import Images

@Suite struct GlobPatternTests {
    @Test(arguments: [
        ("*.go", "main.go", true), ("*.go", "cmd/main.go", false), ("**/*.go", "main.go", true),
        ("**/*.go", "a/b/main.go", true), ("**/*.go", "a/b/main.gox", false), ("a/**", "a/b/c", true),
        ("a/**", "a", false), ("a/**/b", "a/b", true), ("a/**/b", "a/x/y/b", true), ("a/**/b", "a/xb", false),
        ("**/b", "ab", false), ("a**b", "a/x/b", true), ("?", "é", true), ("?", "/", false), ("[a-c]x", "bx", true),
        ("[^a-c]x", "bx", false), ("[^a-c]x", "/x", false), ("[a\\]]", "]", true), ("\\*", "*", true),
        ("\\*", "a", false), ("[c-a]", "b", false), ("**", "a/b", true), ("**/", "a/b", true), ("", "", true),
        ("*", ".hidden", true), ("a*a*a*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false),
    ])
    func matching(_ pattern: String, _ path: String, _ expected: Bool) throws {
        #expect(try GlobPattern(pattern).matches(path) == expected)
    }

    @Test(arguments: ["[", "[a", "[]", "[a-]", "[-a]", "a\\", "[a\\"])
    func malformed(_ pattern: String) { #expect(throws: (any Error).self) { try GlobPattern(pattern) } }
}
