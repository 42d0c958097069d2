extension BuildCheck {
    static let courseBaseTag = BuildCheck(
        "CourseBaseTag", .course, title: "Images are named with a tag that says which.",
        explanation: "Without a tag, or with latest, tomorrow's build may begin with another image than today's."
    ) { context, reporter in
        for (stage, base) in zip(context.dockerfile.stages, context.bases) {
            guard case .image(let name) = base,
                Expansion(stage.base.text, escape: context.dockerfile.escape, context.globals.values).unmatched.isEmpty
            else { continue }
            judge(name, stage.from.statement, stage.base.position, &reporter)
        }
        for stage in context.stages {
            for step in stage.steps {
                guard case .copy(let copy) = step.instruction.operation, let from = copy.from, from.isPlain,
                    from.text != "scratch", context.dockerfile.stage(from.text, before: stage.stage.index) == nil,
                    Int(from.text) == nil
                else { continue }
                judge(from.text, step.statement, step.isTrigger ? nil : from.position, &reporter)
            }
        }
    }

    private static func judge(
        _ name: String, _ statement: Statement, _ place: SourcePosition?, _ reporter: inout CheckReporter
    ) {
        guard ImageNameGrammar.isValid(name), let parts = ImageName(name), parts.digest == nil else { return }
        switch parts.tag {
        case nil:
            // A name that looks like a misspelt stage or a named context says nothing about tags.
            guard statement.keyword == "FROM" || name.contains("/") else { return }
            reporter.report(
                statement, at: place, "\(name) has no tag, which means \(name):latest.",
                help: "Name the version that you mean, for example \(name):\(example(parts)).")
        case "latest"?:
            reporter.report(
                statement, at: place, "\(name) is whatever is newest when somebody pulls it.",
                help: "Name the version that you mean.")
        default: return
        }
    }

    private static func example(_ parts: ImageName) -> String {
        let known = [
            "alpine": "3.22", "debian": "13-slim", "ubuntu": "24.04", "python": "3.13-slim", "node": "22-slim",
            "golang": "1.25", "nginx": "1.28", "busybox": "1.37", "redis": "8", "postgres": "17",
        ]
        return parts.official.flatMap { known[String($0)] } ?? "1.2"
    }
}
