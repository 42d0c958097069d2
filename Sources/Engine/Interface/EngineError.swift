/// Why the engine could not do what it was asked.
public struct EngineError: Error, Sendable, CustomStringConvertible {
    public enum Kind: String, Sendable {
        /// This machine lacks something that the engine needs.
        case hostUnable
        case noSuchImage, noSuchContainer, noSuchVolume, noSuchNetwork
        case nameInUse, inUse
        /// The image has neither `ENTRYPOINT` nor `CMD`, and no command was given.
        case noCommand
        /// The command is not in the image (exit status 127).
        case commandNotFound
        /// The command is there but cannot be executed (exit status 126).
        case commandNotExecutable
        /// The user or group is not in the image's passwd or group file.
        case invalidUser
        case mount
        case connectionRefused
        case portInUse
        case notRunning
        /// Bad input: a name, a path, a number.
        case invalidArgument
        /// No room on the disk.
        case diskFull
        /// A package mirror or a registry cannot be reached.
        case network
        /// The store holds something that it should not.
        case damagedStore
        /// A fault of the engine itself.
        case failure
    }
    public var kind: Kind
    /// What happened, as a sentence, with the facts.
    public var message: String
    /// What to try, as a sentence.
    public var help: String?

    public init(_ kind: Kind, _ message: String, help: String? = nil) {
        self.kind = kind
        self.message = message
        self.help = help
    }

    public var description: String { help.map { "\(message) \($0)" } ?? message }
}

/// Why a build did not yield an image although the engine works: the learner's files are at fault.
public struct BuildFailure: Error, Sendable, CustomStringConvertible {
    public enum Kind: String, Sendable {
        case missingDockerfile, emptyDockerfile, syntax, unknownInstruction, variable
        /// The base image is neither in the store nor in the catalogue.
        case baseImage
        case unknownStage
        /// A `COPY` or `ADD` source: not there, ignored, or outside the context.
        case source
        case user
        /// A `RUN` step's command ended with a status other than 0.
        case command
        /// A `RUN` step exceeded a limit.
        case limit
        /// A step needs a secret or a key agent that the build was not given, or that cannot be used.
        case secret
        /// A file or a repository that `ADD` names cannot be fetched.
        case remote
        case unsupported
    }
    public var kind: Kind
    /// What happened, as a sentence.
    public var message: String
    /// The Dockerfile as the user named it.
    public var file: String
    /// Counted from 1; `nil` when no line is at fault.
    public var line: Int?
    /// The Dockerfile's lines around the fault, with their numbers.
    public var excerpt: [(number: Int, text: String)]
    /// The exit status of a failed command.
    public var exitStatus: Int32?
    /// The last lines that a failed command wrote.
    public var outputTail: [String]
    /// What to try, as a sentence.
    public var help: String?

    public init(
        _ kind: Kind, _ message: String, file: String, line: Int? = nil, excerpt: [(number: Int, text: String)] = [],
        exitStatus: Int32? = nil, outputTail: [String] = [], help: String? = nil
    ) {
        self.kind = kind
        self.message = message
        self.file = file
        self.line = line
        self.excerpt = excerpt
        self.exitStatus = exitStatus
        self.outputTail = outputTail
        self.help = help
    }

    public var description: String {
        var text = line.map { "\(file):\($0): \(message)" } ?? "\(file): \(message)"
        if let help { text += " \(help)" }
        return text
    }
}
