import DockerFlags
import EngineInterface
import OCI

/// What `run` and `create` ask for: their options and arguments as the engine takes them.
struct ContainerCreation: Equatable {
    var name: String?
    var configuration: ContainerConfiguration
    var host = HostConfiguration()
    /// `--platform`; `nil` is this machine's.
    var platform: ImagePlatform?
    var pull = PullPolicy.missing
    var isQuiet = false
    /// What is accepted but has no effect here, as sentences.
    var warnings: [String] = []

    enum PullPolicy: String { case always, missing, never }

    /// Reads the command line. What the client refuses throws ``CommandFailure`` with its words, what the engine would
    /// refuse throws ``EngineError``.
    ///
    /// - Parameter folder: where the command was called, an absolute path.
    init(_ invocation: DockerInvocation, environment: [String: String], folder: String) throws {
        let flags = invocation.flags
        configuration = ContainerConfiguration(image: invocation.arguments.first ?? "")
        guard let pull = PullPolicy(rawValue: flags.string("pull").isEmpty ? "missing" : flags.string("pull")) else {
            throw CommandFailure(
                "invalid pull option: '\(flags.string("pull"))': must be one of \"always\", \"missing\" or \"never\"")
        }
        self.pull = pull
        isQuiet = flags.bool("quiet")
        name = flags.string("name").nonEmpty
        try readMounts(flags, folder: folder)
        readProcess(flags, arguments: Array(invocation.arguments.dropFirst()))
        try readPorts(flags)
        try readDevices(flags)
        try readTexts(flags, environment: environment, folder: folder)
        try readNamespaces(flags)
        try readLog(flags)
        try readSecurity(flags, folder: folder)
        try readHealth(flags)
        host.resources = Self.resources(flags)
        readRest(flags)
        try readNetworks(flags)
        host.restartPolicy = try RestartPolicy(flags.string("restart"))
        if host.removesItself, host.restartPolicy.kind != .no {
            throw CommandFailure("conflicting options: cannot specify both --restart and --rm")
        }
        try readPlatform(flags.given("platform") ?? environment["DOCKER_DEFAULT_PLATFORM"] ?? "")
        warnings += ContainerRules.warnings(configuration, host) + Self.withoutEffect(flags)
    }

    private mutating func readProcess(_ flags: DockerFlagValues, arguments: [String]) {
        let streams = Set(flags.strings("attach").map { $0.lowercased() })
        configuration.attachesInput = streams.contains("stdin") || flags.bool("interactive")
        configuration.attachesOutput = streams.isEmpty || streams.contains("stdout")
        configuration.attachesError = streams.isEmpty || streams.contains("stderr")
        configuration.hasTerminal = flags.bool("tty")
        configuration.opensInput = flags.bool("interactive")
        configuration.closesInputAfterOne = configuration.opensInput && configuration.attachesInput
        configuration.hostname = flags.string("hostname").nonEmpty
        configuration.domainname = flags.string("domainname")
        configuration.user = flags.string("user").nonEmpty
        configuration.workingDirectory = flags.string("workdir").nonEmpty
        configuration.stopSignal = flags.string("stop-signal").nonEmpty
        if flags.isSet("stop-timeout") { configuration.stopTimeout = Int(clamping: flags.int("stop-timeout")) }
        if !arguments.isEmpty { configuration.command = arguments }
        // An empty one resets the image's.
        if let program = flags.given("entrypoint") { configuration.entrypoint = program.isEmpty ? [] : [program] }
    }

    private mutating func readTexts(
        _ flags: DockerFlagValues, environment: [String: String], folder: String
    ) throws {
        configuration.environment = try EnvironmentOptions.variables(
            files: flags.strings("env-file"), values: flags.strings("env"), environment: environment, folder: folder)
        var labels: [String] = []
        for file in flags.strings("label-file") {
            labels += try KeyValueFile.read(FilePath.absolute(file, in: folder), shownAs: file) { _ in nil }
        }
        for label in labels + flags.strings("label") {
            let pair = label.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            configuration.labels[String(pair[0])] = pair.count > 1 ? String(pair[1]) : ""
        }
    }

    private mutating func readHealth(_ flags: DockerFlagValues) throws {
        let names = ["interval", "timeout", "start-period", "start-interval"]
        let spans = names.map { flags.nanoseconds("health-" + $0) }
        let command = flags.string("health-cmd")
        let retries = flags.int("health-retries")
        let isSet = !command.isEmpty || retries != 0 || spans.contains { $0 != 0 }
        if flags.bool("no-healthcheck") {
            guard !isSet else { throw CommandFailure("--no-healthcheck conflicts with --health-* options") }
            configuration.healthcheck = ImageConfig.Healthcheck(test: ["NONE"])
            return
        }
        guard isSet else { return }
        for name in ["interval", "timeout", "retries", "start-period", "start-interval"] {
            let value = name == "retries" ? retries : flags.nanoseconds("health-" + name)
            guard value >= 0 else { throw CommandFailure("--health-\(name) cannot be negative") }
        }
        var check = ImageConfig.Healthcheck(test: command.isEmpty ? [] : ["CMD-SHELL", command])
        func span(_ index: Int) -> Int64? { spans[index] == 0 ? nil : spans[index] }
        (check.interval, check.timeout, check.startPeriod, check.startInterval) = (span(0), span(1), span(2), span(3))
        if retries != 0 { check.retries = Int(clamping: retries) }
        configuration.healthcheck = check
    }

    private mutating func readRest(_ flags: DockerFlagValues) {
        host.resources.disablesOutOfMemoryKiller = flags.bool("oom-kill-disable")
        host.resources.outOfMemoryScore = Int(clamping: flags.int("oom-score-adj"))
        host.publishesAllPorts = flags.bool("publish-all")
        host.removesItself = flags.bool("rm")
        host.addedCapabilities = flags.strings("cap-add").map(Self.capability)
        host.droppedCapabilities = flags.strings("cap-drop").map(Self.capability)
        host.isPrivileged = flags.bool("privileged")
        host.hasReadOnlyRoot = flags.bool("read-only")
        host.runsInit = flags.bool("init")
        host.dnsServers = flags.strings("dns").map(\.trimmingSpaces)
        host.dnsSearch = flags.strings("dns-search").map(\.trimmingSpaces)
        host.dnsOptions = flags.strings("dns-option")
        host.extraHosts = flags.strings("add-host").map(Self.extraHost)
        host.addedGroups = flags.strings("group-add")
        host.sharedMemoryBytes = flags.bytes("shm-size")
        host.volumesFrom = flags.strings("volumes-from")
        host.sysctls = Dictionary(flags.pairs("sysctl").map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
        host.containerIDFile = flags.string("cidfile")
        var limits: [String: ResourceLimit] = [:]
        for text in flags.strings("ulimit") {
            guard let limit = try? DockerUlimit(text) else { continue }
            // -1, no limit, is the largest number.
            limits[limit.name] = ResourceLimit(
                name: limit.name, soft: UInt64(bitPattern: limit.soft), hard: UInt64(bitPattern: limit.hard))
        }
        host.limits = limits.values.sorted { $0.name < $1.name }
    }

    private mutating func readPlatform(_ text: String) throws {
        guard !text.isEmpty else { return }
        guard let platform = ImagePlatform(text) else {
            throw CommandFailure(
                "error parsing specified platform: \"\(text)\": cannot parse platform specifier: invalid argument",
                help: "A platform is written as linux/amd64 or linux/arm64.")
        }
        self.platform = platform
    }

    /// `NAME:ADDRESS`, from that or from `NAME=ADDRESS`; brackets around an address are not part of it.
    private static func extraHost(_ text: String) -> String {
        guard let separator = text.firstIndex(where: { $0 == ":" || $0 == "=" }) else { return text }
        var address = text[text.index(after: separator)...]
        if address.hasPrefix("["), address.hasSuffix("]") { address = address.dropFirst().dropLast() }
        return "\(text[..<separator]):\(address)"
    }

    /// In capitals, without `CAP_`.
    private static func capability(_ text: String) -> String {
        let name = text.trimmingSpaces.uppercased()
        return name.hasPrefix("CAP_") ? String(name.dropFirst(4)) : name
    }
}

extension String {
    /// The text, or `nil` when there is none.
    var nonEmpty: String? { isEmpty ? nil : self }
}
