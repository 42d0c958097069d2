/// The options of `run` and `create`: what a container is made of.
enum ContainerSettings {
    static var all: [DockerFlag] { process + identity + storage + network + DockerFlag.limits + resources + health }

    private static let process: [DockerFlag] = [
        DockerFlag(
            "attach", "a", .list, "Connect STDIN, STDOUT or STDERR", completion: .words(["stderr", "stdin", "stdout"]),
            check: FlagCheck.stream),
        DockerFlag("cap-add", nil, .list, "Give a capability of the kernel", completion: DockerFlag.capabilities),
        DockerFlag("cap-drop", nil, .list, "Take a capability of the kernel away", completion: DockerFlag.capabilities),
        DockerFlag("entrypoint", nil, .string, "Program to use instead of the image's ENTRYPOINT"),
        DockerFlag(
            "env", "e", .list, "Environment variable: NAME=VALUE, or NAME for the value it has here",
            completion: .environment, check: FlagCheck.environment),
        DockerFlag("env-file", nil, .list, "File with one environment variable a line", completion: .files),
        DockerFlag("group-add", nil, .list, "Further group of the user"),
        DockerFlag("init", nil, .bool, "Run a small init as PID 1 that passes signals on and reaps processes"),
        DockerFlag("interactive", "i", .bool, "Keep STDIN open, attached or not"),
        DockerFlag("privileged", nil, .bool, "Lift the confinement of the container"),
        DockerFlag("runtime", nil, .string, "OCI runtime to use"),
        DockerFlag(
            "security-opt", nil, .list, "Security option, such as no-new-privileges",
            completion: .either([
                .words(["no-new-privileges", "seccomp=unconfined", "apparmor=unconfined", "label=disable"]),
                .prefixes(["seccomp=", "apparmor=", "label="]),
            ])),
        DockerFlag(
            "stop-signal", nil, .string, "Signal that asks the container to stop",
            completion: .words(DockerFlag.signals)),
        DockerFlag("stop-timeout", nil, .int, "Seconds from that signal to SIGKILL"),
        DockerFlag("tty", "t", .bool, "Give the container a terminal"),
        DockerFlag("user", "u", .string, "User, by name or number (<name|uid>[:<group|gid>])"),
        DockerFlag("workdir", "w", .string, "Folder in which the command starts"),
    ]

    private static let identity: [DockerFlag] = [
        DockerFlag("annotation", nil, .map, "Annotation for the OCI runtime", shownDefault: "map[]"),
        DockerFlag("cidfile", nil, .string, "File to write the container's ID into", completion: .files),
        DockerFlag("domainname", nil, .string, "NIS domain name of the container"),
        DockerFlag("hostname", "h", .string, "Host name of the container"),
        DockerFlag("label", "l", .list, "Label of the container", check: FlagCheck.label),
        DockerFlag("label-file", nil, .list, "File with one label a line", completion: .files),
        DockerFlag("name", nil, .string, "Name of the container"),
        DockerFlag(
            "log-driver", nil, .string, "Where output is kept",
            completion: .words(["json-file", "local", "none"])),
        DockerFlag(
            "log-opt", nil, .list, "Option of the log, such as max-size=10m",
            completion: .pairs(["max-size": .nothing, "max-file": .nothing])),
        DockerFlag(
            "restart", nil, .string, "When to start the container again after it exits", initial: "no",
            completion: DockerFlag.restartPolicies),
        DockerFlag("rm", nil, .bool, "Once it has exited, remove it with its anonymous volumes"),
        DockerFlag("quiet", "q", .bool, "Do not show the pull's output"),
        DockerFlag.platform("Platform of the image, such as linux/amd64"),
        DockerFlag.contentTrust,
    ]

    private static let storage: [DockerFlag] = [
        DockerFlag("device", nil, .list, "Device of the host to pass on", completion: .files),
        DockerFlag(
            "device-cgroup-rule", nil, .list, "Rule for the devices that may be used",
            check: FlagCheck.deviceRule),
        DockerFlag(
            "mount", nil, .list, "Mount with all its options (type=volume,source=data,target=/data)",
            valueName: "mount",
            completion: .prefixes(["type=bind,source=", "type=tmpfs,target=", "type=volume,source="]),
            check: DockerMountOption.complaint),
        DockerFlag("read-only", nil, .bool, "Let the container write to mounts only, not to its own files"),
        DockerFlag("storage-opt", nil, .list, "Option of the storage driver"),
        DockerFlag("tmpfs", nil, .list, "Mount a file system in memory (path[:options])"),
        DockerFlag(
            "volume", "v", .list, "Mount a volume or a folder (name:path or folder:path)",
            completion: .either([.named(.volumes, after: ":"), .files])),
        DockerFlag("volume-driver", nil, .string, "Driver of the volumes that are made"),
        DockerFlag(
            "volumes-from", nil, .list, "Mount the volumes of another container",
            completion: .objects(.containers)),
        DockerFlag("use-api-socket", nil, .bool, "Mount the engine's API socket and its credentials"),
    ]

    private static let network: [DockerFlag] = [
        DockerFlag("add-host", nil, .list, "Line for /etc/hosts (host:ip)", check: FlagCheck.extraHost),
        DockerFlag("dns", nil, .list, "Name server to ask", check: FlagCheck.address),
        DockerFlag("dns-opt", nil, .list, "Option of the resolver", standsFor: "dns-option"),
        DockerFlag("dns-option", nil, .list, "Option of the resolver"),
        DockerFlag("dns-search", nil, .list, "Domain to search names in", check: FlagCheck.searchDomain),
        DockerFlag("expose", nil, .list, "Port, or range of ports, that the container listens on"),
        DockerFlag("ip", nil, .string, "IPv4 address on the network, such as 10.5.0.9"),
        DockerFlag("ip6", nil, .string, "IPv6 address on the network, such as fd00::9"),
        DockerFlag(
            "link", nil, .list, "Make another container known by a name",
            completion: .objects(.containers), check: FlagCheck.link),
        DockerFlag("link-local-ip", nil, .list, "Link-local address of the container"),
        DockerFlag("mac-address", nil, .string, "MAC address of its interface, such as 02:42:0a:05:00:09"),
        DockerFlag("net", nil, .list, "Network", standsFor: "network", check: DockerNetworkOption.complaint),
        DockerFlag("net-alias", nil, .list, "Further name on the network", standsFor: "network-alias"),
        DockerFlag(
            "network", nil, .list, "Network to join: a name, bridge, host, none or container:NAME",
            valueName: "network", completion: FlagCheck.networks, check: DockerNetworkOption.complaint),
        DockerFlag("network-alias", nil, .list, "Further name of the container on its network"),
        DockerFlag("publish", "p", .list, "Publish a port on the host ([ip:][host:]container[/udp])"),
        DockerFlag("publish-all", "P", .bool, "Publish all exposed ports, each on a free port of the host"),
    ]

    private static let resources: [DockerFlag] = [
        DockerFlag(
            "blkio-weight-device", nil, .list, "Share of a device's time (path:weight)", shownDefault: "[]",
            check: FlagCheck.deviceWeight),
        DockerFlag("cgroup-parent", nil, .string, "Control group to make the container's in"),
        DockerFlag(
            "cgroupns", nil, .string, "Whose control groups it sees: host or private",
            completion: .words(["host", "private"])),
        DockerFlag("cpu-count", nil, .int, "Number of processors (Windows only)", isHidden: true),
        DockerFlag("cpu-percent", nil, .int, "Share of the processors (Windows only)", isHidden: true),
        DockerFlag(
            "device-read-bps", nil, .list, "Most bytes a second to read from a device (path:rate)",
            shownDefault: "[]", check: FlagCheck.deviceBytes),
        DockerFlag(
            "device-read-iops", nil, .list, "Most reads a second from a device (path:rate)",
            shownDefault: "[]", check: FlagCheck.deviceOperations),
        DockerFlag(
            "device-write-bps", nil, .list, "Most bytes a second to write to a device (path:rate)",
            shownDefault: "[]", check: FlagCheck.deviceBytes),
        DockerFlag(
            "device-write-iops", nil, .list, "Most writes a second to a device (path:rate)",
            shownDefault: "[]", check: FlagCheck.deviceOperations),
        DockerFlag(
            "gpus", nil, .list, "Graphics processors to pass on ('all' for all)", valueName: "gpu-request",
            check: FlagCheck.gpus),
        DockerFlag("io-maxbandwidth", nil, .bytes, "Most bytes a second (Windows only)", isHidden: true),
        DockerFlag("io-maxiops", nil, .uint, "Most operations a second (Windows only)", isHidden: true),
        DockerFlag(
            "ipc", nil, .string, "IPC namespace: private, shareable, host, none or container:NAME",
            completion: .either([
                .words(["host", "none", "private", "shareable"]), .named(before: "container:", .containers),
            ])),
        DockerFlag("isolation", nil, .string, "Kind of isolation", completion: .words(["default"])),
        DockerFlag("kernel-memory", nil, .bytes, "Most memory of the kernel for it"),
        DockerFlag("memory-swappiness", nil, .int, "How gladly memory is swapped out (0 to 100)", initial: "-1"),
        DockerFlag("oom-kill-disable", nil, .bool, "Do not let the kernel kill it when memory runs out"),
        DockerFlag("oom-score-adj", nil, .int, "How early the kernel picks it when memory runs out (-1000 to 1000)"),
        DockerFlag(
            "pid", nil, .string, "PID namespace: host or container:NAME",
            completion: .either([.words(["host"]), .named(before: "container:", .containers)])),
        DockerFlag("shm-size", nil, .bytes, "Shared memory at /dev/shm, such as 128m"),
        DockerFlag(
            "sysctl", nil, .map, "Kernel setting of the container's namespaces", shownDefault: "map[]",
            check: FlagCheck.kernelSetting),
        DockerFlag(
            "ulimit", nil, .list, "Limit of a process (nofile=1024:2048)", shownDefault: "[]",
            valueName: "ulimit", completion: .prefixes(DockerUlimit.names.map { $0 + "=" }),
            check: DockerUlimit.complaint),
        DockerFlag(
            "userns", nil, .string, "User namespace: host, or keep-id[:uid=N,gid=N]",
            completion: .words(["host", "keep-id"])),
        DockerFlag("uts", nil, .string, "UTS namespace: host", completion: .words(["host"])),
    ]

    private static let health: [DockerFlag] = [
        DockerFlag("health-cmd", nil, .string, "Command that tells whether the container is well"),
        DockerFlag("health-interval", nil, .duration, "Pause between two checks, such as 30s"),
        DockerFlag("health-retries", nil, .int, "Failures in a row that make it unhealthy"),
        DockerFlag("health-start-interval", nil, .duration, "Pause between two checks while it starts"),
        DockerFlag("health-start-period", nil, .duration, "Time to start, in which failures do not count"),
        DockerFlag("health-timeout", nil, .duration, "Longest time for one check"),
        DockerFlag("no-healthcheck", nil, .bool, "Do not check, whatever the image says"),
    ]
}
