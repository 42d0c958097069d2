import EngineInterface
import Testing

@testable import Presentation

@Suite struct BuildProgressTests {
    static let step = BuildStep(
        stage: 0, instruction: "RUN", text: "RUN npm ci", line: 4, isCached: false,
        cause: StepCause(.neverBuilt, "It never ran before."),
        seconds: 3.25, bytes: 1000)
    static let cached = BuildStep(
        stage: 0, instruction: "FROM", text: "FROM node:20-alpine", line: 1, isCached: true, cause: nil, seconds: 0,
        bytes: 0)
    static let events: [BuildEvent] = [
        .planned(steps: 3),
        .preparing(image: "node:20-alpine", message: "Unpacking packages", fraction: 0.25),
        .preparing(image: "node:20-alpine", message: "Unpacking packages", fraction: 0.5),
        .preparing(image: "node:20-alpine", message: "Adding Node", fraction: nil),
        .started(number: 1, stage: nil, text: "FROM node:20-alpine", line: 1),
        .finished(number: 1, step: cached),
        .started(number: 2, stage: "build", text: "RUN npm ci", line: 4),
        .output(number: 2, line: "\u{1b}[32madded 3 packages\u{1b}[0m", isError: false),
        .output(number: 2, line: String(repeating: "long ", count: 40), isError: true),
        .warning(BuildWarning(message: "Stage names are compared without case.", line: 7)),
        .finished(number: 2, step: step),
    ]

    @Test func `plain lines where there is no terminal`() throws {
        try Golden.expect(show(.plain), "progress-plain")
    }

    @Test func `one live line on a terminal, never wider than it`() throws {
        let style = OutputStyle(isTerminal: true, hasColors: false, hasSymbols: true, width: 60)
        let shown = show(style)
        #expect(
            shown.split(separator: "\n").allSatisfy {
                Wrapping.columns($0.dropFirst(6)) <= 60 || $0.hasPrefix("line: warning")
            })
        try Golden.expect(shown, "progress-terminal")
    }

    @Test func `a warning says in which file, where that is known`() {
        var progress = BuildProgress(style: .plain)
        let warning = BuildWarning(message: "A list is none.", line: 5, file: "api/Dockerfile")
        #expect(progress.take(.warning(warning)) == [.line("warning: api/Dockerfile:5: A list is none.")])
    }

    private func show(_ style: OutputStyle) -> String {
        var progress = BuildProgress(style: style)
        return Self.events.flatMap { progress.take($0) }.map { output in
            switch output {
            case .line(let text): "line: \(text)\n"
            case .live(let text): "live: \(text)\n"
            }
        }.joined()
    }
}
