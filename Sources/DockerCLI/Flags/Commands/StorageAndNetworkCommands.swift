/// Commands about volumes.
enum VolumeCommands {
    static let all: [DockerCommand] = [
        DockerCommand(group: ["volume"], usage: "COMMAND", summary: "Manage volumes"),
        DockerCommand(
            ["volume", "create"], usage: "[OPTIONS] [VOLUME]", summary: "Make a volume",
            examples: [DockerExample("docker volume create data", "Make a volume; -v data:/data mounts it")],
            flags: [
                DockerFlag(
                    "availability", nil, .string, "State in a cluster (\"active\", \"pause\", \"drain\")",
                    initial: "active",
                    isHidden: true),
                DockerFlag(
                    "driver", "d", .string, "Driver of the volume", initial: "local", completion: .words(["local"])),
                DockerFlag("group", nil, .string, "Group in a cluster", isHidden: true),
                DockerFlag("label", nil, .list, "Label of the volume", check: FlagCheck.label),
                DockerFlag("limit-bytes", nil, .bytes, "Size in a cluster", isHidden: true),
                DockerFlag("name", nil, .string, "Name of the volume", isHidden: true),
                DockerFlag(
                    "opt", "o", .map, "Option of the driver", shownDefault: "map[]",
                    completion: .prefixes(["device=", "o=", "type="])),
                DockerFlag("required-bytes", nil, .bytes, "Size in a cluster", isHidden: true),
                DockerFlag("scope", nil, .string, "Scope in a cluster", initial: "single", isHidden: true),
                DockerFlag("secret", nil, .map, "Secret in a cluster", isHidden: true),
                DockerFlag("sharing", nil, .string, "Sharing in a cluster", initial: "none", isHidden: true),
                DockerFlag("topology-preferred", nil, .list, "Place in a cluster", isHidden: true),
                DockerFlag("topology-required", nil, .list, "Place in a cluster", isHidden: true),
                DockerFlag("type", nil, .string, "Kind in a cluster", initial: "block", isHidden: true),
            ],
            rule: .atMost(1)),
        DockerCommand(
            ["volume", "inspect"], usage: "[OPTIONS] VOLUME [VOLUME...]",
            summary: "Print everything known of volumes, as JSON", flags: [.format()], rule: .atLeast(1),
            completion: .every(.objects(.volumes))),
        DockerCommand(
            ["volume", "ls"], aliases: ["list"], usage: "[OPTIONS]", summary: "List volumes",
            examples: [DockerExample("docker volume ls -f dangling=true", "List those that no container uses")],
            flags: [
                DockerFlag("cluster", nil, .bool, "List volumes of a cluster", isHidden: true),
                .filter("f", ["dangling", "driver", "label", "name"]), .tableFormat(), .quiet("Print names only"),
            ],
            rule: .none),
        DockerCommand(
            ["volume", "prune"], usage: "[OPTIONS]", summary: "Remove anonymous volumes that no container uses",
            flags: [
                DockerFlag("all", "a", .bool, "Remove named volumes too"),
                .filter(nil, ["label", "label!"], "Remove only what matches (label=name)"), .forceWithoutAsking,
            ],
            rule: .none),
        DockerCommand(
            ["volume", "rm"], aliases: ["remove"], usage: "[OPTIONS] VOLUME [VOLUME...]", summary: "Remove volumes",
            details: "Remove volumes and all files in them. A volume that a container uses stays.",
            flags: [DockerFlag("force", "f", .bool, "Do not complain of volumes that do not exist")], rule: .atLeast(1),
            completion: .every(.objects(.volumes))),
        DockerCommand(
            ["volume", "update"], usage: "[OPTIONS] [VOLUME]", summary: "Change a volume of a cluster",
            flags: [
                DockerFlag(
                    "availability", nil, .string, "State in a cluster (\"active\", \"pause\", \"drain\")",
                    initial: "active",
                    completion: .words(["active", "drain", "pause"]))
            ],
            rule: .exactly(1), isHidden: true, absence: AbsentCommands.cluster),
    ]
}

/// Commands about networks.
enum NetworkCommands {
    static let all: [DockerCommand] = [
        DockerCommand(group: ["network"], summary: "Manage networks"),
        DockerCommand(
            ["network", "connect"], usage: "[OPTIONS] NETWORK CONTAINER", summary: "Let a container join a network",
            flags: [
                DockerFlag("alias", nil, .commaSeparated, "Further name of the container on the network"),
                DockerFlag("driver-opt", nil, .commaSeparated, "Option of the driver"),
                DockerFlag("gw-priority", nil, .int, "The network with the highest number is the way out"),
                DockerFlag("ip", nil, .string, "IPv4 address on the network, such as 10.5.0.9"),
                DockerFlag("ip6", nil, .string, "IPv6 address on the network, such as fd00::9"),
                DockerFlag(
                    "link", nil, .list, "Make another container known by a name", completion: .objects(.containers),
                    check: FlagCheck.link),
                DockerFlag("link-local-ip", nil, .commaSeparated, "Link-local address of the container"),
            ],
            rule: .exactly(2), completion: .places([.objects(.networks), .objects(.containers)])),
        DockerCommand(
            ["network", "create"], usage: "[OPTIONS] NETWORK", summary: "Make a network",
            examples: [
                DockerExample("docker network create app", "Containers with --network app reach each other by name"),
                DockerExample(
                    "docker network create --subnet 172.30.0.0/16 --internal back", "Choose the addresses; no way out"),
            ],
            flags: [
                DockerFlag("attachable", nil, .bool, "Let single containers join it"),
                DockerFlag("aux-address", nil, .map, "Address that is taken already", shownDefault: "map[]"),
                DockerFlag(
                    "config-from", nil, .string, "Network to copy the settings of", completion: .objects(.networks)),
                DockerFlag("config-only", nil, .bool, "Keep settings only"),
                DockerFlag(
                    "driver", "d", .string, "Driver of the network", initial: "bridge", completion: .words(["bridge"])),
                DockerFlag("gateway", nil, .commaSeparated, "Address of the way out"),
                DockerFlag("ingress", nil, .bool, "Make a cluster's way in", isHidden: true),
                DockerFlag("internal", nil, .bool, "Let nothing out"),
                DockerFlag("ip-range", nil, .commaSeparated, "Part of the subnet to take addresses from"),
                DockerFlag("ipam-driver", nil, .string, "Who gives out addresses", initial: "default"),
                DockerFlag("ipam-opt", nil, .map, "Option of who gives out addresses", shownDefault: "map[]"),
                DockerFlag("ipv4", nil, .bool, "Give out IPv4 addresses", initial: "true"),
                DockerFlag("ipv6", nil, .bool, "Give out IPv6 addresses"),
                DockerFlag("label", nil, .list, "Label of the network", check: FlagCheck.label),
                DockerFlag("opt", "o", .map, "Option of the driver", shownDefault: "map[]"),
                DockerFlag("scope", nil, .string, "Where the network is known"),
                DockerFlag("subnet", nil, .commaSeparated, "Addresses of the network (172.30.0.0/16)"),
            ],
            rule: .exactly(1)),
        DockerCommand(
            ["network", "disconnect"], usage: "[OPTIONS] NETWORK CONTAINER",
            summary: "Let a container leave a network",
            flags: [DockerFlag("force", "f", .bool, "Take it even if it cannot be found")], rule: .exactly(2),
            completion: .places([.objects(.networks), .objects(.containers)])),
        DockerCommand(
            ["network", "inspect"], usage: "[OPTIONS] NETWORK [NETWORK...]",
            summary: "Print everything known of networks, as JSON",
            flags: [.format(), DockerFlag("verbose", "v", .bool, "Print more for finding faults")], rule: .atLeast(1),
            completion: .every(.objects(.networks))),
        DockerCommand(
            ["network", "ls"], aliases: ["list"], usage: "[OPTIONS]", summary: "List networks",
            flags: [
                .filter("f", ["dangling", "driver", "id", "label", "name", "scope", "type"]), .tableFormat(), .noTrunc,
                .quiet("Print IDs only"),
            ],
            rule: .none),
        DockerCommand(
            ["network", "prune"], usage: "[OPTIONS]", summary: "Remove networks that no container uses",
            flags: [
                .filter(nil, ["label", "label!", "until"], "Remove only what matches (until=24h)"), .forceWithoutAsking,
            ],
            rule: .none),
        DockerCommand(
            ["network", "rm"], aliases: ["remove"], usage: "NETWORK [NETWORK...]", summary: "Remove networks",
            flags: [DockerFlag("force", "f", .bool, "Do not complain of networks that do not exist")],
            rule: .atLeast(1),
            completion: .every(.objects(.networks))),
    ]
}
