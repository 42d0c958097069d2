extension BuildCheck {
    static let courseNoIgnoreFile = BuildCheck(
        "CourseNoIgnoreFile", .course, .advice, title: "Who copies the whole context has an ignore file.",
        explanation:
            "Without one, .git, local dependencies, logs and files with secrets go into the image, and each change in them makes later steps run again."
    ) { context, reporter in
        guard case .absent = context.facts.ignoreFile else { return }
        for stage in context.stages {
            guard let copied = stage.contextCopies.first(where: { $0.step.copiesWholeContext }) else { continue }
            reporter.report(
                copied.step.statement, at: copied.step.localSources.first?.written.position,
                "The whole context is copied, and no .dockerignore leaves anything out.",
                help: "Write a file .dockerignore beside it with lines such as .git, .env and node_modules.")
            return
        }
    }
}
