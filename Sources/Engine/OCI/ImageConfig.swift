/// The configuration of an image that a container is started with.
///
/// Field names follow the "Properties" section of the OCI image specification's config.md, with the fields that Docker
/// adds (`Healthcheck`, `OnBuild`, `Shell`).
public struct ImageConfig: Codable, Sendable, Equatable {
    public var user: String?
    /// `8080/tcp`, sorted.
    public var exposedPorts: [String]
    /// `NAME=value`, in the order of definition.
    public var env: [String]
    public var entrypoint: [String]?
    public var cmd: [String]?
    /// Absolute paths, sorted.
    public var volumes: [String]
    public var workingDir: String?
    public var labels: [String: String]
    public var stopSignal: String?
    public var healthcheck: Healthcheck?
    /// The shell of shell-form instructions; `nil` is `/bin/sh -c`.
    public var shell: [String]?
    public var onBuild: [String]
    /// Whether the command is already one line for a shell. Docker's builders set it; only Windows looks at it.
    public var argsEscaped: Bool?

    public init() {
        exposedPorts = []
        env = []
        volumes = []
        labels = [:]
        onBuild = []
    }

    /// Docker's `HealthConfig`. Durations are nanoseconds.
    public struct Healthcheck: Codable, Sendable, Equatable {
        /// `["NONE"]`, `["CMD", …]` or `["CMD-SHELL", command]`.
        public var test: [String]
        public var interval: Int64?
        public var timeout: Int64?
        public var startPeriod: Int64?
        public var startInterval: Int64?
        public var retries: Int?

        public init(test: [String]) { self.test = test }
    }

    /// The value of an environment variable, `nil` when it is not set.
    public func environmentValue(_ name: String) -> String? {
        env.last { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
    }

    /// Sets an environment variable, keeping its place when it is set already.
    public mutating func setEnvironment(_ name: String, to value: String) {
        let entry = "\(name)=\(value)"
        if let index = env.firstIndex(where: { $0.hasPrefix(name + "=") }) {
            env[index] = entry
        } else {
            env.append(entry)
        }
    }
}
