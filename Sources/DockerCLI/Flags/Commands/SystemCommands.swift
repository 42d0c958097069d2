/// Commands about the engine as a whole, and those that belong to no group.
enum SystemCommands {
    static let all: [DockerCommand] = [
        DockerCommand(group: ["system"], summary: "Look after the engine and its disk"),
        DockerCommand(
            ["system", "df"], usage: "[OPTIONS]", summary: "Show how much disk is used",
            flags: [.tableFormat(), DockerFlag("verbose", "v", .bool, "Show every image, container and volume")],
            rule: .none),
        DockerCommand(
            ["system", "events"], shortcuts: [["events"]], usage: "[OPTIONS]",
            summary: "Print what happens, as it happens",
            examples: [
                DockerExample("docker events --filter container=web", "Print what happens to one container"),
                DockerExample("docker events --since 1h --until 0s", "Print what happened within the last hour"),
            ],
            flags: [
                .filter(
                    "f", ["container", "daemon", "event", "image", "label", "network", "scope", "type", "volume"]),
                .format(nil), DockerFlag("since", nil, .string, "From a time on"),
                DockerFlag("until", nil, .string, "Up to a time"),
            ],
            rule: .none),
        DockerCommand(
            ["system", "info"], shortcuts: [["info"]], usage: "[OPTIONS]",
            summary: "Show facts of the engine and this machine",
            flags: [.format()], rule: .none, topic: .common(12)),
        DockerCommand(
            ["system", "prune"], usage: "[OPTIONS]", summary: "Remove what nothing uses",
            examples: [
                DockerExample("docker system prune -a --volumes", "Remove unused images and anonymous volumes too")
            ],
            flags: [
                DockerFlag("all", "a", .bool, "Remove all unused images, not only those without a name"),
                .filter(nil, ["label", "label!", "until"], "Remove only what matches (label=key=value)"),
                .forceWithoutAsking,
                DockerFlag("volumes", nil, .bool, "Remove anonymous volumes too"),
            ],
            rule: .none),
        DockerCommand(
            ["inspect"], usage: "[OPTIONS] NAME|ID [NAME|ID...]",
            summary: "Print everything known of containers, images, volumes and networks",
            examples: [
                DockerExample("docker inspect -f '{{.State.Status}}' web", "Print one field"),
                DockerExample("docker inspect --type volume data", "Look among volumes only"),
            ],
            flags: [
                .format(), DockerFlag("size", "s", .bool, "Print how large a container's files are"),
                DockerFlag(
                    "type", nil, .string, "Look among these only",
                    completion: .words(["container", "image", "network", "volume"])),
            ],
            rule: .atLeast(1),
            completion: .every(
                .either([.objects(.containers), .objects(.images), .objects(.volumes), .objects(.networks)]))),
        DockerCommand(
            ["version"], usage: "[OPTIONS]", summary: "Show versions", flags: [.format()], rule: .none,
            topic: .common(11)),
        DockerCommand(
            ["completion"], usage: "[bash|zsh|fish]", summary: "Print a completion script for a shell",
            details: """
                Print a script that makes a shell complete commands, options, and the names of
                containers, images, volumes and networks
                """,
            examples: [
                DockerExample("source <(docker completion bash)", "Complete in this bash"),
                DockerExample(
                    "docker completion fish > ~/.config/fish/completions/docker.fish", "Complete in every fish"),
            ],
            flags: [DockerFlag("no-descriptions", nil, .bool, "Complete without descriptions")],
            rule: .exactly(1), completion: .places([.words(["bash", "fish", "zsh"])])),
        DockerCommand(
            ["help"], usage: "[command]", summary: "Show the help of a command", rule: .any,
            completion: .every(.commands),
            isHidden: true),
    ]
}

/// Commands about contexts: there is one, and it is this machine.
enum ContextCommands {
    private static let one =
        "There is one context, \"default\": containers run on this machine, without a daemon to connect to."

    static let all: [DockerCommand] = [
        DockerCommand(group: ["context"], summary: "Show where commands work"),
        DockerCommand(
            ["context", "ls"], aliases: ["list"], usage: "[OPTIONS]", summary: "List contexts",
            flags: [.tableFormat(), .quiet("Print names only")], rule: .none),
        DockerCommand(["context", "show"], usage: "", summary: "Print which context holds", rule: .none),
        DockerCommand(
            ["context", "inspect"], usage: "[OPTIONS] [CONTEXT] [CONTEXT...]",
            summary: "Print everything known of contexts, as JSON",
            flags: [.format()], rule: .any, completion: .every(.objects(.contexts))),
        DockerCommand(
            ["context", "use"], usage: "CONTEXT", summary: "Choose a context", rule: .exactly(1),
            completion: .places([.objects(.contexts)])),
        DockerCommand(
            ["context", "create"], usage: "[OPTIONS] CONTEXT", summary: "Make a context",
            flags: [
                DockerFlag("description", nil, .string, "What it is"),
                DockerFlag("docker", nil, .list, "Where a daemon is", valueName: "stringToString"),
                DockerFlag("from", nil, .string, "Context to copy", completion: .objects(.contexts)),
            ],
            rule: .exactly(1), isHidden: true, absence: one),
        DockerCommand(
            ["context", "update"], usage: "[OPTIONS] CONTEXT", summary: "Change a context",
            flags: [
                DockerFlag("description", nil, .string, "What it is"),
                DockerFlag("docker", nil, .list, "Where a daemon is", valueName: "stringToString"),
            ],
            rule: .exactly(1), isHidden: true, absence: one),
        DockerCommand(
            ["context", "rm"], aliases: ["remove"], usage: "CONTEXT [CONTEXT...]", summary: "Remove contexts",
            flags: [DockerFlag("force", "f", .bool, "Remove it even if it is used")], rule: .atLeast(1), isHidden: true,
            absence: one),
        DockerCommand(
            ["context", "export"], usage: "[OPTIONS] CONTEXT [FILE|-]", summary: "Write a context to a file",
            rule: .between(1, 2), isHidden: true, absence: one),
        DockerCommand(
            ["context", "import"], usage: "CONTEXT FILE|-", summary: "Read a context from a file", rule: .exactly(2),
            isHidden: true, absence: one),
    ]
}
