extension BuildCheck {
    static let courseRunsAsRoot = BuildCheck(
        "CourseRunsAsRoot", .course, title: "A service does not run as root.",
        explanation:
            "Who breaks into a service has its rights. As root in the container, that is one fault of the kernel away from root on the host."
    ) { context, reporter in
        guard let stage = context.stages.first(where: \.isTarget), isService(stage.end),
            let user = RunningUser(stage, context), user.isRoot, !dropsRights(stage.end)
        else { return }
        let start = stage.steps.last { step in
            switch step.instruction.operation {
            case .entrypoint, .cmd: true
            default: false
            }
        }
        reporter.report(
            user.statement ?? start?.statement ?? stage.stage.from.statement,
            "The container's service runs as root.",
            help: "Make a user and name it before CMD: RUN useradd --system app, then USER app.")
    }

    /// Whether the image answers requests: it exposes a port, has a health check, or starts a known server.
    private static func isService(_ state: StageState) -> Bool {
        if state.exposesPorts || state.hasHealthcheck { return true }
        let words = startWords(state)
        guard let program = words.first.map(ShellCommand.baseName) else { return false }
        let servers: Set<String> = [
            "gunicorn", "uvicorn", "hypercorn", "daphne", "waitress-serve", "uwsgi", "puma", "unicorn", "rails",
            "caddy", "http-server", "json-server",
        ]
        let text = words.joined(separator: " ")
        return servers.contains(program)
            || ["flask run", "http.server", "runserver", "npm start", "yarn start", "php -S"].contains {
                text.contains($0)
            }
    }

    /// The words of what the container starts, wrappers left out. Empty when that is not known.
    private static func startWords(_ state: StageState) -> [String] {
        var words: [String] = []
        for form in [state.entrypoint, state.command].compactMap({ $0 }) {
            switch form {
            case .exec(let list): words += list
            case .shell(let text): words += ShellScript(text).commands.last?.effective ?? []
            }
            if case .shell? = state.entrypoint { break }
        }
        if words.count >= 3, ShellScript.shells.contains(ShellCommand.baseName(words[0])), words[1].hasSuffix("c") {
            words = ShellScript(words[2]).commands.last?.effective ?? []
        }
        while let first = words.first,
            ["tini", "dumb-init", "--", "-g", "catatonit"].contains(ShellCommand.baseName(first))
        {
            words.removeFirst()
        }
        return words
    }

    /// Whether what is started gives root's rights up by itself, or may do so: a script cannot be looked into.
    private static func dropsRights(_ state: StageState) -> Bool {
        let words = startWords(state)
        guard let program = words.first.map(ShellCommand.baseName) else { return true }
        let dropping: Set<String> = [
            "nginx", "httpd", "httpd-foreground", "apache2", "apache2ctl", "apache2-foreground", "apachectl", "sshd",
            "haproxy", "named", "dovecot", "postfix", "squid", "cron", "crond", "supervisord", "init", "systemd",
            "s6-svscan", "runsvdir", "mysqld", "mariadbd", "postgres", "varnishd", "memcached", "exim", "proftpd",
            "vsftpd", "unbound", "dnsmasq", "chronyd", "openvpn", "dockerd",
        ]
        let changing: Set<String> = ["gosu", "su-exec", "setpriv", "runuser", "su", "chpst", "s6-setuidgid", "sudo"]
        return dropping.contains(program) || program.hasPrefix("php-fpm") || program.hasSuffix(".sh")
            || program.contains("entrypoint") || words.contains { changing.contains(ShellCommand.baseName($0)) }
    }
}

/// The user that a stage's container runs as.
private struct RunningUser {
    let isRoot: Bool
    /// The `USER` that says so.
    let statement: Statement?

    /// `nil` when it cannot be known.
    init?(_ stage: WalkedStage, _ context: CheckContext) {
        if let user = stage.end.user {
            let name = user.prefix { $0 != ":" }
            isRoot = name.isEmpty || name == "root" || name == "0"
            statement =
                stage.steps.last { if case .user = $0.instruction.operation { true } else { false } }?.statement
            return
        }
        // Nobody knows the base image. Official ones run as root, with few exceptions.
        let chain = StageBases.chain(of: context.bases, from: stage.stage.index)
        let hasUser = context.stages.contains { walked in
            chain.contains(walked.stage.index)
                && walked.steps.contains { if case .user = $0.instruction.operation { true } else { false } }
        }
        guard !hasUser, let last = chain.last, case .image(let name) = context.bases[last],
            let official = ImageName(name)?.official, !Self.otherUsers.contains(String(official)),
            !name.contains("nonroot"), !name.contains("rootless")
        else { return nil }
        isRoot = true
        statement = nil
    }

    /// Official images whose config names another user.
    private static let otherUsers: Set<String> = [
        "elasticsearch", "logstash", "kibana", "jetty", "haproxy", "memcached", "varnish", "solr", "sonarqube",
        "open-liberty", "websphere-liberty", "hitch", "znc", "groovy", "convertigo", "flink", "storm", "nats",
        "spiped", "teamspeak", "hylang", "liquibase", "gradle", "neo4j", "rocket.chat",
    ]
}
