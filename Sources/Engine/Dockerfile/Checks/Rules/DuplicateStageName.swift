extension BuildCheck {
    static let duplicateStageName = BuildCheck(
        "DuplicateStageName", title: "Each stage has a name of its own.",
        explanation:
            "Of two stages with one name only the later can be reached, so a COPY --from may take the wrong one.",
        honoursComments: false
    ) { context, reporter in
        var first: [String: Int] = [:]
        for stage in context.dockerfile.stages {
            guard let name = stage.name else { continue }
            if let line = first[name] {
                let statement = stage.from.statement
                let written = FromWords(stage)?.name ?? name
                reporter.report(
                    statement, at: context.place(of: " \(written)", in: statement),
                    "The name \(name) is already that of the stage in line \(line).",
                    help: "Give one of the two another name.")
            } else {
                first[name] = stage.from.line
            }
        }
    }
}
