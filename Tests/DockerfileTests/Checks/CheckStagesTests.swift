import Testing

@testable import Dockerfile

@Suite struct CheckStagesTests {
    private static let file = """
        ARG TOOLS=tools:1
        FROM $TOOLS AS tools
        FROM alpine:3.22 AS unused
        FROM golang:1.25 AS build
        RUN --mount=type=bind,from=tools,target=/t go build
        FROM scratch AS files
        COPY --from=build /app /app
        FROM files
        """

    @Test(
        arguments: [(nil, [0, 2, 3, 4]), ("files", [0, 2, 3]), ("unused", [1]), ("0", [0])] as [(String?, Set<Int>)])
    func neededStages(_ target: String?, _ expected: Set<Int>) throws {
        var facts = CheckFacts()
        facts.target = target
        let dockerfile = try Dockerfile.parse(Array(Self.file.utf8), file: "Dockerfile")
        #expect(BuildChecks.neededStages(of: dockerfile, facts: facts) == expected)
    }

    @Test func baseImagesAreNamedWithTheirArguments() throws {
        let dockerfile = try Dockerfile.parse(Array(Self.file.utf8), file: "Dockerfile")
        #expect(BuildChecks.baseImages(of: dockerfile) == ["tools:1", "alpine:3.22", "golang:1.25"])
        var facts = CheckFacts()
        facts.buildArguments = ["TOOLS": "tools:2"]
        #expect(BuildChecks.baseImages(of: dockerfile, facts: facts).first == "tools:2")
    }

    @Test func manyStepsAndOddScripts() throws {
        let steps = String(repeating: "RUN apt-get update && apt-get install -y a | sh\nENV A=$B\n", count: 1000)
        let dockerfile = try Dockerfile.parse(Array(("FROM scratch\n" + steps).utf8), file: "Dockerfile")
        let report = try BuildChecks.run(dockerfile, sets: Set(CheckSet.allCases))
        #expect(report.findings.count { $0.rule == "UndefinedVar" } == 1000)
        for odd in [
            "$(", "`", "\"$(", "(", "<(", "${", "$((", "<<E ", "'", "\\", "| ", "if ", "{ ", "sh -c \"", "case a in ",
        ] {
            let text = "FROM scratch\nRUN " + String(repeating: odd, count: 1000) + "\n"
            guard let dockerfile = try? Dockerfile.parse(Array(text.utf8), file: "Dockerfile") else { continue }
            _ = try BuildChecks.run(dockerfile, sets: Set(CheckSet.allCases))
        }
    }

    /// Whatever a script is made of, reading it ends, and no rule stumbles.
    @Test func randomScriptsAndBeginningsOfFiles() throws {
        var random = Repeatable(seed: 7)
        let parts = [
            "apt-get ", "install ", "-y ", "curl ", "| ", "|| ", "&& ", "; ", "\n", "sh -c ", "\"", "'", "$(", ")",
            "`", "<<E\n", "E\n", "<(", "${a", "}", "\\", "cd /app ", "sudo ", "#", "{ ", "if ", "fi ", "case x in ",
            "a) ", ";; ", "> ", "2>&1 ", "A=b ", "é", "rm -rf /var/lib/apt/lists/* ", "npm ci ", "( ", "exec ",
        ]
        for _ in 0..<500 {
            let script = (0..<Int.random(in: 1...30, using: &random)).map { _ in
                parts.randomElement(using: &random) ?? ""
            }.joined()
            _ = ShellScript(script)
            let text = "FROM a\nCOPY . /app\nRUN <<X\n\(script)\nX\nCMD \(script.replacing("\n", with: " "))\n"
            guard let dockerfile = try? Dockerfile.parse(Array(text.utf8), file: "x") else { continue }
            _ = try? BuildChecks.run(dockerfile, sets: Set(CheckSet.allCases))
        }
        let bytes = Array(Self.file.utf8)
        for end in bytes.indices {
            guard let dockerfile = try? Dockerfile.parse(Array(bytes[..<end]), file: "x") else { continue }
            _ = try BuildChecks.run(dockerfile, sets: Set(CheckSet.allCases))
        }
    }
}

/// The same numbers for the same seed (SplitMix64).
private struct Repeatable: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
