extension BuildCheck {
    static let courseCopyBeforeInstall = BuildCheck(
        "CourseCopyBeforeInstall", .course, title: "Dependencies are installed before the sources are copied.",
        explanation:
            "When everything is copied first, each edit of any file makes the build install all dependencies again."
    ) { context, reporter in
        for stage in context.stages {
            guard let (offset, copied, _) = stage.contextCopies.first(where: { $0.step.copiesWholeContext }) else {
                continue
            }
            let before = Set(stage.steps[..<offset].flatMap { $0.script?.dependencyTools.map(\.tool) ?? [] })
            for step in stage.steps[(offset + 1)...] {
                guard let found = step.script?.dependencyTools.first(where: { !before.contains($0.tool) }) else {
                    continue
                }
                reporter.report(
                    copied.statement, at: copied.localSources.first?.written.position,
                    "All files are copied before line \(step.statement.line) installs the dependencies, so every edit installs them again.",
                    help:
                        "Copy \(found.manifest) first, then run \(found.shown), then copy the rest.")
                break
            }
        }
    }
}

/// A command that installs what a list of dependencies names.
struct DependencyInstall: Sendable {
    /// Commands of one tool have one name.
    let tool: String
    /// The files that the tool reads.
    let manifest: String
    /// The command, shortened.
    let shown: String

    init?(_ command: ShellCommand) {
        var words = command.effective
        if words.count > 2, words[0].hasPrefix("python"), words[1] == "-m" { words.removeFirst(2) }
        guard let first = words.first else { return nil }
        let program = ShellCommand.baseName(first)
        let rest = words.dropFirst()
        let plain = rest.filter { !$0.hasPrefix("-") }
        let action = plain.first ?? ""
        shown = ([program] + plain.prefix(2)).joined(separator: " ")
        switch program {
        case "npm" where action == "ci" || action == "clean-install",
            "npm" where ["install", "i"].contains(action) && plain.count == 1 && !Self.isGlobal(rest),
            "pnpm" where ["install", "i", "fetch"].contains(action) && plain.count == 1 && !Self.isGlobal(rest),
            "bun" where action == "install" && plain.count == 1:
            tool = program
            manifest = program == "npm" ? "package.json and package-lock.json" : "package.json and the lock file"
        case "yarn" where plain.isEmpty && !rest.contains("--version") || action == "install":
            tool = program
            manifest = "package.json and yarn.lock"
        case let pip where pip.hasPrefix("pip") && pip.dropFirst(3).allSatisfy { $0.isNumber || $0 == "." }:
            guard action == "install",
                rest.contains(where: { $0 == "-r" || $0.hasPrefix("--requirement") || $0.hasPrefix("-r") })
            else { return nil }
            tool = "pip"
            manifest = "requirements.txt"
        case "uv" where action == "sync" || action == "pip" && rest.contains("-r"),
            "poetry" where action == "install",
            "pipenv" where ["install", "sync"].contains(action) && plain.count == 1,
            "pdm" where ["install", "sync"].contains(action):
            tool = program
            manifest = program == "pipenv" ? "Pipfile and Pipfile.lock" : "pyproject.toml and the lock file"
        case "bundle" where action == "install":
            tool = program
            manifest = "Gemfile and Gemfile.lock"
        case "go" where Array(plain.prefix(2)) == ["mod", "download"]:
            tool = program
            manifest = "go.mod and go.sum"
        case "composer" where action == "install":
            tool = program
            manifest = "composer.json and composer.lock"
        case "cargo" where action == "fetch":
            tool = program
            manifest = "Cargo.toml and Cargo.lock"
        case "mvn" where action.hasPrefix("dependency:"), "mvnw" where action.hasPrefix("dependency:"):
            tool = "mvn"
            manifest = "pom.xml"
        case "dotnet" where action == "restore":
            tool = program
            manifest = "the project files"
        case "mix" where action == "deps.get":
            tool = program
            manifest = "mix.exs and mix.lock"
        default: return nil
        }
    }

    private static func isGlobal(_ words: ArraySlice<String>) -> Bool {
        words.contains("-g") || words.contains("--global") || words.contains("--location=global")
    }
}

extension ShellScript {
    /// The commands that install what a list of dependencies names.
    var dependencyTools: [DependencyInstall] { commands.compactMap { DependencyInstall($0) } }
}
