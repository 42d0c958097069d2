/// Commands that people know from docker and that do nothing here, each with the reason.
enum AbsentCommands {
    static let cluster = "Workshop runs containers on this machine only; there are no clusters."
    private static let registry = "Workshop does not speak with registries yet."

    static let all: [DockerCommand] = [
        DockerCommand(
            ["login"], usage: "[OPTIONS] [SERVER]", summary: "Log in to a registry",
            flags: [
                DockerFlag("password", "p", .string, "Password or access token"),
                DockerFlag("password-stdin", nil, .bool, "Read the password from STDIN"),
                DockerFlag("username", "u", .string, "Name of the user"),
            ],
            rule: .atMost(1), topic: .common(8), absence: registry),
        DockerCommand(
            ["logout"], usage: "[SERVER]", summary: "Forget the password for a registry", rule: .atMost(1),
            topic: .common(9),
            absence: registry),
        DockerCommand(
            ["search"], usage: "[OPTIONS] TERM", summary: "Search a registry for images",
            flags: [
                .filter("f", ["is-automated", "is-official", "stars"]), .format(nil),
                DockerFlag("limit", nil, .int, "Most results to show"), .noTrunc,
            ],
            rule: .exactly(1), topic: .common(10), absence: registry),
        DockerCommand(
            absent: ["checkpoint"], summary: "Manage checkpoints",
            because: "Containers cannot be frozen to disk here; docker pause holds them in memory."),
        DockerCommand(
            absent: ["compose"], summary: "Run several containers from one file",
            because: "Compose files are not read here; docker network create and docker run do the same one by one."),
        DockerCommand(
            absent: ["manifest"], summary: "Manage lists of images for several platforms",
            because: "Images are of this machine's platform here."),
        DockerCommand(absent: ["plugin"], summary: "Manage plugins", because: "There are no plugins here."),
        DockerCommand(
            absent: ["trust"], summary: "Manage trust in images", because: "Images are not signed here."),
        DockerCommand(absent: ["config"], summary: "Manage settings of a cluster", because: cluster),
        DockerCommand(absent: ["node"], summary: "Manage machines of a cluster", because: cluster),
        DockerCommand(absent: ["secret"], summary: "Manage secrets of a cluster", because: cluster),
        DockerCommand(absent: ["service"], summary: "Manage services of a cluster", because: cluster),
        DockerCommand(absent: ["stack"], summary: "Manage stacks of a cluster", because: cluster),
        DockerCommand(absent: ["swarm"], summary: "Manage a cluster", because: cluster),
    ]
}
