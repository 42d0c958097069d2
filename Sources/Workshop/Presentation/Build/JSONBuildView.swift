import Dockerfile
import EngineInterface
import FoundationEssentials

/// A build as one JSON object a line, for programs. docs/build-json.md describes the fields.
public struct JSONBuildView: Sendable {
    public init() {}

    /// The line for an event. `now` counts in seconds from the beginning.
    public func line(_ event: BuildEvent, at now: Double) -> String {
        switch event {
        case .planned(let count): encode(Line("planned", now) { $0.steps = count })
        case .preparing(let image, let message, let fraction):
            encode(
                Line("preparing", now) {
                    $0.image = image
                    $0.message = message
                    $0.fraction = fraction
                })
        case .started(let number, let stage, let text, let line):
            encode(
                Line("started", now) {
                    $0.step = number
                    $0.stage = stage
                    $0.text = text
                    $0.line = line
                })
        case .output(let number, let text, let isError):
            encode(
                Line("output", now) {
                    $0.step = number
                    $0.stream = isError ? "stderr" : "stdout"
                    $0.text = text
                })
        case .finished(let number, let step):
            encode(
                Line("finished", now) {
                    $0.step = number
                    $0.instruction = step.instruction
                    $0.text = step.text
                    $0.line = step.line
                    $0.cached = step.isCached
                    $0.reason = step.reason
                    $0.cause = step.cause.map(Cause.init)
                    $0.seconds = Self.rounded(step.seconds)
                    $0.bytes = step.bytes
                    $0.sources = step.contextSources.isEmpty ? nil : step.contextSources
                })
        case .warning(let warning):
            encode(
                Line("warning", now) {
                    $0.message = warning.message
                    $0.line = warning.line
                })
        }
    }

    /// What a build check found.
    public func line(_ finding: CheckFinding) -> String {
        encode(
            Line("finding", nil) {
                $0.rule = finding.rule
                $0.severity = finding.severity.rawValue
                $0.message = finding.message
                $0.help = finding.help
                $0.page = finding.page
                $0.line = finding.line
                $0.column = finding.column
            })
    }

    /// The last line of a build that went well.
    public func line(_ result: BuildResult, at now: Double) -> String {
        encode(
            Line("built", now) {
                $0.image = result.image.id
                $0.names = result.image.names
                $0.bytes = result.image.size
            })
    }

    /// The last line of one that did not.
    public func line(_ failure: BuildFailure, at now: Double) -> String {
        encode(
            Line("failed", now) {
                $0.kind = failure.kind.rawValue
                $0.message = failure.message
                $0.file = failure.file
                $0.line = failure.line
                $0.excerpt = failure.excerpt.map { Excerpt(line: $0.number, text: $0.text) }
                $0.exitStatus = failure.exitStatus
                $0.output = failure.outputTail
                $0.help = failure.help
            })
    }

    private struct Excerpt: Encodable {
        var line: Int
        var text: String
    }

    /// Why a step ran.
    private struct Cause: Encodable {
        var kind: String
        var name: String?
        var change: String?
        var was: String?
        var now: String?
        var line: Int?
        var others: Int?

        init(_ cause: StepCause) {
            kind = cause.kind.rawValue
            name = cause.name
            change = cause.change
            was = cause.was
            now = cause.now
            line = cause.line
            others = cause.others
        }
    }

    private struct Line: Encodable {
        var event: String
        var at: Double?
        var bytes: Int64?
        var cached: Bool?
        var cause: Cause?
        var column: Int?
        var excerpt: [Excerpt]?
        var exitStatus: Int32?
        var file: String?
        var fraction: Double?
        var help: String?
        var image: String?
        var instruction: String?
        var kind: String?
        var line: Int?
        var message: String?
        var names: [String]?
        var output: [String]?
        var page: String?
        var reason: String?
        var rule: String?
        var seconds: Double?
        var severity: String?
        var sources: [String]?
        var stage: String?
        var step: Int?
        var steps: Int?
        var stream: String?
        var text: String?

        init(_ event: String, _ at: Double?, _ fill: (inout Line) -> Void) {
            self.event = event
            self.at = at.map(JSONBuildView.rounded)
            fill(&self)
        }
    }

    /// To milliseconds.
    private static func rounded(_ seconds: Double) -> Double { (seconds * 1000).rounded() / 1000 }

    private func encode(_ line: Line) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Nothing in a line can fail to be encoded: texts, numbers that are finite, and lists of them.
        guard let bytes = try? encoder.encode(line) else { return "{\"event\":\"\(line.event)\"}" }
        return String(decoding: bytes, as: UTF8.self)
    }
}
