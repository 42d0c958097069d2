/// Commands about images.
enum ImageCommands {
    static let filters = ["before", "dangling", "label", "reference", "since", "until"]

    static let all: [DockerCommand] = [
        DockerCommand(group: ["image"], summary: "Manage images"),
        DockerCommand(
            ["image", "ls"], aliases: ["list"], shortcuts: [["images"]], usage: "[OPTIONS] [REPOSITORY[:TAG]]",
            summary: "List images",
            examples: [
                DockerExample("docker images --filter dangling=true", "List those without a name"),
                DockerExample(
                    "docker images --format '{{.Repository}}:{{.Tag}} {{.Size}}'", "Choose what is printed of each"),
            ],
            flags: [
                DockerFlag("all", "a", .bool, "List intermediate images too"),
                DockerFlag("digests", nil, .bool, "Print digests"), .filter("f", filters), .tableFormat(), .noTrunc,
                .quiet("Print IDs only"),
                DockerFlag("tree", nil, .bool, "List images with several platforms as a tree"),
            ],
            rule: .atMost(1), completion: .places([.objects(.images)]), topic: .common(7)),
        DockerCommand(
            ["image", "history"], shortcuts: [["history"]], usage: "[OPTIONS] IMAGE",
            summary: "Show the steps that made an image",
            examples: [DockerExample("docker history --no-trunc python:3", "Print each instruction in full")],
            flags: [
                .tableFormat(), DockerFlag("human", "H", .bool, "Print sizes and times for people", initial: "true"),
                .noTrunc, .platform("Show the image of this platform"), .quiet("Print IDs only"),
            ],
            rule: .exactly(1), completion: .places([.objects(.images)])),
        DockerCommand(
            ["image", "inspect"], usage: "[OPTIONS] IMAGE [IMAGE...]",
            summary: "Print everything known of images, as JSON",
            flags: [.format(), .platform("Show the image of this platform")], rule: .atLeast(1),
            completion: .every(.objects(.images))),
        DockerCommand(
            ["image", "tag"], shortcuts: [["tag"]], usage: "SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]",
            summary: "Give an image a further name",
            examples: [DockerExample("docker tag app app:1.0", "Name the same image app:1.0 too")],
            rule: .exactly(2), isInterspersed: false, completion: .every(.objects(.images))),
        DockerCommand(
            ["image", "rm"], aliases: ["remove"], shortcuts: [["rmi"]], usage: "[OPTIONS] IMAGE [IMAGE...]",
            summary: "Remove images",
            details: "Take names from images, and remove those that have none left",
            flags: [
                DockerFlag("force", "f", .bool, "Remove an image with several names, or that a stopped container uses"),
                DockerFlag("no-prune", nil, .bool, "Keep parents without a name"),
                .platform("Remove the image of this platform only", .commaSeparated),
            ],
            rule: .atLeast(1), completion: .every(.objects(.images))),
        DockerCommand(
            ["image", "prune"], usage: "[OPTIONS]", summary: "Remove images that nothing uses",
            flags: [
                DockerFlag("all", "a", .bool, "Remove all unused images, not only those without a name"),
                .filter(nil, ["label", "label!", "until"], "Remove only what matches (until=24h)"), .forceWithoutAsking,
            ],
            rule: .none),
        DockerCommand(
            ["image", "save"], shortcuts: [["save"]], usage: "[OPTIONS] IMAGE [IMAGE...]",
            summary: "Write images to a tar archive (to STDOUT unless told otherwise)",
            examples: [DockerExample("docker save app | gzip > app.tar.gz", "Pack an image to carry it elsewhere")],
            flags: [
                DockerFlag("output", "o", .string, "Name of the file to write (STDOUT without it)", completion: .files),
                .platform("Save the image of this platform only"),
            ],
            rule: .atLeast(1), completion: .every(.objects(.images))),
        DockerCommand(
            ["image", "load"], shortcuts: [["load"]], usage: "[OPTIONS]",
            summary: "Unpack images that docker save has packed",
            examples: [DockerExample("docker load -i app.tar.gz", "Read what docker save has written")],
            flags: [
                DockerFlag("input", "i", .string, "Archive to read, instead of STDIN", completion: .files),
                .platform("Load the image of this platform only"), .quiet("Do not show progress"),
            ],
            rule: .none),
        DockerCommand(
            ["image", "import"], shortcuts: [["import"]], usage: "[OPTIONS] file|URL|- [REPOSITORY[:TAG]]",
            summary: "Make an image of the files in a tar archive",
            flags: [
                DockerFlag("change", "c", .list, "Dockerfile instruction to apply to the image"),
                DockerFlag("message", "m", .string, "What it is, for the image's history"),
                .platform("Platform of the files"),
            ],
            rule: .atLeast(1), completion: .places([.files])),
        DockerCommand(
            ["image", "pull"], shortcuts: [["pull"]], usage: "[OPTIONS] NAME[:TAG|@DIGEST]",
            summary: "Get an image from a registry",
            flags: [
                DockerFlag("all-tags", "a", .bool, "Get all images of the repository"), .contentTrust,
                .platform("Platform of the image, such as linux/amd64"), .quiet("Print the image's name only"),
            ],
            rule: .exactly(1), completion: .places([.objects(.images)]), topic: .common(5)),
        DockerCommand(
            ["image", "push"], shortcuts: [["push"]], usage: "[OPTIONS] NAME[:TAG]",
            summary: "Send an image to a registry",
            flags: [
                DockerFlag("all-tags", "a", .bool, "Send all images of the repository"), .contentTrust,
                .platform("Send the image of this platform only"), .quiet("Print the image's name only"),
            ],
            rule: .exactly(1), completion: .places([.objects(.images)]), topic: .common(6)),
    ]
}
