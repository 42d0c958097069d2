import EngineInterface
import Images
import OCI

/// Runs the commands of `RUN` steps.
public protocol StepRunner: Sendable {
    /// Runs a command to its end.
    ///
    /// The runner mounts the step's overlay, runs the command in it and unmounts it again, also when the task is
    /// cancelled. `output` gets each line that the command writes, without its line break, as it comes.
    ///
    /// - Throws: ``EngineError`` of kind `commandNotFound`, `commandNotExecutable`, `invalidUser`, `mount`, … when the
    ///   command cannot be started as asked.
    func run(
        _ step: RunStep, output: @escaping @Sendable (_ line: String, _ isError: Bool) -> Void
    ) async throws -> ContainerExit
}

/// Brings base images that are not in the store.
public protocol BaseImageProvider: Sendable {
    /// The image with this name, put into the store if need be; `nil` when the provider does not know it.
    func image(_ reference: String, events: @escaping BuildEventHandler) async throws -> ImageRecord?
}

/// One `RUN`: a command and everything that it sees.
public struct RunStep: Sendable {
    /// The overlay's read-only folders, topmost first.
    public var lowers: [String]
    /// The folder that takes what the command changes.
    public var upper: String
    /// The overlay's work folder.
    public var work: String
    /// The command; the shell of a shell form is in it already.
    public var arguments: [String]
    /// `NAME=value`, with a `PATH`.
    public var environment: [String]
    /// An absolute path in the image.
    public var workingDirectory: String
    /// As `USER` has it; empty is root.
    public var user: String
    /// What the command can reach.
    public var network: NetworkMode
    /// In the order of the instruction; later ones may lie within earlier ones.
    public var mounts: [RunMount]
    /// What the command may use.
    public var limits: ResourceLimits
    /// The name that the command sees as its machine's.
    public var hostName: String

    public init(
        lowers: [String], upper: String, work: String, arguments: [String], environment: [String],
        workingDirectory: String, user: String, network: NetworkMode, mounts: [RunMount] = [],
        limits: ResourceLimits = .buildStep, hostName: String = "buildstep"
    ) {
        self.lowers = lowers
        self.upper = upper
        self.work = work
        self.arguments = arguments
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.user = user
        self.network = network
        self.mounts = mounts
        self.limits = limits
        self.hostName = hostName
    }
}

/// Something that is mounted while a `RUN` step's command runs. Targets are absolute paths in the image.
public enum RunMount: Sendable, Hashable {
    /// A folder or file of this process's mount namespace: of the context, of another stage, a cache.
    case bind(source: String, target: String, isReadOnly: Bool)
    /// Memory, gone with the step. `bytes` limits its size.
    case tmpfs(target: String, bytes: Int64?)

    /// Where it is mounted: an absolute path in the image.
    public var target: String {
        switch self {
        case .bind(_, let target, _), .tmpfs(let target, _): target
        }
    }
}
