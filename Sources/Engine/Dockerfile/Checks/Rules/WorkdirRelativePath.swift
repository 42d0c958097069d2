extension BuildCheck {
    static let workdirRelativePath = BuildCheck(
        "WorkdirRelativePath", title: "The first WORKDIR is an absolute path.",
        explanation: "A relative one begins where the base image leaves off, and that can change with the image."
    ) { context, reporter in
        for stage in context.stages {
            for step in stage.steps where !step.hasWorkdir {
                guard case .workdir(let path) = step.instruction.operation, let word = step.words.first,
                    word.isCertain, !word.text.hasPrefix("/")
                else { continue }
                reporter.report(
                    step.statement, at: step.isTrigger ? nil : path.position,
                    "The folder \(word.text) is relative to whatever folder the base image happens to use.",
                    help: "Write an absolute path, for example WORKDIR /\(PathText.clean(word.text)).")
            }
        }
    }
}
