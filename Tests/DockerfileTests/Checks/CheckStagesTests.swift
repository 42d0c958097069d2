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

    @Test func tenThousandStepsAndOddScriptsEndSoon() throws {
        let steps = String(repeating: "RUN apt-get update && apt-get install -y a | sh\nENV A=$B\n", count: 5000)
        let dockerfile = try Dockerfile.parse(Array(("FROM scratch\n" + steps).utf8), file: "Dockerfile")
        let report = try BuildChecks.run(dockerfile, sets: Set(CheckSet.allCases))
        #expect(report.findings.count { $0.rule == "UndefinedVar" } == 5000)
        for odd in [
            "$(", "`", "\"$(", "(", "<(", "${", "$((", "<<E ", "'", "\\", "| ", "if ", "{ ", "sh -c \"", "case a in ",
        ] {
            let text = "FROM scratch\nRUN " + String(repeating: odd, count: 3000) + "\n"
            guard let dockerfile = try? Dockerfile.parse(Array(text.utf8), file: "Dockerfile") else { continue }
            _ = try BuildChecks.run(dockerfile, sets: Set(CheckSet.allCases))
        }
    }
}
