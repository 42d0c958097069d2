extension BuildCheck {
    static let courseAddInsteadOfCopy = BuildCheck(
        "CourseAddInsteadOfCopy", .course, .advice, title: "Files of the context are copied with COPY.",
        explanation: "ADD also fetches addresses and unpacks archives. Where neither is meant, COPY says so."
    ) { context, reporter in
        for stage in context.stages {
            for step in stage.steps {
                guard case .add(let add) = step.instruction.operation, add.checksum == nil, add.unpack == nil,
                    add.keepGitDir == nil
                else { continue }
                let sources = step.words.dropLast()
                guard sources.allSatisfy({ $0.isCertain && !SourceText.isRemote($0.text) && !isArchive($0.text) })
                else { continue }
                reporter.report(
                    step.statement, "ADD copies plain files here.",
                    help: "Write COPY\(step.isTrigger ? "" : " " + step.statement.arguments.prefix { $0 != "\n" }).")
            }
        }
    }

    /// Whether `ADD` would unpack a file of this name. A wildcard at the end can be anything.
    private static func isArchive(_ path: String) -> Bool {
        let name = path.lowercased()
        let endings = [
            ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz", ".tbz2", ".tar.xz", ".txz", ".tar.zst", ".tzst", ".tar.lzma",
            ".gz", ".bz2", ".xz", ".zst",
        ]
        return endings.contains { name.hasSuffix($0) } || name.contains(".tar") || name.hasSuffix("/*") || name == "*"
    }
}
