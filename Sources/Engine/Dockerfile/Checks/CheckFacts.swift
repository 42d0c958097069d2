/// What checks can use beside the Dockerfile itself. Whatever is missing, rules that need it find nothing.
public struct CheckFacts: Sendable {
    /// What is known of the file that leaves parts of the context out.
    public enum IgnoreFacts: Sendable {
        /// Nobody looked.
        case unknown
        /// The context has none.
        case absent
        case found(IgnoreFile)
    }

    /// What is known of an image that a stage builds on.
    public struct BaseImage: Sendable, Hashable {
        /// `NAME=value` entries.
        public var environment: [String]?
        /// As the config has it; empty is root.
        public var user: String?
        /// As the config has it.
        public var workingDirectory: String?
        /// Empty when the config names none.
        public var shell: [String]?
        /// For example `linux/arm64`.
        public var platform: String?
        /// The triggers that take effect in the stage.
        public var onBuild: [String]?
        /// Empty when the config names none.
        public var entrypoint: [String]?
        /// Empty when the config names none.
        public var command: [String]?
        /// Whether the config exposes a port.
        public var exposesPorts: Bool?

        public init(
            environment: [String]? = nil, user: String? = nil, workingDirectory: String? = nil,
            shell: [String]? = nil, platform: String? = nil, onBuild: [String]? = nil, entrypoint: [String]? = nil,
            command: [String]? = nil, exposesPorts: Bool? = nil
        ) {
            self.environment = environment
            self.user = user
            self.workingDirectory = workingDirectory
            self.shell = shell
            self.platform = platform
            self.onBuild = onBuild
            self.entrypoint = entrypoint
            self.command = command
            self.exposesPorts = exposesPorts
        }
    }

    /// The values of `--build-arg`.
    public var buildArguments: [String: String] = [:]
    /// What is built for, for example `linux/amd64`.
    public var targetPlatform = CheckFacts.hostPlatform
    /// What is built on.
    public var buildPlatform = CheckFacts.hostPlatform
    /// The context's ignore file.
    public var ignoreFile = IgnoreFacts.unknown
    /// Images by their names as ``BuildChecks/baseImages(of:facts:)`` gives them.
    public var baseImages: [String: BaseImage] = [:]
    /// The value of `--target`: a stage's name or number. `nil` is the last stage.
    public var target: String?
    /// The stages that are built; `nil` is all of them, as `--check` looks at them.
    public var stages: Set<Int>?

    public init() {}

    /// The platform of this machine.
    public static var hostPlatform: String {
        #if arch(arm64)
            return "linux/arm64"
        #else
            return "linux/amd64"
        #endif
    }
}
