/// Commands that make containers and change what they do.
enum ContainerLifeCommands {
    private static let some = DockerArgumentRule.atLeast(1)

    static let all: [DockerCommand] = [
        DockerCommand(group: ["container"], summary: "Manage containers"),
        DockerCommand(
            ["container", "run"], shortcuts: [["run"]], usage: "[OPTIONS] IMAGE [COMMAND] [ARG...]",
            summary: "Make a container from an image and run it",
            examples: [
                DockerExample(
                    "docker run --rm hello-world", "Run the image's own command, and remove the container after it"),
                DockerExample("docker run -it --rm debian bash", "Work in a shell inside; exit ends it"),
                DockerExample(
                    "docker run -d --name web -p 8080:80 nginx",
                    "Run in the background; http://localhost:8080 reaches it"),
                DockerExample(
                    "docker run --rm -v \"$PWD\":/work -w /work alpine ls -l",
                    "Let the container see this folder as /work"),
            ],
            flags: ContainerSettings.all + [
                DockerFlag("detach", "d", .bool, "Leave it running in the background; only its ID is printed"),
                .detachKeys,
                DockerFlag(
                    "pull", nil, .string, "Get the image first (\"always\", \"missing\", \"never\")",
                    initial: "missing",
                    completion: .words(["always", "missing", "never"])),
                DockerFlag("sig-proxy", nil, .bool, "Pass signals on to the container's process", initial: "true"),
            ],
            rule: some, isInterspersed: false, completion: .places([.objects(.images)]), topic: .common(1)),
        DockerCommand(
            ["container", "create"], shortcuts: [["create"]], usage: "[OPTIONS] IMAGE [COMMAND] [ARG...]",
            summary: "Make a container without starting it",
            examples: [DockerExample("docker create --name web nginx", "Make it now; docker start web starts it")],
            flags: ContainerSettings.all + [
                DockerFlag(
                    "pull", nil, .string, "Get the image first (\"always\", \"missing\", \"never\")",
                    initial: "missing",
                    completion: .words(["always", "missing", "never"]))
            ],
            rule: some, isInterspersed: false, completion: .places([.objects(.images)])),
        DockerCommand(
            ["container", "start"], shortcuts: [["start"]], usage: "[OPTIONS] CONTAINER [CONTAINER...]",
            summary: "Start stopped containers",
            examples: [DockerExample("docker start -ai box", "Start it again and be connected to it")],
            flags: [
                DockerFlag("attach", "a", .bool, "Connect to STDOUT and STDERR and pass signals on"),
                DockerFlag("checkpoint", nil, .string, "Checkpoint to go on from"),
                DockerFlag("checkpoint-dir", nil, .string, "Folder of the checkpoints", completion: .directories),
                .detachKeys,
                DockerFlag("interactive", "i", .bool, "Connect to STDIN as well"),
            ],
            rule: some, completion: .every(.objects(.stoppedContainers))),
        DockerCommand(
            ["container", "stop"], shortcuts: [["stop"]], usage: "[OPTIONS] CONTAINER [CONTAINER...]",
            summary: "Stop running containers",
            details: "Ask running containers to stop, and kill those that have not after 10 seconds",
            examples: [DockerExample("docker stop -t 1 web", "Give it one second only")],
            flags: [.signal] + DockerFlag.timeouts, rule: some, completion: .every(.objects(.runningContainers))),
        DockerCommand(
            ["container", "restart"], shortcuts: [["restart"]], usage: "[OPTIONS] CONTAINER [CONTAINER...]",
            summary: "Stop containers and start them again", flags: [.signal] + DockerFlag.timeouts, rule: some,
            completion: .every(.objects(.containers))),
        DockerCommand(
            ["container", "kill"], shortcuts: [["kill"]], usage: "[OPTIONS] CONTAINER [CONTAINER...]",
            summary: "Kill running containers, or send them a signal",
            examples: [DockerExample("docker kill -s HUP web", "Send SIGHUP instead of SIGKILL")],
            flags: [.signal], rule: some, completion: .every(.objects(.runningContainers))),
        DockerCommand(
            ["container", "pause"], shortcuts: [["pause"]], usage: "CONTAINER [CONTAINER...]",
            summary: "Hold all processes of containers", rule: some, completion: .every(.objects(.runningContainers))),
        DockerCommand(
            ["container", "unpause"], shortcuts: [["unpause"]], usage: "CONTAINER [CONTAINER...]",
            summary: "Let the processes of paused containers go on", rule: some,
            completion: .every(.objects(.pausedContainers))),
        DockerCommand(
            ["container", "wait"], shortcuts: [["wait"]], usage: "CONTAINER [CONTAINER...]",
            summary: "Wait until containers have stopped and print their exit statuses", rule: some,
            completion: .every(.objects(.runningContainers))),
        DockerCommand(
            ["container", "rm"], aliases: ["remove"], shortcuts: [["rm"]], usage: "[OPTIONS] CONTAINER [CONTAINER...]",
            summary: "Remove containers",
            examples: [
                DockerExample("docker rm -f web", "Remove it even if it runs"),
                DockerExample("docker rm $(docker ps -aq)", "Remove all that do not run"),
            ],
            flags: [
                DockerFlag("force", "f", .bool, "Remove running containers too (they get SIGKILL)"),
                DockerFlag("link", "l", .bool, "Remove the link of that name"),
                DockerFlag("volumes", "v", .bool, "Remove the container's anonymous volumes too"),
            ],
            rule: some, completion: .every(.objects(.containers))),
        DockerCommand(
            ["container", "prune"], usage: "[OPTIONS]", summary: "Remove the containers that do not run",
            flags: [
                .filter(nil, ["label", "label!", "until"], "Remove only what matches (until=24h)"), .forceWithoutAsking,
            ],
            rule: .none),
        DockerCommand(
            ["container", "rename"], shortcuts: [["rename"]], usage: "CONTAINER NEW_NAME",
            summary: "Give a container another name", rule: .exactly(2), completion: .places([.objects(.containers)])),
        DockerCommand(
            ["container", "update"], shortcuts: [["update"]], usage: "[OPTIONS] CONTAINER [CONTAINER...]",
            summary: "Change limits and restart policy of containers",
            examples: [
                DockerExample("docker update --memory 512m --memory-swap 512m web", "Limit its memory from now on")
            ],
            flags: DockerFlag.limits + [
                DockerFlag("kernel-memory", nil, .bytes, "Most memory of the kernel for it", isHidden: true),
                DockerFlag(
                    "restart", nil, .string, "When to start the container again after it exits",
                    completion: DockerFlag.restartPolicies),
            ],
            rule: some, completion: .every(.objects(.containers))),
        DockerCommand(
            ["container", "attach"], shortcuts: [["attach"]], usage: "[OPTIONS] CONTAINER",
            summary: "Connect this terminal to a running container",
            details:
                "Connect standard input, output and error of this terminal to those of a running container's first process",
            flags: [
                .detachKeys, DockerFlag("no-stdin", nil, .bool, "Do not connect STDIN"),
                DockerFlag("sig-proxy", nil, .bool, "Pass signals on to the container's process", initial: "true"),
            ],
            rule: .exactly(1), completion: .places([.objects(.runningContainers)])),
        DockerCommand(
            ["container", "exec"], shortcuts: [["exec"]], usage: "[OPTIONS] CONTAINER COMMAND [ARG...]",
            summary: "Run a command in a running container",
            examples: [
                DockerExample("docker exec -it web sh", "Look around inside it with a shell"),
                DockerExample("docker exec -u root web id", "Run one command as another user"),
            ],
            flags: [
                DockerFlag("detach", "d", .bool, "Run the command in the background"), .detachKeys,
                DockerFlag(
                    "env", "e", .list, "Environment variable: NAME=VALUE, or NAME for the value it has here",
                    completion: .environment, check: FlagCheck.environment),
                DockerFlag("env-file", nil, .list, "File with one environment variable a line", completion: .files),
                DockerFlag("interactive", "i", .bool, "Keep STDIN open, attached or not"),
                DockerFlag("privileged", nil, .bool, "Lift the confinement of the command"),
                DockerFlag("tty", "t", .bool, "Give the command a terminal"),
                DockerFlag("user", "u", .string, "User, by name or number (<name|uid>[:<group|gid>])"),
                DockerFlag("workdir", "w", .string, "Folder in which the command starts"),
            ],
            rule: .atLeast(2), isInterspersed: false, completion: .places([.objects(.runningContainers)]),
            topic: .common(2)),
    ]
}
