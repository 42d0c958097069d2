/// What is said of command lines that cannot be understood.
extension DockerCommandLine {
    func flagError(
        _ failure: FlagParser.Failure, flags: [DockerFlag], path: [String], usage: String,
        command: DockerCommand? = nil
    ) -> DockerUsageError {
        let name = (["docker"] + path).joined(separator: " ")
        return DockerUsageError(
            message: failure.message, usage: usageLines(name, usage, command?.secondUsage),
            pointer: "Run '\(name) --help' for more information",
            advice: advice(on: failure, flags: flags, path: path), status: 125)
    }

    func argumentError(_ command: DockerCommand, path: [String], arguments: [String]) -> DockerUsageError {
        let name = (["docker"] + path).joined(separator: " ")
        // Docker's client says "See" where there are too few arguments and "Run" everywhere else.
        var verb = "Run"
        if case .atLeast = command.rule { verb = "See" }
        return DockerUsageError(
            message: "docker: '\(name)' \(command.rule.complaint)",
            usage: usageLines(name, command.usage, command.secondUsage),
            pointer: "\(verb) '\(name) --help' for more information",
            advice: arguments == ["help"] ? "Did you mean '\(name) --help'?" : nil, status: 1)
    }

    /// Docker's client complains of the options of a command that it does not know (`unknown shorthand flag: 'd' in -d`), with their status;
    /// here the command is named, which is what is wrong.
    func unknownCommand(_ words: [String], below path: [String]) -> DockerUsageError {
        let name = (["docker"] + path).joined(separator: " ")
        return DockerUsageError(
            message: "docker: unknown command: \(name) \(words.first ?? "")",
            usage: tree.command(at: path).map { usageLines(name, $0.command.usage, nil) },
            pointer: "Run '\(name) --help' for more information", advice: meant(words, below: path),
            status: words.contains { $0.hasPrefix("-") && $0 != "-" && $0 != "--" } ? 125 : 1)
    }

    private func usageLines(_ name: String, _ usage: String, _ second: String?) -> String {
        var text = usage.isEmpty ? name : name + " " + usage
        if let second { text += "\n\t" + second }
        return text
    }

    /// A sentence with the command that words may have been meant for.
    func meant(_ words: [String], below path: [String], suffix: String? = nil) -> String? {
        guard let word = words.first else { return nil }
        let rest = suffix.map { [$0] } ?? Array(words.dropFirst())
        func sentence(_ meant: [String]) -> String {
            var line = ["docker"] + meant
            if let found = tree.command(at: meant), found.command.isGroup, let next = words.dropFirst().first,
                let child = nearestName(to: next, below: meant)
            {
                line += [child] + (suffix.map { [$0] } ?? [])
            } else if let last = rest.first, rest.count == 1, last == "--help" {
                line.append(last)
            }
            return "Did you mean '\(line.joined(separator: " "))'?"
        }
        if word == "help" { return "Did you mean '\((["docker"] + path).joined(separator: " ")) --help'?" }
        if let name = nearestName(to: word, below: path) { return sentence(path + [name]) }
        // Right words in the wrong place: `docker container images`, `docker list`.
        if !path.isEmpty, let name = nearestName(to: word, below: []) { return sentence([name]) }
        if path.isEmpty, let id = elsewhere[word.lowercased()] { return sentence(id) }
        return nil
    }

    /// The name of a command below a path that is a word's own or nearest.
    private func nearestName(to word: String, below path: [String]) -> String? {
        if tree.command(at: path + [word]) != nil { return word }
        let children = tree.children(of: path).filter { !$0.command.isHidden }
        let aliases = children.flatMap { child in
            child.command.path.count == path.count + 1 ? child.command.aliases : []
        }
        guard let near = Suggestion.nearest(to: word, among: children.map(\.name) + aliases) else { return nil }
        return tree.command(at: path + [near])?.path.last ?? near
    }

    /// Words that people try and that docker has under another name.
    private var elsewhere: [String: [String]] {
        [
            "ls": ["ps"], "list": ["ps"], "remove": ["rm"], "delete": ["rm"], "prune": ["system", "prune"],
            "df": ["system", "df"], "shell": ["exec"], "bash": ["exec"], "ssh": ["exec"],
        ]
    }

    private func advice(on failure: FlagParser.Failure, flags: [DockerFlag], path: [String]) -> String? {
        guard let option = failure.unknown else { return nil }
        let names = flags.filter { !$0.isHidden }.map(\.name)
        // One dash where two belong: `-rm`, `-name=web`.
        let long = String(failure.word.dropFirst().prefix { $0 != "=" })
        if !option.hasPrefix("--"), long.count > 1, (names + ["help"]).contains(long) {
            return "Did you mean '--\(long)'? Long options have two dashes."
        }
        // Other letters than these are rather slips.
        let global = GlobalFlags.all.first { flag in
            "--" + flag.name == option || ["-D", "-H"].contains(option) && flag.shorthand == option.last
        }
        if let global, !path.isEmpty, global.name != "version" {
            return
                "--\(global.name) stands before the command: docker --\(global.name) … \(path.joined(separator: " "))"
        }
        if option.hasPrefix("--") {
            return Suggestion.nearest(to: String(option.dropFirst(2)), among: names + ["help"]).map {
                "Did you mean '--\($0)'?"
            }
        }
        guard let letter = option.last?.lowercased(),
            let other = flags.first(where: { !$0.isHidden && $0.shorthand?.lowercased() == letter }),
            let near = other.shorthand
        else { return nil }
        return "Did you mean '-\(near)' (--\(other.name))?"
    }
}
