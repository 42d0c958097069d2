extension BuildCheck {
    static let legacyKeyValueFormat = BuildCheck(
        "LegacyKeyValueFormat", title: "ENV and LABEL are written with an equals sign.",
        explanation: "The old form with a blank takes the rest of the line as value, and only one name fits on a line."
    ) { context, reporter in
        for stage in context.stages {
            for step in stage.steps {
                switch step.instruction.operation {
                case .env(let assignments), .label(let assignments):
                    for assignment in assignments where assignment.isLegacy {
                        let keyword = step.instruction.keyword
                        let name = assignment.name.text
                        reporter.report(
                            step.statement, at: step.isTrigger ? nil : assignment.name.position,
                            "\(keyword) \(name) VALUE is the old form without an equals sign.",
                            help: "Write \(keyword) \(name)=\(quoted(assignment.value)).")
                    }
                default: continue
                }
            }
        }
    }

    private static func quoted(_ value: String) -> String {
        value.contains(where: \.isWhitespace) && !value.hasPrefix("\"") ? "\"\(value)\"" : value
    }
}
