import OCI

/// What to build and from where.
public struct BuildRequest: Sendable {
    /// The folder that `COPY` and `ADD` read from. An absolute path.
    public var context: String
    /// The Dockerfile's path. Absolute, or relative to ``context``.
    public var dockerfile: String
    /// The name of the stage to build. `nil` builds the last one.
    public var target: String?
    /// The stage to build by its place, counted from 0, in place of ``target``; for stages that have no name.
    public var targetIndex: Int?
    /// Values for `ARG`, by name.
    public var buildArguments: [String: String]
    /// Stages to build besides the target because somebody wants to look at them, too.
    ///
    /// A check that compares the final image with a build stage needs that stage's image.
    public var alsoBuildAllStages: Bool
    /// Names to give the image.
    public var tags: [String]
    /// Labels to add to the image.
    public var labels: [String: String]
    /// Run every step again.
    public var noCache: Bool
    /// Which network `RUN` steps see unless they name one.
    public var network: NetworkMode
    /// Limits on each `RUN` step.
    public var limits: ResourceLimits
    /// The Dockerfile's text when it is not read from a file; ``dockerfile`` is then only its name in messages.
    public var dockerfileBytes: [UInt8]?
    /// Stages whose steps run again whatever is cached. Empty means none.
    public var noCacheStages: [String] = []
    /// Look for newer base images even when the store has them.
    public var pull = false
    /// `linux/amd64`, `linux/arm/v7`; `nil` is this machine's.
    public var platform: String?
    public var secrets: [BuildSecret] = []
    public var agents: [BuildAgent] = []
    public var namedContexts: [String: NamedContext] = [:]
    /// Additional names for /etc/hosts of `RUN` steps.
    public var hosts: [String: String] = [:]
    public var resourceLimits: [ResourceLimit] = []
    /// The size of /dev/shm in `RUN` steps.
    public var sharedMemoryBytes: Int64?
    /// Seconds since 1970 that every time in the result is set back to when it is later (`SOURCE_DATE_EPOCH`).
    public var sourceDateEpoch: Int64?
    /// Where to look for results of steps that are not in the store.
    public var cacheSources: [CacheSource] = []
    /// Where to write the results of this build's steps.
    public var cacheTargets: [CacheTarget] = []
    /// Where to stop so that somebody can look inside.
    public var breakpoint: BuildBreakpoint?
    /// Who looks inside at the ``breakpoint``. Called at most once in a build; other stages may go on meanwhile.
    public var inspect: BuildInspector?
    /// Lists leave the image out, unless they are asked for all, as long as it has no name and nobody else builds it: it
    /// is a means to something else, such as a check.
    public var isUnlisted = false

    public init(
        context: String, dockerfile: String = "Dockerfile", target: String? = nil,
        buildArguments: [String: String] = [:], alsoBuildAllStages: Bool = false, tags: [String] = [],
        labels: [String: String] = [:], noCache: Bool = false, network: NetworkMode = .outbound,
        limits: ResourceLimits = .buildStep
    ) {
        self.context = context
        self.dockerfile = dockerfile
        self.target = target
        self.buildArguments = buildArguments
        self.alsoBuildAllStages = alsoBuildAllStages
        self.tags = tags
        self.labels = labels
        self.noCache = noCache
        self.network = network
        self.limits = limits
    }
}

/// What a finished build yields.
public struct BuildResult: Sendable {
    /// The image of the target stage.
    public var image: ImageDetails
    /// Every stage that was built, in the Dockerfile's order.
    public var stages: [BuiltStage]
    /// Every instruction of the built stages, in the Dockerfile's order.
    public var steps: [BuildStep]
    /// What the build found questionable, but not wrong.
    public var warnings: [BuildWarning]

    public init(image: ImageDetails, stages: [BuiltStage], steps: [BuildStep], warnings: [BuildWarning] = []) {
        self.image = image
        self.stages = stages
        self.steps = steps
        self.warnings = warnings
    }
}

/// One stage of a finished build.
public struct BuiltStage: Sendable {
    /// Counted from 0 in the Dockerfile's order.
    public var index: Int
    /// The name after `AS`, if it has one.
    public var name: String?
    public var image: ImageDetails
    /// Whether this is the stage that the build was asked for.
    public var isTarget: Bool

    public init(index: Int, name: String?, image: ImageDetails, isTarget: Bool) {
        self.index = index
        self.name = name
        self.image = image
        self.isTarget = isTarget
    }
}

/// One instruction of a build, and what became of it.
public struct BuildStep: Sendable {
    /// The stage that it stands in, counted from 0.
    public var stage: Int
    /// The instruction's name in capitals: `RUN`, `COPY`, …
    public var instruction: String
    /// The instruction as it stands in the Dockerfile, on one line.
    public var text: String
    /// The line on which the instruction begins, counted from 1.
    public var line: Int
    /// Whether an earlier result was used.
    public var isCached: Bool
    /// Why the step ran; `nil` when it was cached.
    public var cause: StepCause?
    /// The cause as a sentence.
    public var reason: String? { cause?.sentence }
    /// How long it took, in seconds.
    public var seconds: Double
    /// How many bytes its files take. 0 for instructions that change only the configuration.
    public var bytes: Int64
    /// The context's files and folders that it read, relative to the context (`COPY` and `ADD` only).
    public var contextSources: [String]

    public init(
        stage: Int, instruction: String, text: String, line: Int, isCached: Bool, cause: StepCause?,
        seconds: Double, bytes: Int64, contextSources: [String] = []
    ) {
        self.stage = stage
        self.instruction = instruction
        self.text = text
        self.line = line
        self.isCached = isCached
        self.cause = cause
        self.seconds = seconds
        self.bytes = bytes
        self.contextSources = contextSources
    }
}

/// Something in a Dockerfile that works but probably is not meant.
public struct BuildWarning: Sendable {
    public var message: String
    public var line: Int
    /// The Dockerfile, as whoever asked for the build names it; `nil` when nobody says.
    public var file: String?

    public init(message: String, line: Int, file: String? = nil) {
        self.message = message
        self.line = line
        self.file = file
    }
}
