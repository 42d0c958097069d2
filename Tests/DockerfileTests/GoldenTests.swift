import Testing

@testable import Dockerfile

/// The data files that record what Docker's own parser, expansion and matchers answer.
@Suite struct GoldenTests {
    static let variables = [
        "HOME": "/home/u", "EMPTY": "", "FILE": "app.tar.gz", "PATHS": "a:b:c", "TWO": "one two", "STAR": "a*b",
        "ÜMLAUT": "schön", "DOLLAR": "a$1b", "PORTS": "80 443/udp", "SLASH": "a/b/c", "QUOTE": "it's \"q\"",
        "LINES": "one\ntwo", "BACK": "a\\b", "x1": "digit", "_u": "under", "BRACE": "a}b",
    ]

    private func check(_ row: Fixture.Row, _ result: () throws -> String) {
        let outcome = Result { try result() }
        switch outcome {
        case .success(let text): #expect(!row.expectsError && text == row.expected, "\(row)")
        case .failure(let error): #expect(row.expectsError, "\(row): \(error)")
        }
    }

    @Test(arguments: try Fixture.table("expansion.txt", inputs: 2))
    func expansion(_ row: Fixture.Row) {
        let expander = Expander(escape: row.inputs[0].hasSuffix("`") ? "`" : "\\") { Self.variables[$0] }
        check(row) {
            switch row.inputs[0] {
            case "word", "word`": try expander.word(row.inputs[1])
            case "words": try expander.words(row.inputs[1]).joined(separator: " ␟ ")
            default: try expander.heredoc(row.inputs[1])
            }
        }
    }

    /// Patterns as lines of an ignore file.
    @Test(arguments: try Fixture.table("patterns.txt", inputs: 2))
    func ignorePatterns(_ row: Fixture.Row) {
        check(row) {
            let file = try IgnoreFile(Array(row.inputs[0].utf8), file: "x")
            return file.rules.isEmpty ? "none" : "\(file.decision(for: row.inputs[1]).isIgnored)"
        }
    }

    @Test(arguments: try Fixture.table("sources.txt", inputs: 2))
    func copySources(_ row: Fixture.Row) {
        check(row) { "\(try PathPattern(row.inputs[0], crossesFolders: false).matches(row.inputs[1]))" }
    }

    @Test(arguments: try Fixture.table("mounts.txt", inputs: 1))
    func mounts(_ row: Fixture.Row) {
        let expander = Expander { Self.variables[$0] }
        check(row) {
            Dump.mount(
                try MountSpecification(row.inputs[0]) { (text) throws(ExpansionError) in try expander.word(text) })
        }
    }

    @Test(arguments: try Fixture.table("values.txt", inputs: 2))
    func values(_ row: Fixture.Row) {
        struct NoValue: Error {}
        let text = row.inputs[1]
        check(row) {
            switch row.inputs[0] {
            case "ports": return try PortSpecification.ports(text).joined(separator: " ")
            case "duration":
                guard let value = DurationText.nanoseconds(text) else { throw NoValue() }
                return String(value)
            case "size":
                guard let value = ByteSize.bytes(text) else { throw NoValue() }
                return String(value)
            default:
                // Only whether it is a signal is asked here.
                guard StopSignal.isValid(text) else { throw NoValue() }
                return row.expected
            }
        }
    }

    @Test(arguments: try Fixture.blocks("parse.txt").map { [$0.text] + $0.expected.map(String.init) })
    func parse(_ block: [String]) throws {
        let bytes = Fixture.bytes(block[0])
        let ours = block.dropFirst().filter { $0.hasPrefix("ours: ") }.map { String($0.dropFirst(6)) }
        let expected = ours.isEmpty ? Array(block.dropFirst()) : ours
        if expected.first?.hasPrefix("error") == true {
            #expect(throws: DockerfileError.self, "\(block[0])") { try Dockerfile.parse(bytes, file: "Dockerfile") }
        } else {
            #expect(try Dump.lines(Dockerfile.parse(bytes, file: "Dockerfile")) == expected, "\(block[0])")
        }
    }

    @Test func tablesAreWhole() throws {
        let rows = try ["expansion.txt", "patterns.txt", "sources.txt", "mounts.txt", "values.txt"].map {
            try Fixture.table($0, inputs: 1).count
        }
        #expect(rows.reduce(0, +) > 1200)
        #expect(try Fixture.blocks("parse.txt").count > 550)
    }
}
