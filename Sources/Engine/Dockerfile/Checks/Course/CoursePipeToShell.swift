extension BuildCheck {
    static let coursePipeToShell = BuildCheck(
        "CoursePipeToShell", .course, title: "Downloads are checked before they run.",
        explanation:
            "What is piped into a shell runs as it arrives: changed by whoever holds the server, or cut off half-way."
    ) { context, reporter in
        for stage in context.stages {
            for (step, _, script) in stage.runs {
                guard let command = script.commands.first(where: { runsDownload($0, in: script) }) else { continue }
                reporter.report(
                    step.statement, at: context.place(of: command, in: step.statement),
                    "\(command.program) runs what it gets from the network, unseen.",
                    help: "Save the file, compare its checksum (sha256sum -c), then run it; or use ADD --checksum=….")
            }
        }
    }

    private static func runsDownload(_ command: ShellCommand, in script: ShellScript) -> Bool {
        let words = command.effective
        guard let first = words.first else { return false }
        let program = ShellCommand.baseName(first)
        let isInterpreter =
            ShellScript.shells.contains(program) || program.hasPrefix("python") || program == "perl"
            || program == "node" || program == "ruby" || program == "php"
        func downloads(_ pipeline: Int) -> Bool {
            script.commands.contains {
                $0.pipeline == pipeline && ["curl", "wget", "fetch"].contains($0.program)
            }
        }
        // bash <(curl …), sh -c "$(curl …)", eval "$(curl …)", . <(curl …)
        if isInterpreter || ["eval", ".", "source"].contains(program) {
            let runsText =
                ["eval", ".", "source"].contains(program) || words.contains { $0.hasSuffix("c") && $0.hasPrefix("-") }
                || words.count == 1 || words[1].hasPrefix("$(")
            if runsText && command.substitutions.contains(where: downloads) { return true }
        }
        guard isInterpreter, command.joint == .pipe else { return false }
        // A script of its own reads the download as data.
        let arguments = words.dropFirst()
        let readsInput =
            arguments.first.map {
                $0 == "-" || $0 == "-s"
                    || $0.hasPrefix("-") && !$0.hasPrefix("-c") && !$0.hasPrefix("-m") && !$0.hasPrefix("-e")
                        && !$0.hasPrefix("-n") && !$0.hasPrefix("-p") && !$0.hasPrefix("-r")
            } ?? true
        return readsInput && downloads(command.pipeline)
    }
}
