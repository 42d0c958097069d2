extension BuildCheck {
    static let courseAptQuestions = BuildCheck(
        "CourseAptQuestions", .course, title: "apt-get is told to ask nothing: -y.",
        explanation: "A build has nobody who could answer, so apt-get gives up at its first question."
    ) { context, reporter in
        for stage in context.stages {
            for (step, _, script) in stage.runs {
                for (offset, command, package) in script.packageCommands where package.manager == .apt {
                    guard asking.contains(package.action), !package.answers else { continue }
                    // yes | apt-get install …
                    if command.joint == .pipe, offset > 0, script.commands[offset - 1].program == "yes" { continue }
                    if reporter.hasMany(in: step.statement) { break }
                    reporter.report(
                        step.statement, at: context.place(of: command, in: step.statement),
                        "\(package.program) \(package.action) asks whether to go on, and nobody answers.",
                        help: "Write \(package.program) \(package.action) -y.")
                }
            }
        }
    }

    private static let asking: Set<String> = [
        "install", "reinstall", "upgrade", "dist-upgrade", "full-upgrade", "remove", "purge", "autoremove",
        "autopurge", "build-dep", "satisfy",
    ]
}

extension PackageCommand {
    /// Whether it needs no answer.
    fileprivate var answers: Bool {
        has("-y") || has("--yes") || has("--assume-yes") || has("--force-yes") || has("-s") || has("--simulate")
            || has("--dry-run") || has("--just-print") || has("--print-uris")
            || options.contains { option in
                // Quiet of the second degree means yes.
                option == "-q=2" || !option.hasPrefix("--") && option.filter { $0 == "q" }.count >= 2
                    || option.lowercased().contains("apt::get::assume-yes") || option.contains("$")
            }
    }
}
