import ArgumentParser
import Building

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

    func fill(_ arguments: inout BuildArguments) {
        arguments.file = file
        arguments.target = target
        arguments.buildArguments = buildArguments
        arguments.buildContexts = buildContexts
        arguments.platform = platform
        arguments.pull = pull
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
    var network: BuildArguments.Network = .default

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

    func fill(_ arguments: inout BuildArguments) {
        arguments.secrets = secret
        arguments.agents = ssh
        arguments.network = network
        arguments.hosts = hosts
        arguments.limits = ulimit
        arguments.sharedMemory = sharedMemory
        arguments.memory = memory
    }
}

extension BuildArguments.Network: ExpressibleByArgument {}
