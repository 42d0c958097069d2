extension BuildCheck {
    static let invalidDefaultArgInFrom = BuildCheck(
        "InvalidDefaultArgInFrom", title: "FROM names an image even when no build argument is given.",
        explanation: "With the defaults of its arguments alone, the file should build.", honoursComments: false
    ) { context, reporter in
        let defaults = GlobalScope(context.dockerfile, facts: context.facts, usesBuildArguments: false)
        guard defaults.isComplete else { return }
        for stage in context.dockerfile.stages {
            let expansion = Expansion(stage.base.text, escape: context.dockerfile.escape, defaults.values)
            if expansion.failed { return }
            guard !ImageNameGrammar.isValid(expansion.text) else { continue }
            let result = expansion.text.isEmpty ? "nothing" : expansion.text
            let hasVariable = stage.base.text.contains("$")
            reporter.report(
                stage.from.statement, at: stage.base.position,
                hasVariable
                    ? "Without build arguments, \(stage.base.text) becomes \(result), which names no image."
                    : "\(result) names no image.",
                help: hasVariable
                    ? "Give the argument a default that works, for example ARG VERSION=1.0."
                    : "Names of images have small letters, digits and . _ - only.")
        }
    }
}
