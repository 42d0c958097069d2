import EngineInterface
import OCI
import Testing

@testable import Presentation

/// What `workshop build` shows.
@Suite struct BuildViewTests {
    private static func step(
        _ stage: Int, _ text: String, _ line: Int, cached: Bool = false, cause: StepCause? = nil, seconds: Double = 0,
        bytes: Int64 = 0, sources: [String] = []
    ) -> BuildStep {
        BuildStep(
            stage: stage, instruction: String(text.prefix { $0 != " " }), text: text, line: line, isCached: cached,
            cause: cause, seconds: seconds, bytes: bytes, contextSources: sources)
    }

    private static let steps = [
        step(0, "FROM golang:latest AS build", 1, cached: true),
        step(0, "WORKDIR /src", 2, cached: true),
        step(0, "COPY go.mod go.sum ./", 3, cached: true, sources: ["go.mod", "go.sum"]),
        step(0, "RUN go mod download", 4, cached: true, bytes: 40_000_000),
        step(
            0, "COPY . .", 5,
            cause: StepCause(
                .file, "main.go changed: its content is another.", name: "main.go", change: "content", others: 0),
            seconds: 0.04, bytes: 12_000,
            sources: ["main.go", "a", "b", "c", "d", "e", "f", "g"]),
        step(
            0, "RUN go build -o /out/server ./...", 6,
            cause: StepCause(.step, "The step in line 5 ran again, and this one builds on it.", line: 5),
            seconds: 126.5, bytes: 8_000_000),
        step(1, "FROM scratch", 8, cached: true),
    ]

    /// Events with the time at which they come.
    private static let events: [(Double, BuildEvent)] = [
        (0, .preparing(image: "golang:latest", message: "golang:latest: unpacking", fraction: 0.5)),
        (0.1, .planned(steps: 7)),
        (0.1, .started(number: 1, stage: "build", text: steps[0].text, line: 1)),
        (0.1, .finished(number: 1, step: steps[0])),
        (0.1, .started(number: 2, stage: "build", text: steps[1].text, line: 2)),
        (0.1, .finished(number: 2, step: steps[1])),
        (0.1, .started(number: 3, stage: "build", text: steps[2].text, line: 3)),
        (0.1, .finished(number: 3, step: steps[2])),
        (0.1, .started(number: 4, stage: "build", text: steps[3].text, line: 4)),
        (0.1, .finished(number: 4, step: steps[3])),
        (0.2, .started(number: 5, stage: "build", text: steps[4].text, line: 5)),
        (0.3, .finished(number: 5, step: steps[4])),
        (0.3, .started(number: 6, stage: "build", text: steps[5].text, line: 6)),
        (0.3, .started(number: 7, stage: nil, text: steps[6].text, line: 8)),
        (0.3, .finished(number: 7, step: steps[6])),
        (12.34, .output(number: 6, line: "\u{1b}[2Jserver/main.go:7: a remark", isError: true)),
        (
            12.35,
            .output(number: 6, line: String(repeating: "a very long line without an end ", count: 8), isError: false)
        ),
        (13, .warning(BuildWarning(message: "Stage names are compared without case.", line: 8))),
        (126.8, .finished(number: 6, step: steps[5])),
    ]

    private static let image = ImageDetails(
        id: "sha256:" + String(repeating: "0123456789abcdef", count: 4), names: ["web:latest"], config: ImageConfig(),
        layerSizes: [40_012_000, 8_000_000])
    private static let result = BuildResult(
        image: image, stages: [], steps: steps,
        warnings: [
            BuildWarning(message: "Later.", line: 9), BuildWarning(message: "Earlier.", line: 2),
            BuildWarning(message: "Earlier.", line: 2),
        ])
    private static let failure = BuildFailure(
        .command, "The command of RUN ended with exit status 127.", file: "Dockerfile", line: 10,
        excerpt: [(9, "WORKDIR /app"), (10, "RUN nmp ci && \u{1b}[31mred"), (11, "")], exitStatus: 127,
        outputTail: ["sh: 1: nmp: not found", "\u{1b}]0;title\u{7}bye"],
        help: "The image has no command nmp: install it in a step above, or check its spelling.")
    private static let terminal = OutputStyle(isTerminal: true, hasColors: true, hasSymbols: true, width: 70)

    @Test func `plain lines`() throws {
        var view = PlainBuildView(style: .plain)
        let lines = Self.events.flatMap { view.take($0.1, at: $0.0) }
        try Golden.expect(lines.joined(separator: "\n") + "\n", "build-plain")
    }

    @Test func `one JSON object a line`() throws {
        let view = JSONBuildView()
        var lines = Self.events.map { view.line($0.1, at: $0.0) }
        lines += [view.line(Self.result, at: 127), view.line(Self.failure, at: 127)]
        #expect(lines.allSatisfy { !$0.contains("\n") && !$0.contains("\u{1b}") })
        try Golden.expect(lines.joined(separator: "\n") + "\n", "build-json")
    }

    @Test func `frames of a terminal`() throws {
        var view = TerminalBuildView(style: Self.terminal)
        var shown = ""
        for (time, event) in Self.events {
            view.take(event, at: time)
            let frame = view.frame(at: time, width: 70, height: 12)
            shown += frame.settled.map { "kept: \($0)\n" }.joined() + frame.live.map { "live: \($0.text)\n" }.joined()
            shown += "----\n"
        }
        view.end()
        let last = view.frame(at: 127, width: 70, height: 12)
        #expect(last.live.isEmpty)
        shown += last.settled.map { "kept: \($0)\n" }.joined()
        try Golden.expect(shown, "build-terminal")
    }

    @Test(arguments: [(20, 4), (40, 10), (80, 24), (133, 50), (300, 5)])
    func `a frame fits whatever the window`(width: Int, height: Int) {
        var view = TerminalBuildView(style: Self.terminal)
        view.take(.planned(steps: 40), at: 0)
        for number in 1...20 {
            view.take(
                .started(number: number, stage: "s", text: "RUN make \(String(repeating: "x", count: 200))", line: 1),
                at: 0)
            for line in 1...20 {
                view.take(
                    .output(number: number, line: "日本語 \(line) " + String(repeating: "w", count: 300), isError: false),
                    at: 1)
            }
        }
        let frame = view.frame(at: 2, width: width, height: height)
        #expect(frame.live.count < height)
        for line in frame.live {
            let plain = line.text.replacing(/\u{1b}\[[0-9;]*m/, with: "")
            #expect(Wrapping.columns(plain) == line.columns)
            #expect(line.columns < max(width, 20))
        }
    }

    @Test func `what was drawn is taken away, also after the window became narrower`() {
        var region = LiveRegion()
        let lines = [LiveLine(text: String(repeating: "a", count: 60), columns: 60), LiveLine(text: "b", columns: 1)]
        #expect(region.draw(settled: [], live: [], width: 80) == "")
        #expect(region.draw(settled: ["kept"], live: lines, width: 80).hasPrefix("\u{1b}[?25l\r\u{1b}[Jkept\n"))
        #expect(region.draw(settled: [], live: lines, width: 80).hasPrefix("\u{1b}[2A\r\u{1b}[J"))
        // 60 columns take three rows of 25.
        #expect(region.draw(settled: [], live: [], width: 25) == "\u{1b}[4A\r\u{1b}[J\u{1b}[?25h")
        #expect(region.draw(settled: [], live: [], width: 25) == "")
    }

    @Test func `a failure with its place, its output and what to try`() throws {
        try Golden.expect(BuildFailureView(style: .plain).text(Self.failure), "build-failure-plain")
        try Golden.expect(BuildFailureView(style: Self.terminal).text(Self.failure), "build-failure-terminal")
        let bare = BuildFailure(.missingDockerfile, "There is no Dockerfile in /srv.", file: "Dockerfile")
        #expect(BuildFailureView(style: .plain).text(bare) == "Dockerfile: There is no Dockerfile in /srv.\n")
    }

    @Test func `what became of each step`() throws {
        let steps = Self.steps.enumerated().map {
            ExplainedStep(number: $0 + 1, place: "[\($0 + 1)/7]", step: $1)
        }
        try Golden.expect(ExplainView(style: .plain).text(steps), "build-explain")
    }

    @Test func `the end of a build that went well`() throws {
        let view = BuildSummaryView(style: .plain)
        let text = view.text(
            Self.result, warnings: Self.result.warnings, names: ["web:latest"], file: "Dockerfile", seconds: 127)
        try Golden.expect(text, "build-summary")
    }
}
