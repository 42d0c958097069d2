extension BuildCheck {
    static let courseCombineRuns = BuildCheck(
        "CourseCombineRuns", .course, .advice, title: "Commands that belong together share a RUN.",
        explanation:
            "Each RUN makes a layer. What one of them writes and a later one removes stays in the image, and many small layers make it slow to handle."
    ) { context, reporter in
        for stage in context.stages where stage.isShipped {
            var group: [Statement] = []
            func finish(_ reporter: inout CheckReporter) {
                defer { group = [] }
                guard group.count >= limit, let first = group.first, let last = group.last else { return }
                reporter.report(
                    first,
                    "\(group.count) RUN instructions follow each other, from line \(first.line) to line \(last.line).",
                    help: "Join those that belong together with && in one RUN, or use a heredoc: RUN <<EOF.")
            }
            for step in stage.steps {
                // With a mount, a network or another shell of its own, a RUN is kept apart for a reason.
                if case .run(let run) = step.instruction.operation, run.mounts.isEmpty, run.network == nil,
                    run.security == nil, case .shell = run.command.form, !step.isTrigger, isShort(step.script)
                {
                    group.append(step.statement)
                } else {
                    finish(&reporter)
                }
            }
            finish(&reporter)
        }
    }

    /// Fewer are often a choice: one changes rarely, the other often.
    private static let limit = 4

    /// Whoever joins many commands in a RUN knows how, and has a reason to begin another.
    private static func isShort(_ script: ShellScript?) -> Bool {
        guard let script else { return false }
        return script.commands.count { !$0.isSubstitution && $0.program != "set" } <= 3
    }
}
