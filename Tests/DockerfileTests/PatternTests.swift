import Testing

@testable import Dockerfile

@Suite struct PatternTests {
    @Test(arguments: ["[", "a[", "[]", "[a", "[-a]", "a\\", "[a-]"])
    func malformed(_ pattern: String) {
        #expect(throws: ValueFault.self) { try PathPattern(pattern) }
    }

    @Test func copySourcesDoNotCrossFolders() throws {
        let pattern = try PathPattern("**.js", crossesFolders: false)
        #expect(pattern.matches("a.js"))
        #expect(!pattern.matches("a/b.js"))
    }

    @Test func hostilePatternsEndSoon() throws {
        let pattern = try PathPattern(String(repeating: "*a**/", count: 50) + "b")
        #expect(!pattern.matches(String(repeating: "a", count: 1000)))
    }

    @Test func ignoreFiles() throws {
        for (text, expected) in try Fixture.blocks("ignore.txt") {
            if expected.first?.hasPrefix("error") == true {
                #expect(throws: DockerfileError.self) { try IgnoreFile(Fixture.bytes(text), file: ".dockerignore") }
                continue
            }
            let file = try IgnoreFile(Fixture.bytes(text), file: ".dockerignore")
            for row in expected where !row.hasPrefix("# ") {
                let columns = Fixture.columns(row)
                let decision =
                    switch file.decision(for: columns[0]) {
                    case .included: "included"
                    case .ignored(let rule): columns[1] == "ignored" ? "ignored" : String(rule.line)
                    }
                #expect(decision == columns[1], "\(columns[0]) with\n\(text)")
            }
        }
    }

    @Test(arguments: [
        ("a", "a", true), ("a\n!b", "a", true), ("a\n!a/b", "a", false), ("a\n!a/b/c", "a/b", false),
        ("a\n!a/b/c", "a/x", true), ("*\n!**/x", "a", false), ("!a/b\na", "a", true), ("b", "a", false),
        ("node_modules\n!src/**", "node_modules", true),
    ])
    func foldersThatNeedNoLook(_ text: String, _ folder: String, _ canSkip: Bool) throws {
        let file = try IgnoreFile(Array(text.utf8), file: "x")
        var state: IgnoreFile.FolderState?
        var path = ""
        for part in folder.split(separator: "/") {
            path += path.isEmpty ? String(part) : "/\(part)"
            state = file.decide(path, in: state).state
        }
        #expect(file.canSkip(folder, try #require(state)) == canSkip)
    }

    @Test func badIgnoreFilesNameTheLine() {
        #expect {
            try IgnoreFile(Array("a\n\n[b\n".utf8), file: ".dockerignore")
        } throws: { ($0 as? DockerfileError)?.line == 3 && ($0 as? DockerfileError)?.kind == .ignorePattern }
        #expect(throws: DockerfileError.self) { try IgnoreFile(Array("!".utf8), file: "x") }
    }

    @Test func ignoreFileNames() {
        #expect(IgnoreFile.candidates(dockerfile: "x/Dockerfile") == ["x/Dockerfile.dockerignore", ".dockerignore"])
    }
}
