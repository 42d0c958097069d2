extension BuildCheck {
    static let courseUnknownCheck = BuildCheck(
        "CourseUnknownCheck", .course, title: "Comments about checks name rules that exist.",
        explanation: "A misspelt rule is skipped by nobody and reported by nobody."
    ) { context, reporter in
        // Looking for similar names takes time; nobody reads hundreds of them.
        var left = 50
        func help(_ name: String) -> String {
            left -= 1
            let nearest = left >= 0 ? Spelling.nearest(to: name, among: BuildChecks.all.map(\.id)) : nil
            return nearest.map { "Did you mean \($0)?" } ?? "docs/rules lists all of them."
        }
        for directive in context.dockerfile.directives where directive.name == .check {
            if CheckConfiguration.isIndented(directive, in: context.dockerfile) {
                reporter.report(
                    line: directive.line, "Blanks stand before a comment at the top, so this one is not heeded.",
                    help: "Begin the comments at the top of the file in the first column.")
                continue
            }
            for name in unknown(context.configuration).sorted() {
                reporter.report(line: directive.line, "There is no rule \(name).", help: help(name))
            }
        }
        for instruction in context.instructions {
            for comment in context.comments(before: instruction.statement) {
                switch CheckConfiguration.ofComment(comment) {
                case nil: continue
                case .success(let own)?:
                    for name in unknown(own).sorted() {
                        reporter.report(
                            instruction.statement, "The comment above names the rule \(name), which does not exist.",
                            help: help(name))
                    }
                case .failure(let fault)?:
                    reporter.report(
                        instruction.statement, "The comment above is not understood: \(fault.message)", help: fault.help
                    )
                }
            }
        }
    }

    private static func unknown(_ configuration: CheckConfiguration) -> Set<String> {
        configuration.skipped.union(configuration.experimental).filter { BuildChecks.check($0) == nil }
    }
}
