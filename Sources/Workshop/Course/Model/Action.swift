/// An action with its place in exercise.yaml.
public struct LocatedAction: Sendable {
    public var action: Action
    public var line: Int

    public init(_ action: Action, line: Int) {
        self.action = action
        self.line = line
    }
}

/// What a check does. docs/exercise-format.md describes each, with its defaults.
public enum Action: Sendable {
    case build(BuildAction)
    case dockerfile(DockerfileAction)
    case image(ImageAction)
    case volume(VolumeAction)
    case run(RunAction)
    case start(ContainerSettings)
    case logs(LogsAction)
    case exec(ExecAction)
    case process(ProcessAction)
    case http(HTTPAction)
    case listen(ListenAction)
    case received(ReceivedAction)
    case stop(StopAction)
    case restart(container: String)
    case remove(container: String, volumes: Bool)
    case gone(container: String)
    case listens(ListensAction)
}

public struct BuildAction: Sendable {
    public var name = "image"
    public var context = "."
    public var dockerfile = "Dockerfile"
    public var target: String?
    public var arguments: [String: String] = [:]
    /// Names for `ARG` that get a value which no build has had before.
    public var freshArguments: [String] = []
    /// What `RUN --mount=type=secret` can read, by identifier.
    public var secrets: [String: String] = [:]
    public var allStages = false
    public var change: [String] = []
    public var mustFail = false
    public var error: TextMatch?
    public var reuses: [StepSelector] = []
    public var reruns: [StepSelector] = []
    public var stages: NumberMatch?

    public init() {}
}

/// Which steps of a build are meant.
public enum StepSelector: Sendable {
    /// Those whose text matches.
    case matches(Pattern)
    /// Those before the one that copies this file by itself.
    case before(file: String)
}

public struct DockerfileAction: Sendable {
    /// A stage of a Dockerfile.
    public enum Stage: Sendable, Equatable {
        case final, any
        case number(Int)
        case name(String)
    }
    public var path = "Dockerfile"
    public var stage = Stage.final
    public var instruction = ""
    public var pattern: Pattern?
    public var count = NumberMatch(minimum: 1)

    public init() {}
}

public struct ImageAction: Sendable {
    /// The final image is to be so many times smaller than a stage.
    public struct SmallerThan: Sendable {
        public enum Stage: Sendable, Equatable {
            case first, largest
            case number(Int)
            case name(String)
        }
        public var stage = Stage.largest
        public var factor = 1.0

        public init() {}
    }
    public var image = "image"
    /// In bytes.
    public var size: NumberMatch?
    public var layers: NumberMatch?
    public var smallerThan: SmallerThan?
    public var config = ConfigExpectation()
    public var files: [FileExpectation] = []
    /// Texts that may not be in any file of any layer, nor in the configuration or the history.
    public var lacksAnywhere: [String] = []

    public init() {}
}

public struct ConfigExpectation: Sendable {
    public var environment: [String: TextMatch] = [:]
    public var noEnvironment: [String] = []
    public var exposes: [String] = []
    public var volumes: [String] = []
    public var user: TextMatch?
    public var workingDirectory: TextMatch?
    public var entrypoint: TextMatch?
    public var command: TextMatch?
    public var labels: [String: TextMatch] = [:]
    public var stopSignal: TextMatch?
    public var healthcheck: Bool?

    public init() {}
}

public struct FileExpectation: Sendable {
    public enum Kind: String, Sendable, CaseIterable { case file, directory, symlink }
    public var path = ""
    public var present = true
    public var kind: Kind?
    /// Permission bits.
    public var mode: UInt16?
    public var modeLacks: UInt16?
    public var user: NumberMatch?
    public var group: NumberMatch?
    public var content: TextMatch?
    public var size: NumberMatch?

    public init() {}
}

/// One form for each key; exactly one thing happens.
public enum VolumeAction: Sendable {
    case create(String)
    case look(container: String, path: String, name: String?, anonymous: Bool?, sameAs: String?, differsFrom: String?)
    case exists(String)
    case gone(String)
    case remove(String)
}

/// What `run` and `start` have in common.
public struct ContainerSettings: Sendable {
    public enum Network: String, Sendable, CaseIterable { case session, none, outbound }
    public var name = "run"
    public var image = "image"
    public var command: [String]?
    public var entrypoint: [String]?
    public var environment: [String: String] = [:]
    public var user: String?
    public var workingDirectory: String?
    public var standardInput: String?
    public var publish: [Int] = []
    public var network = Network.session
    public var mounts: [MountSetting] = []
    public var limits = Limits()
    public var isShared = false
    /// Whether the container can write only to what is mounted.
    public var isRootReadOnly = false

    public init() {}
}

public struct MountSetting: Sendable {
    public enum Source: Sendable, Equatable {
        /// A path below the learner's folder.
        case bind(String)
        case volume(String)
        case tmpfs
    }
    public var source: Source
    public var target: String
    public var isReadOnly: Bool

    public init(source: Source, target: String, isReadOnly: Bool) {
        self.source = source
        self.target = target
        self.isReadOnly = isReadOnly
    }
}

/// How a command must end and what it must write.
public struct OutcomeExpectation: Sendable {
    /// `nil` accepts any status.
    public var exit: NumberMatch? = NumberMatch(equals: 0)
    public var standardOutput: TextMatch?
    public var standardError: TextMatch?
    /// Both streams together.
    public var output: TextMatch?
    /// In seconds.
    public var time: NumberMatch?

    public init() {}
}

public struct RunAction: Sendable {
    public var container = ContainerSettings()
    public var expect = OutcomeExpectation()
    /// In seconds.
    public var within = 30.0

    public init() {}
}

public struct LogsAction: Sendable {
    public enum Stream: String, Sendable, CaseIterable { case any, stdout, stderr }
    public var container = ""
    public var expect = TextMatch()
    public var stream = Stream.any
    public var within = 5.0

    public init() {}
}

public struct ExecAction: Sendable {
    public var container = ""
    public var command: [String] = []
    public var user: String?
    public var workingDirectory: String?
    public var environment: [String: String] = [:]
    public var expect = OutcomeExpectation()
    public var within = 10.0
    /// Repeat until it holds.
    public var isRepeated = false

    public init() {}
}

public struct ProcessAction: Sendable {
    public enum Which: Sendable, Equatable {
        case pid(Int)
        case any, all
    }
    public var container = ""
    public var which = Which.pid(1)
    public var user: NumberMatch?
    public var group: NumberMatch?
    public var command: TextMatch?
    public var hasNoCapabilities = false
    public var within = 2.0

    public init() {}
}

public struct HTTPAction: Sendable {
    public enum Way: String, Sendable, CaseIterable { case network, published }
    public struct Expectation: Sendable {
        public var status = NumberMatch(equals: 200)
        /// Names in lower case.
        public var headers: [String: TextMatch] = [:]
        public var body: TextMatch?

        public init() {}
    }
    public var container = ""
    public var port = 80
    public var way = Way.network
    public var path = "/"
    public var method = "GET"
    public var headers: [String: String] = [:]
    public var body = ""
    public var within = 10.0
    public var expect = Expectation()
    /// One request for each, in order; empty: one request, judged by `expect.body`.
    public var bodies: [TextMatch] = []

    public init() {}
}

public struct ListenAction: Sendable {
    public var name = ""
    public var port = 0
    public var status = 200
    public var headers: [String: String] = [:]
    public var body = ""

    public init() {}
}

public struct ReceivedAction: Sendable {
    public struct Expectation: Sendable {
        public var method: TextMatch?
        public var path: TextMatch?
        /// Names in lower case.
        public var headers: [String: TextMatch] = [:]
        public var body: TextMatch?

        public init() {}
    }
    public var listener = ""
    public var count = NumberMatch(minimum: 1)
    public var within = 10.0
    public var expect = Expectation()
    /// In seconds, the median of the times between two arrivals.
    public var spacing: NumberMatch?

    public init() {}
}

public struct StopAction: Sendable {
    public var container = ""
    /// As `STOPSIGNAL` takes it.
    public var signal: String?
    public var within = 10.0
    public var exit: NumberMatch?

    public init() {}
}

public struct ListensAction: Sendable {
    public var container = ""
    public var port = 0
    public var within = 10.0

    public init() {}
}
