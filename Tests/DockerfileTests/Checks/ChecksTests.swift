import Testing

@testable import Dockerfile

@Suite struct ChecksTests {
    @Test(arguments: try CheckCase.all(prefix: "buildkit"))
    func rulesOfDocker(_ test: CheckCase) throws { try Self.run(test) }

    @Test(arguments: try CheckCase.all(prefix: "course"))
    func rulesOfTheCourse(_ test: CheckCase) throws { try Self.run(test) }

    private static func run(_ test: CheckCase) throws {
        let dockerfile = try Dockerfile.parse(Array(test.dockerfile.utf8), file: "Dockerfile")
        if let error = test.error {
            let caught = #expect(throws: DockerfileError.self) {
                try BuildChecks.run(dockerfile, facts: test.facts, sets: test.sets)
            }
            #expect(caught?.kind == .directive)
            #expect(caught?.message.contains(error) == true, "\(String(describing: caught))")
            return
        }
        let report = try BuildChecks.run(
            dockerfile, facts: test.facts, sets: test.sets, configuration: test.configuration)
        var left = report.findings
        for row in test.expected where row != "fails" {
            let columns = row.split(separator: "|", maxSplits: 1).map(String.init)
            let words = columns[0].split(separator: " ")
            let part = columns.count == 2 ? columns[1].drop { $0 == " " } : ""
            let index = left.firstIndex { finding in
                let place = words[1].contains(":") ? "\(finding.line):\(finding.column)" : "\(finding.line)"
                return finding.rule == words[0] && place == words[1]
                    && (part.isEmpty || (finding.message + " " + (finding.help ?? "")).contains(part))
            }
            if let index {
                left.remove(at: index)
            } else {
                Issue.record("\(test.testDescription): \(row) is not found, but \(report.findings.map(\.shown))")
            }
        }
        #expect(left.isEmpty, "\(test.testDescription): \(left.map(\.shown))")
        #expect(report.failsBuild == test.expected.contains("fails"))
    }
}

extension CheckFinding {
    /// On one line.
    var shown: String { "\(rule) \(line):\(column) (\(place.line)) \(message) \(help ?? "")" }
}
