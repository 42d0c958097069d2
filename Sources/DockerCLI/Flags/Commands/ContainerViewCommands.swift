/// Commands that show containers, and move files between them and the host.
enum ContainerViewCommands {
    static let filters = [
        "ancestor", "before", "exited", "expose", "health", "id", "is-task", "label", "name", "network", "publish",
        "since", "status", "volume",
    ]

    static let all: [DockerCommand] = [
        DockerCommand(
            ["container", "ls"], aliases: ["list", "ps"], shortcuts: [["ps"]], usage: "[OPTIONS]",
            summary: "List containers",
            examples: [
                DockerExample("docker ps -a", "List the stopped ones too"),
                DockerExample("docker ps -a --filter status=exited -q", "Print the IDs of those that ended"),
                DockerExample("docker ps --format '{{.Names}}: {{.Status}}'", "Choose what is printed of each"),
            ],
            flags: [
                DockerFlag("all", "a", .bool, "List all, not only the running ones"), .filter("f", filters),
                .tableFormat(),
                DockerFlag("last", "n", .int, "List the last n that were made, running or not", initial: "-1"),
                DockerFlag("latest", "l", .bool, "List the last one that was made, running or not"), .noTrunc,
                .quiet("Print IDs only"), DockerFlag("size", "s", .bool, "Print how large their files are"),
            ],
            rule: .none, topic: .common(3)),
        DockerCommand(
            ["container", "logs"], shortcuts: [["logs"]], usage: "[OPTIONS] CONTAINER",
            summary: "Print what a container has written",
            examples: [
                DockerExample("docker logs -f --tail 20 web", "Print the last 20 lines, and go on as more come"),
                DockerExample("docker logs --since 10m -t web", "Print the last ten minutes, each line with its time"),
            ],
            flags: [
                DockerFlag("details", nil, .bool, "Print what the log keeps besides"),
                DockerFlag("follow", "f", .bool, "Go on as more is written"),
                DockerFlag("since", nil, .string, "From a time on (2013-01-02T13:23:37Z, or 42m for 42 minutes ago)"),
                DockerFlag("tail", "n", .string, "Only so many lines of the end", initial: "all"),
                DockerFlag("timestamps", "t", .bool, "Print the time before each line"),
                DockerFlag("until", nil, .string, "Up to a time (2013-01-02T13:23:37Z, or 42m for 42 minutes ago)"),
            ],
            rule: .exactly(1), completion: .places([.objects(.containers)])),
        DockerCommand(
            ["container", "top"], shortcuts: [["top"]], usage: "CONTAINER [ps OPTIONS]",
            summary: "List the processes of a container",
            examples: [DockerExample("docker top web -eo pid,comm", "Choose the columns as for ps")],
            rule: .atLeast(1), isInterspersed: false, completion: .places([.objects(.runningContainers)])),
        DockerCommand(
            ["container", "stats"], shortcuts: [["stats"]], usage: "[OPTIONS] [CONTAINER...]",
            summary: "Show what containers use, again and again",
            examples: [DockerExample("docker stats --no-stream", "Print it once")],
            flags: [
                DockerFlag("all", "a", .bool, "Show all, not only the running ones"), .tableFormat(),
                DockerFlag("no-stream", nil, .bool, "Print it once and stop"), .noTrunc,
            ],
            rule: .any, completion: .every(.objects(.runningContainers))),
        DockerCommand(
            ["container", "inspect"], usage: "[OPTIONS] CONTAINER [CONTAINER...]",
            summary: "Print everything known of containers, as JSON",
            flags: [.format(), DockerFlag("size", "s", .bool, "Print how large their files are")],
            rule: .atLeast(1), completion: .every(.objects(.containers))),
        DockerCommand(
            ["container", "port"], shortcuts: [["port"]], usage: "CONTAINER [PRIVATE_PORT[/PROTO]]",
            summary: "List the published ports of a container",
            examples: [DockerExample("docker port web 80", "Print where its port 80 can be reached")],
            rule: .between(1, 2), completion: .places([.objects(.runningContainers)])),
        DockerCommand(
            ["container", "diff"], shortcuts: [["diff"]], usage: "CONTAINER",
            summary: "List the files that a container has changed",
            details: "List what a container has added (A), changed (C) and deleted (D) compared with its image",
            rule: .exactly(1), completion: .places([.objects(.containers)])),
        DockerCommand(
            ["container", "cp"], shortcuts: [["cp"]], usage: "[OPTIONS] CONTAINER:SRC_PATH DEST_PATH|-",
            secondUsage: "docker cp [OPTIONS] SRC_PATH|- CONTAINER:DEST_PATH",
            summary: "Copy files between a container and the host",
            details: """
                Copy files between a container, running or not, and the host

                With '-' as the destination, the files are written to standard output as a tar
                archive; with '-' as the source, a tar archive is read from standard input.
                """,
            examples: [DockerExample("docker cp web:/etc/nginx/nginx.conf .", "Copy a file out of the container")],
            flags: [
                DockerFlag("archive", "a", .bool, "Keep owners and groups"),
                DockerFlag("follow-link", "L", .bool, "Copy what a symbolic link at SRC_PATH points to"),
                .quiet("Do not show progress"),
            ],
            rule: .exactly(2), completion: .every(.either([.files, .named(.containers, after: ":")]))),
        DockerCommand(
            ["container", "export"], shortcuts: [["export"]], usage: "[OPTIONS] CONTAINER",
            summary: "Pack all files of a container into a tar archive",
            examples: [DockerExample("docker export box | docker import - flat", "Make an image of one layer")],
            flags: [
                DockerFlag("output", "o", .string, "Name of the file to write (STDOUT without it)", completion: .files)
            ],
            rule: .exactly(1), completion: .places([.objects(.containers)])),
        DockerCommand(
            ["container", "commit"], shortcuts: [["commit"]],
            usage: "[OPTIONS] CONTAINER [REPOSITORY[:TAG]]",
            summary: "Make an image of what a container has changed",
            examples: [
                DockerExample("docker commit -c 'CMD [\"bash\"]' box mine:1", "Keep its files, with another command")
            ],
            flags: [
                DockerFlag("author", "a", .string, "Who made it (\"Ada Lovelace <ada@example.org>\")"),
                DockerFlag("change", "c", .list, "Dockerfile instruction to apply to the image"),
                DockerFlag("message", "m", .string, "What was changed, for the image's history"),
                DockerFlag("pause", "p", .bool, "Hold the container meanwhile", initial: "true"),
            ],
            rule: .between(1, 2), isInterspersed: false, completion: .places([.objects(.containers)])),
    ]
}
