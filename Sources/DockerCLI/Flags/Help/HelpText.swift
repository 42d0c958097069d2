/// Lays help out as docker does.
struct HelpText {
    let help: DockerHelp
    let columns: Int

    var text: String {
        sections.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    }

    private var name: String { (["docker"] + help.path).joined(separator: " ") }

    private var sections: [String] {
        guard let command = help.subject else { return rootSections }
        if command.isGroup {
            return [
                "Usage:  \(name) COMMAND", command.details ?? command.summary, note(command),
                list("Commands:", children),
                "Run '\(name) COMMAND --help' for more information on a command.",
            ]
        }
        return [
            usage(command), command.details ?? command.summary, note(command), aliases(command),
            options("Options:", command.flags), examples(command),
        ]
    }

    private var rootSections: [String] {
        let shown = children
        return [
            "Usage:  docker [OPTIONS] COMMAND", "Builds images and runs containers of them, without a daemon",
            list("Common Commands:", common(shown)),
            list("Management Commands:", shown.filter { $0.command.topic == .management }),
            list("Commands:", shown.filter { $0.command.topic == .plain }),
            list("Not Here:", shown.filter { $0.command.topic == .absent }),
            options("Global Options:", GlobalFlags.all),
            "Run 'docker COMMAND --help' for more information on a command.",
        ]
    }

    /// What stands directly below the subject, by name.
    private var children: [(name: String, command: DockerCommand)] {
        help.tree.children(of: help.path).filter { !$0.command.isHidden }
    }

    private func common(
        _ shown: [(name: String, command: DockerCommand)]
    ) -> [(name: String, command: DockerCommand)] {
        let placed = shown.compactMap { child in
            if case .common(let place) = child.command.topic { (place, child) } else { nil }
        }
        return placed.sorted { $0.0 < $1.0 }.map(\.1)
    }

    private func usage(_ command: DockerCommand) -> String {
        var text = "Usage:  " + name
        if !command.usage.isEmpty { text += " " + command.usage }
        if let second = command.secondUsage { text += "\n\t" + second }
        return text
    }

    private func note(_ command: DockerCommand) -> String {
        command.absence.map { "Not here: " + $0 } ?? ""
    }

    private func aliases(_ command: DockerCommand) -> String {
        let siblings: [[String]] = command.aliases.map { command.path.dropLast() + [$0] }
        let paths: [[String]] = [command.path] + siblings + command.shortcuts
        guard paths.count > 1 else { return "" }
        return "Aliases:\n  " + paths.map { (["docker"] + $0).joined(separator: " ") }.joined(separator: ", ")
    }

    private func list(_ title: String, _ children: [(name: String, command: DockerCommand)]) -> String {
        guard !children.isEmpty else { return "" }
        let width = max(11, children.map(\.name.count).max() ?? 0)
        let lines = children.map { child in
            "  " + child.name + String(repeating: " ", count: width - child.name.count + 1) + child.command.summary
        }
        return ([title] + lines).joined(separator: "\n")
    }

    private func options(_ title: String, _ flags: [DockerFlag]) -> String {
        var shown = flags.filter { !$0.isHidden }.sorted { $0.name < $1.name }
        guard !shown.isEmpty else { return "" }
        // Where -h means something else, --help is worth a line.
        if shown.contains(where: { $0.shorthand == "h" }) {
            shown.append(DockerFlag("help", nil, .bool, FlagParser.help.summary))
            shown.sort { $0.name < $1.name }
        }
        let heads = shown.map(head)
        let width = heads.map(\.count).max() ?? 0
        let lines = zip(shown, heads).map { flag, head in
            head + String(repeating: " ", count: width - head.count + 3)
                + TextWrapping.wrap(summary(flag), indent: width + 3, columns: columns - 1)
        }
        return ([title] + lines).joined(separator: "\n")
    }

    private func head(_ flag: DockerFlag) -> String {
        var head = flag.shorthand.map { "  -\($0), --" } ?? "      --"
        head += flag.name
        let value = flag.valueName ?? flag.kind.valueName
        if !value.isEmpty { head += " " + value }
        if let bare = flag.bareValue { head += flag.kind == .string ? "[=\"\(bare)\"]" : "[=\(bare)]" }
        return head
    }

    private func summary(_ flag: DockerFlag) -> String {
        if let shown = flag.shownDefault { return shown.isEmpty ? flag.summary : "\(flag.summary) (default \(shown))" }
        guard let initial = flag.initial else { return flag.summary }
        return flag.summary + (flag.kind == .string ? " (default \(GoText.quoted(initial)))" : " (default \(initial))")
    }

    private func examples(_ command: DockerCommand) -> String {
        guard !command.examples.isEmpty else { return "" }
        let texts = command.examples.map { example in
            "  # " + TextWrapping.wrap(example.effect, indent: 2, columns: columns - 3, prefix: "# ") + "\n  "
                + example.line
        }
        return "Examples:\n" + texts.joined(separator: "\n\n")
    }
}
