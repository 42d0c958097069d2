extension BuildCheck {
    static let courseSudoInRun = BuildCheck(
        "CourseSudoInRun", .course, .advice, title: "Steps that need root run as root, without sudo.",
        explanation:
            "A build runs as root unless USER says otherwise. sudo adds nothing but a way to become root in the finished image."
    ) { context, reporter in
        for stage in context.stages {
            for (step, _, script) in stage.runs {
                guard let command = script.commands.first(where: { $0.words.first == "sudo" }) else { continue }
                reporter.report(
                    step.statement, at: context.place(of: command, in: step.statement),
                    "sudo is of no use in a build.",
                    help: "Leave it out; where USER names somebody else, write USER root before and the user after.")
            }
        }
    }
}
