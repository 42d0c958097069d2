import DockerFormat
import EngineInterface
import OCI

/// What a container or an image runs: Docker's `Config`.
struct ConfigInspection {
    var hostname = ""
    var domainname = ""
    var user = ""
    var attaches = (input: false, output: false, error: false)
    var exposedPorts: [String] = []
    var hasTerminal = false
    var opensInput = false
    var closesInputAfterOne = false
    var environment: [String]?
    var command: [String]?
    var healthcheck: ImageConfig.Healthcheck?
    var argumentsAreEscaped = false
    var image = ""
    var volumes: [String] = []
    var workingDirectory = ""
    var entrypoint: [String]?
    var onBuild: [String] = []
    /// `nil` is `null`.
    var labels: [String: String]?
    var stopSignal = ""
    var stopTimeout: Int?
    var shell: [String]?

    /// Of a container.
    init(container: ContainerRecord) {
        let configuration = container.configuration
        hostname = configuration.hostname ?? String(container.id.prefix(12))
        domainname = configuration.domainname
        user = configuration.user ?? ""
        attaches = (configuration.attachesInput, configuration.attachesOutput, configuration.attachesError)
        exposedPorts = configuration.exposedPorts
        hasTerminal = configuration.hasTerminal
        opensInput = configuration.opensInput
        closesInputAfterOne = configuration.closesInputAfterOne
        environment = configuration.environment
        command = configuration.command
        healthcheck = configuration.healthcheck
        image = configuration.image
        volumes = configuration.volumes
        workingDirectory = configuration.workingDirectory ?? ""
        entrypoint = configuration.entrypoint
        onBuild = configuration.onBuild
        labels = configuration.labels
        stopSignal = configuration.stopSignal ?? ""
        stopTimeout = configuration.stopTimeout
        shell = configuration.shell
    }

    /// Of an image.
    init(image config: ImageConfig) {
        user = config.user ?? ""
        exposedPorts = config.exposedPorts
        environment = config.env
        command = config.cmd
        healthcheck = config.healthcheck
        argumentsAreEscaped = config.argsEscaped ?? false
        volumes = config.volumes
        workingDirectory = config.workingDir ?? ""
        entrypoint = config.entrypoint
        onBuild = config.onBuild
        labels = config.labels.isEmpty ? nil : config.labels
        stopSignal = config.stopSignal ?? ""
        shell = config.shell
    }

    /// Of nothing.
    init() {}

    var value: OrderedJSON {
        .object([
            .init("Hostname", .string(hostname)),
            .init("Domainname", .string(domainname)),
            .init("User", .string(user)),
            .init("AttachStdin", .bool(attaches.input)),
            .init("AttachStdout", .bool(attaches.output)),
            .init("AttachStderr", .bool(attaches.error)),
            .init("ExposedPorts", JSONFields.setOrNull(exposedPorts), omitsEmpty: true),
            .init("Tty", .bool(hasTerminal)),
            .init("OpenStdin", .bool(opensInput)),
            .init("StdinOnce", .bool(closesInputAfterOne)),
            .init("Env", JSONFields.listOrNull(environment)),
            .init("Cmd", JSONFields.listOrNull(command)),
            .init("Healthcheck", health, omitsEmpty: true),
            .init("ArgsEscaped", .bool(argumentsAreEscaped), omitsEmpty: true),
            .init("Image", .string(image)),
            .init("Volumes", JSONFields.setOrNull(volumes)),
            .init("WorkingDir", .string(workingDirectory)),
            .init("Entrypoint", JSONFields.listOrNull(entrypoint)),
            .init("OnBuild", JSONFields.listOrNull(onBuild)),
            .init("Labels", labels.map { .strings($0) } ?? .nilMap),
            .init("StopSignal", .string(stopSignal), omitsEmpty: true),
            // A timeout of 0 seconds is one, so it is not left out.
            .init(
                "StopTimeout", timeout,
                omitsEmpty: stopTimeout == nil),
            .init("Shell", JSONFields.listOrNull(shell), omitsEmpty: true),
        ])
    }

    private var timeout: OrderedJSON {
        guard let stopTimeout else { return .null }
        return JSONFields.number(stopTimeout)
    }

    private var health: OrderedJSON {
        guard let healthcheck else { return .null }
        return .object([
            .init("Test", JSONFields.listOrNull(healthcheck.test), omitsEmpty: true),
            .init("Interval", JSONFields.number(healthcheck.interval ?? 0), omitsEmpty: true),
            .init("Timeout", JSONFields.number(healthcheck.timeout ?? 0), omitsEmpty: true),
            .init("StartPeriod", JSONFields.number(healthcheck.startPeriod ?? 0), omitsEmpty: true),
            .init("StartInterval", JSONFields.number(healthcheck.startInterval ?? 0), omitsEmpty: true),
            .init("Retries", JSONFields.number(healthcheck.retries ?? 0), omitsEmpty: true),
        ])
    }
}
