/// Options that several commands have.
extension DockerFlag {
    /// `--format` of commands that print a table.
    static func tableFormat(_ shorthand: Character? = nil) -> DockerFlag {
        DockerFlag(
            "format", shorthand, .string,
            """
            How to print:
            'table':           a table with headings
            'table TEMPLATE':  a table of what a Go template names
            'json':            one JSON object a line
            'TEMPLATE':        what a Go template makes of each
            """, completion: .words(["json", "table"]))
    }

    /// `--format` of commands that print one thing.
    static func format(_ shorthand: Character? = "f") -> DockerFlag {
        DockerFlag(
            "format", shorthand, .string,
            """
            How to print:
            'json':      JSON on one line
            'TEMPLATE':  what a Go template makes of it
            """, completion: .words(["json"]))
    }

    /// `--filter` with the names that it may begin with.
    static func filter(
        _ shorthand: Character? = "f", _ names: [String], _ summary: String = "Show only what matches"
    ) -> DockerFlag {
        let pairs = names.map { name in (name, filterValues[name] ?? DockerCompletion.nothing) }
        return DockerFlag(
            "filter", shorthand, .filter, summary, completion: .pairs(Dictionary(uniqueKeysWithValues: pairs)))
    }

    private static let filterValues: [String: DockerCompletion] = [
        "ancestor": .objects(.images), "before": .either([.objects(.containers), .objects(.images)]),
        "container": .objects(.containers), "dangling": .words(["false", "true"]),
        "driver": .words(["bridge", "local"]),
        "event": .words([
            "attach", "connect", "create", "destroy", "die", "disconnect", "exec_create", "exec_start", "health_status",
            "kill", "mount", "oom", "pause", "prune", "rename", "restart", "start", "stop", "tag", "unpause", "untag",
        ]),
        "health": .words(["healthy", "none", "starting", "unhealthy"]), "image": .objects(.images),
        "network": .objects(.networks), "reference": .objects(.images), "scope": .words(["local"]),
        "since": .either([.objects(.containers), .objects(.images)]),
        "status": .words(["created", "dead", "exited", "paused", "removing", "restarting", "running"]),
        "type": .words(["builtin", "container", "custom", "image", "network", "volume"]), "volume": .objects(.volumes),
    ]

    static func quiet(_ summary: String) -> DockerFlag { DockerFlag("quiet", "q", .bool, summary) }

    static var noTrunc: DockerFlag { DockerFlag("no-trunc", nil, .bool, "Print identifiers and texts in full") }

    /// `--force` of commands that otherwise ask.
    static var forceWithoutAsking: DockerFlag { DockerFlag("force", "f", .bool, "Do not ask first") }

    static var detachKeys: DockerFlag {
        DockerFlag("detach-keys", nil, .string, "Keys that leave the container running (such as ctrl-p,ctrl-q)")
    }

    static func platform(_ summary: String, _ kind: DockerFlagKind = .string) -> DockerFlag {
        DockerFlag(
            "platform", nil, kind, summary, completion: .words(["linux/amd64", "linux/arm64"]))
    }

    static var contentTrust: DockerFlag {
        DockerFlag("disable-content-trust", nil, .bool, "Do not ask for signatures", initial: "true")
    }

    /// `--signal` of commands that send one.
    static var signal: DockerFlag {
        DockerFlag("signal", "s", .string, "Signal to send instead of the usual one", completion: .words(signals))
    }

    /// `--timeout`, and `--time` as it was called before.
    static var timeouts: [DockerFlag] {
        [
            DockerFlag("timeout", "t", .int, "Seconds until SIGKILL follows"),
            DockerFlag(
                "time", nil, .int, "Seconds to wait", standsFor: "timeout", deprecation: "use --timeout instead"),
        ]
    }

    /// Limits that `run`, `create` and `update` set alike.
    static var limits: [DockerFlag] {
        [
            DockerFlag("blkio-weight", nil, .uint16, "Share of disk time, from 10 to 1000; 0 for no share of its own"),
            DockerFlag("cpu-period", nil, .int, "Length of a CFS scheduler period, in microseconds"),
            DockerFlag("cpu-quota", nil, .int, "Processor time within a CFS scheduler period, in microseconds"),
            DockerFlag("cpu-rt-period", nil, .int, "Length of a real-time scheduler period, in microseconds"),
            DockerFlag("cpu-rt-runtime", nil, .int, "Real-time processor time within a period, in microseconds"),
            DockerFlag("cpu-shares", "c", .int, "Share of processor time, relative to 1024"),
            DockerFlag("cpus", nil, .decimal, "Number of processors, such as 1.5"),
            DockerFlag("cpuset-cpus", nil, .string, "Processors that may be used (0-3, 0,1)"),
            DockerFlag("cpuset-mems", nil, .string, "Memory nodes that may be used (0-3, 0,1)"),
            DockerFlag("memory", "m", .bytes, "Most memory, such as 512m"),
            DockerFlag("memory-reservation", nil, .bytes, "Memory to come down to when the host runs short"),
            DockerFlag(
                "memory-swap", nil, .bytesOrUnlimited, "Most memory and swap together; -1 for as much swap as there is"),
            DockerFlag("pids-limit", nil, .int, "Most processes; -1 for any number"),
        ]
    }

    static let signals = ["SIGHUP", "SIGINT", "SIGKILL", "SIGQUIT", "SIGSTOP", "SIGTERM", "SIGUSR1", "SIGUSR2"]
    static let restartPolicies: DockerCompletion = .either([
        .words(["always", "no", "on-failure", "unless-stopped"]), .prefixes(["on-failure:"]),
    ])
    static let capabilities: DockerCompletion = .words([
        "ALL", "AUDIT_CONTROL", "AUDIT_READ", "AUDIT_WRITE", "BLOCK_SUSPEND", "BPF", "CHECKPOINT_RESTORE", "CHOWN",
        "DAC_OVERRIDE", "DAC_READ_SEARCH", "FOWNER", "FSETID", "IPC_LOCK", "IPC_OWNER", "KILL", "LEASE",
        "LINUX_IMMUTABLE", "MAC_ADMIN", "MAC_OVERRIDE", "MKNOD", "NET_ADMIN", "NET_BIND_SERVICE", "NET_BROADCAST",
        "NET_RAW", "PERFMON", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYSLOG", "SYS_ADMIN", "SYS_BOOT",
        "SYS_CHROOT", "SYS_MODULE", "SYS_NICE", "SYS_PACCT", "SYS_PTRACE", "SYS_RAWIO", "SYS_RESOURCE", "SYS_TIME",
        "SYS_TTY_CONFIG", "WAKE_ALARM",
    ])
}
