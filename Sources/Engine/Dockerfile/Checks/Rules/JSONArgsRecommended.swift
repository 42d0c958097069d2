extension BuildCheck {
    static let jsonArgsRecommended = BuildCheck(
        "JSONArgsRecommended", title: "CMD and ENTRYPOINT are written as lists.",
        explanation:
            "Written as plain text, the command runs below a shell that does not pass signals on, so docker stop waits and then kills."
    ) { context, reporter in
        for stage in context.stages {
            for step in stage.steps {
                // Whoever names a shell with SHELL means the plain form.
                guard step.hasOwnShell != true else { continue }
                switch step.instruction.operation {
                case .cmd(let command), .entrypoint(let command):
                    guard case .shell(let text) = command.form else { continue }
                    reporter.report(
                        step.statement, at: step.isTrigger ? nil : command.position,
                        "\(step.instruction.keyword) is plain text, so a shell runs it and keeps signals to itself.",
                        help: "Write a list: \(step.instruction.keyword) \(ShellScript.suggestedList(text)).")
                default: continue
                }
            }
        }
    }
}
