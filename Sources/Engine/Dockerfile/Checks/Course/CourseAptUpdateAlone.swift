extension BuildCheck {
    static let courseAptUpdateAlone = BuildCheck(
        "CourseAptUpdateAlone", .course, title: "apt-get update stands in the same RUN as apt-get install.",
        explanation:
            "In a RUN of its own the lists come from the cache, weeks old, while install asks for packages that the mirrors have replaced."
    ) { context, reporter in
        for stage in context.stages {
            for (step, _, script) in stage.runs {
                let others = script.commands.filter { !["set", "true", ":", "echo"].contains($0.program) }
                guard let first = others.first,
                    others.allSatisfy({ command in
                        PackageCommand(command).map { $0.manager == .apt && $0.action == "update" } == true
                    })
                else { continue }
                reporter.report(
                    step.statement, at: context.place(of: first, in: step.statement),
                    "This RUN only updates the lists of packages, so its result is cached and grows old.",
                    help: "Write apt-get update && apt-get install … in one RUN.")
            }
        }
    }
}
