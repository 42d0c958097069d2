extension BuildCheck {
    static let courseRecommendedPackages = BuildCheck(
        "CourseRecommendedPackages", .course, .advice, title: "apt-get installs what is asked for, no more.",
        explanation:
            "Debian and Ubuntu also install what a package recommends: often hundreds of megabytes that the program never uses."
    ) { context, reporter in
        for stage in context.stages where stage.isShipped {
            var isConfigured = false
            for step in stage.steps {
                if mentionsSetting(step.statement) { isConfigured = true }
                guard case .run = step.instruction.operation, let script = step.script, !isConfigured else { continue }
                for (_, command, package) in script.packageCommands where package.manager == .apt {
                    guard package.action == "install", !package.has("--no-install-recommends"),
                        !package.has("--without-recommends"), !package.has("-R"), !package.has("-s"),
                        !package.has("--simulate"),
                        !package.has("--download-only"), !package.has("-d"), !package.has("--reinstall"),
                        !package.options.contains(where: { $0.contains("$") })
                    else { continue }
                    // A local package file comes with no recommendations worth a word.
                    guard package.packages.contains(where: { !$0.hasSuffix(".deb") }) else { continue }
                    if reporter.hasMany(in: step.statement) { break }
                    reporter.report(
                        step.statement, at: context.place(of: command, in: step.statement),
                        "\(package.program) install also installs packages that are only recommended.",
                        help: "Write \(package.program) install --no-install-recommends, and name what you do need.")
                }
            }
        }
    }

    /// Whether an instruction, or a file that it writes, sets apt's option once and for all.
    private static func mentionsSetting(_ statement: Statement) -> Bool {
        statement.arguments.contains("Install-Recommends") || statement.arguments.contains("apt.conf.d")
    }
}
