import Foundation
import Testing
import Verify

@testable import Presentation

@Suite struct ReportViewTests {
    static func check(
        _ id: String, _ title: String, _ points: Int, _ verdict: Verdict, failure: Failure? = nil,
        blockedBy: String? = nil,
        problem: String? = nil
    ) -> CheckResult {
        CheckResult(
            id: id, title: title, reason: "Everything else looks at it.", points: points, verdict: verdict,
            seconds: 0.1,
            failure: failure, blockedBy: blockedBy, problem: problem)
    }

    static let failure = Failure(
        "The answer to GET / is not what it should be.", expected: "<h1>Home Page</h1>",
        seen: "\u{1b}[32m404 page not found\u{1b}[0m\nand more",
        evidence: [
            Evidence(label: "the response", text: "HTTP/1.1 404 Not Found\n\n404 page not found\n"),
            Evidence(
                label: "the last lines that the container wrote",
                text: (1...20).map { "line \($0)" }.joined(separator: "\n")
                    + "\n\u{1b}]0;owned\u{7}\u{1b}[1A\u{1b}[2Kpassed  everything"),
        ],
        location: SourceLine(file: "Dockerfile", line: 12, text: "CMD [\"./server\", \"--root\", \"/nowhere\"]"),
        hint:
            "Look at the folder that the server is started in: the pages are found relative to it, so `WORKDIR` matters here."
    )

    static let mixed = VerificationReport(
        exercise: "go-http", directory: "/home/ada/go-http",
        checks: [
            check("builds", "The Dockerfile builds", 1, .passed),
            check("port", "Port 8080 is declared", 1, .passed),
            check("pages", "The three pages are served", 2, .failed, failure: failure),
            check("size", "The image is smaller than 20 MB", 1, .passed),
            check("custom-port", "`PORT` chooses another port", 2, .blocked, blockedBy: "pages"),
            check("gone", "Nothing is left after removing", 1, .couldNotBeJudged, problem: "The disk is full."),
            check(
                "empty", "It is quiet", 1, .failed,
                failure: Failure("The program wrote something else.", expected: "ready", seen: "")),
        ], seconds: 1.5)

    @Test func `a report with every verdict, plain`() throws {
        try Golden.expect(ReportView(style: .plain).text(Self.mixed), "report-plain")
    }

    @Test func `advice stands below the verdict, and not all of it`() throws {
        var report = Self.mixed
        report.advice = (1...7).map {
            Advice(
                file: "Dockerfile", line: $0, rule: "LatestTag", severity: "advice", message: "Tag \($0) moves.",
                help: "Name a version.")
        }
        let text = ReportView(style: .plain).text(report)
        #expect(text.hasPrefix(ReportView(style: .plain).text(Self.mixed).dropLast()))
        #expect(
            text.contains(
                "\n  Dockerfile:5: Tag 5 moves. (LatestTag)\n  2 more, and what to do: workshop build --check .\n"))
        #expect(!text.contains("Dockerfile:6"))
        let encoded = try JSONEncoder().encode(report)
        #expect(try JSONDecoder().decode(VerificationReport.self, from: encoded).advice == report.advice)
    }

    @Test func `on a narrow terminal with colours`() throws {
        let style = OutputStyle(isTerminal: true, hasColors: true, hasSymbols: true, width: 60)
        let text = ReportView(style: style).text(Self.mixed)
        try Golden.expect(text, "report-terminal")
        // Apart from the style's own colours nothing controls the terminal, and no line is wider than it.
        for line in text.split(separator: "\n") {
            let plain = line.replacing(/\u{1b}\[[0-9;]*m/, with: "")
            #expect(Wrapping.columns(plain) <= 60, "\(plain)")
            #expect(!plain.contains("\u{1b}"))
        }
    }

    @Test func `all passed`() throws {
        var report = Self.mixed
        report.checks = report.checks.filter { $0.verdict == .passed }
        try Golden.expect(ReportView(style: .plain).text(report), "report-passed")
    }
}
