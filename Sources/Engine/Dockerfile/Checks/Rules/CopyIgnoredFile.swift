extension BuildCheck {
    static let copyIgnoredFile = BuildCheck(
        "CopyIgnoredFile", title: "What is copied is not ignored.",
        explanation:
            "A path that the ignore file leaves out is not part of the context, so the copy fails or lacks files."
    ) { context, reporter in
        // Exceptions can take parts of a folder back, so nothing certain can be said.
        guard case .found(let ignore) = context.facts.ignoreFile, !ignore.rules.isEmpty,
            !ignore.rules.contains(where: \.isException)
        else { return }
        for stage in context.stages {
            for step in stage.steps {
                switch step.instruction.operation {
                case .copy(let copy) where copy.from == nil: break
                case .add: break
                default: continue
                }
                for word in step.words.dropLast() where word.isCertain && !SourceText.isRemote(word.text) {
                    let path = PathText.clean(word.text)
                    guard let rule = ignoringRule(path, ignore) else { continue }
                    reporter.report(
                        step.statement, at: step.isTrigger ? nil : word.written.position,
                        "\(step.instruction.keyword) wants \(path), but line \(rule.line) of \(ignore.file) (\(rule.text)) leaves it out of the context.",
                        help: "Remove that line, or add the exception !\(path) below it.")
                }
            }
        }
    }

    private static func ignoringRule(_ path: String, _ ignore: IgnoreFile) -> IgnoreFile.Rule? {
        if path == "." || path == "/" {
            // The context's root is no path that can be ignored; only rules for everything say something about it.
            return ignore.rules.first { ["*", "**", "**/*"].contains($0.pattern.text) }
        }
        var paths = [path]
        var parts = path.split(separator: "/", omittingEmptySubsequences: false)
        while parts.count > 1 {
            parts.removeLast()
            paths.append(parts.joined(separator: "/"))
        }
        return ignore.rules.first { rule in paths.contains { rule.pattern.matches($0) } }
    }
}

extension SourceText {
    /// Whether a source of `ADD` is an address rather than a path: a URL or a Git reference.
    static func isRemote(_ source: String) -> Bool {
        ["http://", "https://", "git://", "ssh://", "git@"].contains { source.hasPrefix($0) }
    }
}
