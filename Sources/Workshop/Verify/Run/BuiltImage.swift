import EngineInterface

/// An image that a check built, with the Dockerfile lines that it comes from.
struct BuiltImage: Sendable {
    let result: BuildResult
    /// The Dockerfile, relative to the learner's folder.
    let file: String

    var details: ImageDetails { result.image }

    /// The number of the stage that the image is of.
    var targetStage: Int {
        result.stages.first { $0.isTarget }?.index ?? result.steps.map(\.stage).max() ?? 0
    }

    /// The last of these instructions in the image's own stage.
    func line(of instructions: [String]) -> SourceLine? {
        let stage = targetStage
        return result.steps.last { $0.stage == stage && instructions.contains($0.instruction) }.map(line)
    }

    /// The last of these instructions whose text holds `text`.
    func line(of instructions: [String], naming text: String) -> SourceLine? {
        let stage = targetStage
        return result.steps.last {
            $0.stage == stage && instructions.contains($0.instruction) && $0.text.contains(text)
        }.map(line)
    }

    func line(of step: BuildStep) -> SourceLine { SourceLine(file: file, line: step.line, text: step.text) }

    /// The line that decides which command runs.
    var commandLine: SourceLine? { line(of: ["ENTRYPOINT"]) ?? line(of: ["CMD"]) }
}
