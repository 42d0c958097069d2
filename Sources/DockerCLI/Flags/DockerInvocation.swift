/// A command line that was understood: which command, with which options and arguments.
public struct DockerInvocation: Sendable {
    /// The command.
    public let command: DockerCommand
    /// The path the user took to it, aliases replaced, such as `["ps"]` or `["container", "ls"]`.
    public let calledAs: [String]
    /// What stood before the command.
    public let global: DockerGlobalOptions
    /// The options of the command.
    public let flags: DockerFlagValues
    /// All words after the command, as they were written.
    public let words: [String]
    /// The arguments.
    public let arguments: [String]
    /// How many of ``arguments`` stood before `--`; nil where there was no `--`.
    public let argumentsBeforeDash: Int?
    /// Lines for standard error before the command works: deprecated options, options without a meaning here.
    public let warnings: [String]

    /// The first word behind the image or container of `run`, `create` or `exec`, where it looks like an option of the command.
    ///
    /// `docker run nginx -d` runs `-d` inside the container. When that fails, this is what to tell the user of.
    public var strayOption: String? {
        guard !command.isInterspersed, argumentsBeforeDash == nil, arguments.count > 1 else { return nil }
        let word = arguments[1]
        guard word.hasPrefix("-"), word != "-", word != "--" else { return nil }
        let name = word.drop { $0 == "-" }.prefix { $0 != "=" }
        let isKnown =
            word.hasPrefix("--")
            ? command.flag(named: String(name)) != nil
            : name.first.map { command.flag(shorthand: $0) != nil } ?? false
        return isKnown ? word : nil
    }

    /// The sentence for it: where options of the command belong.
    public var strayOptionAdvice: String? {
        guard let strayOption, let first = arguments.first else { return nil }
        let place = command.path.last == "exec" ? "container" : "image"
        return "Options of '\(name)' stand before the \(place): \(name) \(strayOption) \(first)"
    }

    /// The call as messages name it, such as `docker container ls`.
    public var name: String { (["docker"] + calledAs).joined(separator: " ") }
}

/// The options that stand between `docker` and the command.
public struct DockerGlobalOptions: Sendable, Equatable {
    /// `-D`, `--debug`.
    public var isDebug = false
    /// `-l`, `--log-level`.
    public var logLevel = "info"
    /// `-H`, `--host`, in the order given. There is no daemon to connect to here.
    public var hosts: [String] = []
    /// `-c`, `--context`.
    public var context: String?
    /// `--config`.
    public var configFolder: String?
    /// The TLS options that were given, by name.
    public var tls: [String] = []

    /// No option at all.
    public init() {}
}

/// What a command line asks for.
public enum DockerRequest: Sendable {
    /// To run a command.
    case run(DockerInvocation)
    /// To show help.
    case help(DockerHelp)
    /// To show the version in one line (`docker --version`).
    case version
    /// To complete words, asked by a shell's script.
    case complete(DockerCompletionRequest)
}
