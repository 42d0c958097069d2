extension BuildCheck {
    static let multipleInstructionsDisallowed = BuildCheck(
        "MultipleInstructionsDisallowed", title: "A stage has one CMD, one ENTRYPOINT and one HEALTHCHECK.",
        explanation: "Only the last of each has an effect; the others are there to be misread."
    ) { context, reporter in
        for stage in context.stages {
            var earlier: [String: Statement] = [:]
            for step in stage.steps {
                let keyword = step.instruction.keyword
                guard keyword == "CMD" || keyword == "ENTRYPOINT" || keyword == "HEALTHCHECK" else { continue }
                if let previous = earlier[keyword] {
                    reporter.report(
                        previous, decider: step.statement,
                        "This \(keyword) has no effect: line \(step.statement.line) has another.",
                        help: "Keep the one that you mean.")
                }
                earlier[keyword] = step.statement
            }
        }
    }
}
