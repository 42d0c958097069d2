import Dockerfile
import Testing

@testable import Presentation

@Suite struct CheckViewTests {
    private static let text = """
        FROM debian AS Build
        WORKDIR app
        CMD echo a very long command that is wider than any terminal on which somebody could want to read it, "quoted"

        """

    @Test func `findings with their lines, and in short`() throws {
        let dockerfile = try Dockerfile.parse(Array(Self.text.utf8), file: "Dockerfile")
        let findings = try BuildChecks.run(dockerfile).findings
        #expect(Set(findings.map(\.rule)) == ["StageNameCasing", "WorkdirRelativePath", "JSONArgsRecommended"])
        func full(_ style: OutputStyle) -> String {
            CheckView(style: style).full(findings, file: "docker/Dockerfile") {
                dockerfile.excerpt(around: $0, context: 1)
            }
        }
        try Golden.expect(full(.plain), "check-plain")
        try Golden.expect(
            full(OutputStyle(isTerminal: true, hasColors: true, hasSymbols: true, width: 60)), "check-terminal")
        let short = CheckView(style: .plain).short(findings, file: "Dockerfile")
        #expect(short.filter { $0.hasPrefix("warning: Dockerfile:") }.count == 3)
        #expect(CheckView(style: .plain).total([]) == "Nothing to complain about.")
    }
}
