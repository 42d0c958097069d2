/// Commands that build images and look after what builds keep.
enum BuildCommands {
    private static let progress = DockerFlag(
        "progress", nil, .string, "How progress is shown (auto, plain, tty, quiet, rawjson, none)", initial: "auto",
        completion: .words(["auto", "none", "plain", "quiet", "rawjson", "tty"]))
    private static let builder = DockerFlag(
        "builder", nil, .string, "Builder to use; there is one here, \"default\"", completion: .objects(.builders))
    private static let timeout = DockerFlag(
        "timeout", nil, .duration, "Longest time to wait for a builder's answer", initial: "20s")
    private static let debug = DockerFlag("debug", "D", .bool, "Say more about what goes on")

    /// The options of a build, which `docker build` and `docker buildx build` have alike.
    static let settings: [DockerFlag] = shown + accepted

    private static let shown: [DockerFlag] = [
        DockerFlag("add-host", nil, .list, "Line for /etc/hosts in RUN steps (host:ip)", check: FlagCheck.extraHost),
        DockerFlag(
            "allow", nil, .list, "Allow RUN steps more than usual (such as network.host)",
            completion: .words(["network.host", "security.insecure"])),
        DockerFlag("annotation", nil, .list, "Annotation of the image"),
        DockerFlag("attest", nil, .list, "Statement about the image to add (type=sbom)"),
        DockerFlag("build-arg", nil, .list, "Value for an ARG instruction: NAME=VALUE", completion: .environment),
        DockerFlag("build-context", nil, .list, "Further context (name=path)"), builder,
        DockerFlag("cache-from", nil, .list, "Where to read steps from"),
        DockerFlag("cache-to", nil, .list, "Where to write steps to"),
        DockerFlag(
            "call", nil, .string, "What to do with the Dockerfile (build, check, outline, targets)",
            initial: "build", completion: .words(["build", "check", "outline", "targets"])),
        DockerFlag("cgroup-parent", nil, .string, "Control group for RUN steps"),
        DockerFlag("check", nil, .bool, "The same as --call=check"),
        DockerFlag(
            "file", "f", .string, "Dockerfile to use (PATH/Dockerfile unless told otherwise)", completion: .files),
        DockerFlag("iidfile", nil, .string, "File to write the image's ID into", completion: .files),
        DockerFlag("label", nil, .list, "Label of the image", check: FlagCheck.label),
        DockerFlag("load", nil, .bool, "The same as --output=type=docker"),
        DockerFlag(
            "metadata-file", nil, .string, "File to write facts of the result into, as JSON", completion: .files),
        DockerFlag(
            "network", nil, .string, "Network of RUN steps", initial: "default",
            completion: .words(["default", "host", "none"])),
        DockerFlag("no-cache", nil, .bool, "Run every step again"),
        DockerFlag("no-cache-filter", nil, .list, "Run the steps of this stage again"),
        DockerFlag(
            "output", "o", .list, "What to make of the result (type=local,dest=path)",
            completion: .prefixes(["type=docker,dest=", "type=local,dest=", "type=oci,dest=", "type=tar,dest="])),
        DockerFlag.platform("Platform to build for", .list), progress,
        DockerFlag("provenance", nil, .string, "The same as --attest=type=provenance", bareValue: "true"),
        DockerFlag("pull", nil, .bool, "Look for newer versions of all images used"),
        DockerFlag("push", nil, .bool, "The same as --output=type=registry"),
        DockerFlag("quiet", "q", .bool, "Print the image's ID only"),
        DockerFlag("sbom", nil, .string, "The same as --attest=type=sbom", bareValue: "true"),
        DockerFlag("secret", nil, .list, "Secret for RUN steps (id=name,src=file)"),
        DockerFlag("shm-size", nil, .bytes, "Size of /dev/shm in RUN steps"),
        DockerFlag("ssh", nil, .list, "SSH agent or keys for RUN steps (default or id=path)"),
        DockerFlag("tag", "t", .list, "Name of the image (name:tag)"),
        DockerFlag("target", nil, .string, "Stage to build"),
        DockerFlag(
            "ulimit", nil, .list, "Limit of RUN steps (nofile=1024:2048)", shownDefault: "[]",
            valueName: "ulimit", completion: .prefixes(DockerUlimit.names.map { $0 + "=" }),
            check: DockerUlimit.complaint),
    ]

    /// Options of older builders: they are accepted.
    private static let accepted: [DockerFlag] = [
        DockerFlag("compress", nil, .bool, "Compress the context", isHidden: true),
        DockerFlag("cpu-period", nil, .int, "Length of a CFS scheduler period", isHidden: true),
        DockerFlag("cpu-quota", nil, .int, "Processor time within a CFS scheduler period", isHidden: true),
        DockerFlag("cpu-shares", "c", .int, "Share of processor time", isHidden: true),
        DockerFlag("cpuset-cpus", nil, .string, "Processors that may be used", isHidden: true),
        DockerFlag("cpuset-mems", nil, .string, "Memory nodes that may be used", isHidden: true),
        DockerFlag("disable-content-trust", nil, .bool, "Do not ask for signatures", initial: "true", isHidden: true),
        DockerFlag("force-rm", nil, .bool, "Remove containers of steps always", isHidden: true),
        DockerFlag("isolation", nil, .string, "Kind of isolation", isHidden: true),
        DockerFlag("memory", "m", .bytes, "Most memory of RUN steps", isHidden: true),
        DockerFlag("memory-swap", nil, .bytesOrUnlimited, "Most memory and swap of RUN steps", isHidden: true),
        DockerFlag("rm", nil, .bool, "Remove containers of steps", initial: "true", isHidden: true),
        DockerFlag("security-opt", nil, .commaSeparated, "Security option of RUN steps", isHidden: true),
        DockerFlag("squash", nil, .bool, "Make one layer of the new ones", isHidden: true),
    ]

    static let all: [DockerCommand] = [
        DockerCommand(group: ["builder"], summary: "Manage what builds keep"),
        DockerCommand(
            ["image", "build"], shortcuts: [["build"], ["builder", "build"]], usage: "[OPTIONS] PATH | URL | -",
            summary: "Build an image from a Dockerfile",
            examples: [
                DockerExample("docker build -t app .", "Build the Dockerfile of this folder and name the image app"),
                DockerExample("docker build -f Dockerfile.dev --target test .", "Choose the file and the stage"),
            ],
            flags: settings, rule: .exactly(1), completion: .places([.directories]), topic: .common(4)),
        DockerCommand(
            ["builder", "prune"], usage: "", summary: "Remove what builds have kept",
            flags: [
                DockerFlag("all", "a", .bool, "Remove all that is unused, not only what nothing can use any more"),
                .filter(
                    nil, ["id", "inuse", "shared", "type", "unused-for", "until"],
                    "Remove only what matches (until=24h)"),
                .forceWithoutAsking, DockerFlag("keep-storage", nil, .bytes, "Bytes to keep"),
            ],
            rule: .none),
        DockerCommand(group: ["buildx"], summary: "Build with BuildKit's options"),
        DockerCommand(
            ["buildx", "build"], aliases: ["b"], usage: "[OPTIONS] PATH | URL | -",
            summary: "Start a build", flags: settings + [debug], rule: .exactly(1), completion: .places([.directories])),
        DockerCommand(
            ["buildx", "bake"], aliases: ["f"], usage: "[OPTIONS] [TARGET...]", summary: "Build from a file of targets",
            flags: [
                DockerFlag("allow", nil, .list, "Allow the build to reach this"), builder,
                DockerFlag(
                    "call", nil, .string, "What to do (build, check, outline, targets)", initial: "build",
                    completion: .words(["build", "check", "outline", "targets"])),
                DockerFlag("check", nil, .bool, "The same as --call=check"), debug,
                DockerFlag("file", "f", .list, "File of targets", completion: .files),
                DockerFlag(
                    "list", nil, .string, "List targets or variables", completion: .words(["targets", "variables"])),
                DockerFlag("load", nil, .bool, "The same as --set=*.output=type=docker"),
                DockerFlag(
                    "metadata-file", nil, .string, "File to write facts of the results into", completion: .files),
                DockerFlag("no-cache", nil, .bool, "Run every step again"),
                DockerFlag("print", nil, .bool, "Print what would be built"), progress,
                DockerFlag("provenance", nil, .string, "The same as --set=*.attest=type=provenance", bareValue: "true"),
                DockerFlag("pull", nil, .bool, "Look for newer versions of all images used"),
                DockerFlag("push", nil, .bool, "The same as --set=*.output=type=registry"),
                DockerFlag("sbom", nil, .string, "The same as --set=*.attest=type=sbom", bareValue: "true"),
                DockerFlag("set", nil, .list, "Value of a target to change (target.key=value)"),
                DockerFlag("var", nil, .list, "Variable to set (name=value)"),
            ],
            rule: .any),
        DockerCommand(
            ["buildx", "ls"], usage: "[OPTIONS]", summary: "List builders",
            flags: [
                debug,
                DockerFlag(
                    "format", nil, .string, "How to print", initial: "table", completion: .words(["json", "table"])),
                .noTrunc, timeout,
            ],
            rule: .none),
        DockerCommand(
            ["buildx", "inspect"], usage: "[NAME]", summary: "Show a builder",
            flags: [DockerFlag("bootstrap", nil, .bool, "Start it first"), builder, debug, timeout], rule: .atMost(1),
            completion: .places([.objects(.builders)])),
        DockerCommand(
            ["buildx", "create"], usage: "[OPTIONS] [CONTEXT|ENDPOINT]", summary: "Make a builder",
            flags: [
                DockerFlag("append", nil, .bool, "Add a node to a builder"),
                DockerFlag("bootstrap", nil, .bool, "Start it"),
                DockerFlag("buildkitd-config", nil, .string, "Settings of BuildKit", completion: .files),
                DockerFlag("buildkitd-flags", nil, .string, "Options of BuildKit"), debug,
                DockerFlag(
                    "driver", nil, .string, "Kind of builder",
                    completion: .words(["docker-container", "kubernetes", "remote"])),
                DockerFlag("driver-opt", nil, .list, "Option of that kind"),
                DockerFlag("leave", nil, .bool, "Take a node from a builder"),
                DockerFlag("name", nil, .string, "Name of the builder"),
                DockerFlag("node", nil, .string, "Name of the node"),
                .platform("Platform of the node", .list), timeout,
                DockerFlag("use", nil, .bool, "Use it from now on"),
            ],
            rule: .atMost(1)),
        DockerCommand(
            ["buildx", "use"], usage: "[OPTIONS] NAME", summary: "Choose a builder",
            flags: [
                builder, debug, DockerFlag("default", nil, .bool, "Use it for this context"),
                DockerFlag("global", nil, .bool, "Use it for every context"),
            ],
            rule: .exactly(1), completion: .places([.objects(.builders)])),
        DockerCommand(
            ["buildx", "rm"], usage: "[OPTIONS] [NAME...]", summary: "Remove builders",
            flags: [
                DockerFlag("all-inactive", nil, .bool, "Remove all that do not run"), builder, debug,
                .forceWithoutAsking,
                DockerFlag("keep-daemon", nil, .bool, "Let BuildKit run on"),
                DockerFlag("keep-state", nil, .bool, "Keep what it has"),
                timeout,
            ],
            rule: .any, completion: .every(.objects(.builders))),
        DockerCommand(
            ["buildx", "du"], usage: "[OPTIONS]", summary: "Show how much disk builds use",
            flags: [
                builder, debug, .filter(nil, ["id", "inuse", "shared", "type", "until"]), .tableFormat(), timeout,
                DockerFlag("verbose", nil, .bool, "Show every entry with all that is known of it"),
            ],
            rule: .none),
        DockerCommand(
            ["buildx", "prune"], usage: "[OPTIONS]", summary: "Remove what builds have kept",
            flags: [
                DockerFlag("all", "a", .bool, "Remove all that is unused"), builder, debug,
                .filter(nil, ["id", "inuse", "shared", "type", "until"], "Remove only what matches (until=24h)"),
                .forceWithoutAsking,
                DockerFlag("keep-storage", nil, .bytes, "Bytes to keep", standsFor: "reserved-space"),
                DockerFlag("max-used-space", nil, .bytes, "Most bytes to keep"),
                DockerFlag("min-free-space", nil, .bytes, "Free bytes to come to"),
                DockerFlag("reserved-space", nil, .bytes, "Bytes to keep always"), timeout,
                DockerFlag("verbose", nil, .bool, "Show every entry with all that is known of it"),
            ],
            rule: .none),
        DockerCommand(
            ["buildx", "stop"], usage: "[NAME]", summary: "Stop a builder", flags: [builder, debug], rule: .atMost(1)),
        DockerCommand(
            ["buildx", "version"], usage: "", summary: "Show the builder's version", flags: [debug], rule: .none),
    ]
}
