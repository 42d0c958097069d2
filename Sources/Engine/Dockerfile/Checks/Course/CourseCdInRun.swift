extension BuildCheck {
    static let courseCdInRun = BuildCheck(
        "CourseCdInRun", .course, .advice, title: "The working folder is set with WORKDIR.",
        explanation: "A cd holds until its RUN ends. WORKDIR holds for all that follows, and for the container."
    ) { context, reporter in
        for stage in context.stages {
            var ownFolders: Set<String> = []
            for step in stage.steps {
                switch step.instruction.operation {
                case .copy, .add:
                    if let word = step.words.last, let path = absolute(word.text, step.folder) {
                        ownFolders.insert(path)
                    }
                case .run:
                    guard let script = step.script else { continue }
                    let commands = script.commands.filter { !$0.isSubstitution }
                    let changes = commands.filter { $0.program == "cd" || $0.program == "pushd" }
                    for command in commands where command.program == "mkdir" {
                        ownFolders.formUnion(
                            command.effective.dropFirst().filter { !$0.hasPrefix("-") }
                                .compactMap { absolute($0, step.folder) })
                    }
                    guard let first = commands.first, first.program == "cd", changes.count == 1,
                        first.effective.count == 2
                    else { continue }
                    if commands.count == 1 {
                        reporter.report(
                            step.statement, at: context.place(of: first, in: step.statement),
                            "This cd has no effect: the next instruction begins in the old folder again.",
                            help: "Write WORKDIR \(first.effective[1]).")
                    } else if let path = absolute(first.effective[1], step.folder), ownFolders.contains(path) {
                        reporter.report(
                            step.statement, at: context.place(of: first, in: step.statement),
                            "The work is done in \(path), but the folder is set for this RUN only.",
                            help: "Write WORKDIR \(path) above, and leave the cd out.")
                    }
                default: continue
                }
            }
        }
    }

    /// `nil` when it cannot be known, or is a place that every image has.
    private static func absolute(_ path: String, _ folder: String?) -> String? {
        guard !path.contains("$"), !path.isEmpty, path != "-" else { return nil }
        let whole = path.hasPrefix("/") ? path : folder.map { $0 + "/" + path }
        guard let clean = whole.map(PathText.clean) else { return nil }
        let common = ["/", "/tmp", "/etc", "/usr", "/var", "/opt", "/root", "/home", "/srv", "/bin", "/usr/bin"]
        return common.contains(clean) || clean.hasPrefix("/usr/local") || clean.hasPrefix("/tmp/") ? nil : clean
    }
}
