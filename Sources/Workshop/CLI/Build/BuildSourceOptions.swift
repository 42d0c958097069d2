import ArgumentParser
import Building
import EngineInterface

/// What is built, and with which values.
struct BuildSourceOptions: ParsableArguments {
    @Option(
        name: [.customShort("f", allowingJoined: true), .long],
        help: ArgumentHelp(
            "The Dockerfile; - reads it from standard input (default: CONTEXT/Dockerfile).", valueName: "path"),
        completion: .file())
    var file: String?

    @Option(help: ArgumentHelp("Build up to this stage instead of the last one.", valueName: "stage"))
    var target: String?

    @Option(
        name: .customLong("build-arg"),
        help: ArgumentHelp(
            "A value for ARG; a name alone takes the environment's. May be repeated.", valueName: "name=value"))
    var buildArguments: [String] = []

    @Option(
        name: .customLong("build-context"),
        help: ArgumentHelp(
            "What a name in FROM or --from stands for: a folder, a URL, docker-image://IMAGE.", valueName: "name=value")
    )
    var buildContexts: [String] = []

    @Option(
        help: ArgumentHelp("The platform to build for; only this machine's can run commands.", valueName: "os/arch"))
    var platform: String?

    @Flag(help: "Look for newer base images even when they are in the store.")
    var pull = false

    func fill(_ request: inout BuildRequest) throws {
        request.target = target
        request.buildArguments = try NamedValues.buildArguments(buildArguments, environment: Environment.value)
        request.pull = pull
        if let platform, platform.contains(",") {
            throw UsageError(
                "--platform \(platform): one build makes an image for one platform. Build them one after the other.")
        }
        request.platform = platform
        request.sourceDateEpoch = try epoch(&request)
    }

    /// From `--build-arg SOURCE_DATE_EPOCH`, or the environment, which then is an argument, too.
    private func epoch(_ request: inout BuildRequest) throws -> Int64? {
        let name = "SOURCE_DATE_EPOCH"
        let value = request.buildArguments[name] ?? Environment.value(name).flatMap { $0.isEmpty ? nil : $0 }
        guard let value else { return nil }
        guard let seconds = Int64(value), seconds >= 0 else {
            throw UsageError("\(name) is \(value), but it counts the seconds since 1970, such as 1700000000.")
        }
        request.buildArguments[name] = value
        return seconds
    }
}

/// What RUN steps get.
struct BuildStepOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "For RUN --mount=type=secret: id=NAME,src=FILE or id=NAME,env=VARIABLE. May be repeated.",
            valueName: "secret"))
    var secret: [String] = []

    @Option(
        help: ArgumentHelp(
            "For RUN --mount=type=ssh: default, ID=SOCKET or ID=KEY. May be repeated.", valueName: "agent"))
    var ssh: [String] = []

    @Option(help: ArgumentHelp("What steps reach.", valueName: "mode"))
    var network: Network = .default

    @Option(
        name: .customLong("add-host"),
        help: ArgumentHelp("A name for /etc/hosts; the address may be host-gateway.", valueName: "name:address"))
    var hosts: [String] = []

    @Option(help: ArgumentHelp("A limit of setrlimit: nofile=1024:2048. May be repeated.", valueName: "name=soft:hard"))
    var ulimit: [String] = []

    @Option(name: .customLong("shm-size"), help: ArgumentHelp("The size of /dev/shm: 64m.", valueName: "size"))
    var sharedMemory: String?

    @Option(
        name: [.customShort("m", allowingJoined: true), .long],
        help: ArgumentHelp("The memory that a step may use (default: 4g).", valueName: "size"))
    var memory: String?

    enum Network: String, ExpressibleByArgument, CaseIterable {
        case `default`, none, host
    }

    func fill(_ request: inout BuildRequest) throws {
        request.secrets = try secret.map {
            try SecretOption.parse($0, environment: Environment.value, absolute: Paths.absolute)
        }
        request.agents = try ssh.map {
            try AgentOption.parse($0, environment: Environment.value, absolute: Paths.absolute)
        }
        for text in hosts {
            let (name, address) = try HostOption.parse(text)
            request.hosts[name] = address
        }
        request.resourceLimits = try ulimit.map { try LimitOption.parse($0) }
        request.sharedMemoryBytes = try sharedMemory.map { try LimitOption.sharedMemory($0) }
        if let memory { request.limits.memoryBytes = try LimitOption.memory(memory) }
        request.network =
            switch network {
            case .default: .outbound
            case .none: .none
            case .host: .host
            }
    }
}
