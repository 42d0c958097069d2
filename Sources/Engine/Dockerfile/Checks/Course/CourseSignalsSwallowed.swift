extension BuildCheck {
    static let courseSignalsSwallowed = BuildCheck(
        "CourseSignalsSwallowed", .course, title: "The program itself is the container's first process.",
        explanation:
            "docker stop sends its signal to the first process. When that is a shell, the program below it never hears of it and is killed after ten seconds, in the middle of its work.",
        yieldsTo: ["JSONArgsRecommended"]
    ) { context, reporter in
        for stage in context.stages where stage.isShipped {
            let entrypoint = stage.steps.last { if case .entrypoint = $0.instruction.operation { true } else { false } }
            let command = stage.steps.last { if case .cmd = $0.instruction.operation { true } else { false } }
            // With an entry point, CMD is its arguments and starts nothing.
            guard let step = entrypoint ?? (stage.end.entrypoint == nil ? command : nil) else { continue }
            switch step.instruction.operation {
            case .entrypoint(let written), .cmd(let written):
                guard let script = text(written.form), keepsShell(script) else { continue }
                let isEntrypoint = step.instruction.keyword == "ENTRYPOINT"
                reporter.report(
                    step.statement, at: step.isTrigger ? nil : written.position,
                    "A shell is the first process, and the program below it gets no signals"
                        + (isEntrypoint ? " and no arguments." : "."),
                    help: "Write a list, \(ShellScript.suggestedList(script)), or begin the last command with exec.")
            default: continue
            }
        }
    }

    /// What a shell is given; `nil` when none is started.
    private static func text(_ form: WrittenCommand.Form) -> String? {
        switch form {
        case .shell(let text): return text
        case .exec(let words):
            guard words.count >= 3, ShellScript.shells.contains(ShellCommand.baseName(words[0])),
                words[1].hasPrefix("-"), words[1].hasSuffix("c")
            else { return nil }
            return words[2]
        }
    }

    /// Whether the shell stays: its last command does not take its place.
    private static func keepsShell(_ text: String) -> Bool {
        guard let last = ShellScript(text).commands.last(where: { !$0.isSubstitution }) else { return false }
        return last.words.first != "exec" || last.joint == .pipe
    }
}
