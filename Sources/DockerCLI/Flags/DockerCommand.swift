/// One command of the command line: how it is called, what it takes and what help says of it.
public struct DockerCommand: Sendable {
    /// The words after `docker` under which the command is listed, such as `["container", "ls"]`.
    public let path: [String]
    /// Other words for the last one of ``path``, such as `list` and `ps` for `container ls`.
    public let aliases: [String]
    /// Other complete paths, such as `["ps"]` for `container ls`. Help and messages name the path the user took.
    public let shortcuts: [[String]]
    /// What follows the path in the usage line, such as `[OPTIONS] IMAGE [COMMAND] [ARG...]`; empty for groups.
    public let usage: String
    /// A second usage line's arguments, for commands with two forms.
    public let secondUsage: String?
    /// One line for lists of commands.
    public let summary: String
    /// What help says on top; nil where the summary is enough.
    public let details: String?
    /// Command lines worth knowing, each with what it does.
    public let examples: [DockerExample]
    /// The options, in no particular order. They are put together at each call: one command's are needed, not those of a hundred.
    public var flags: [DockerFlag] { makeFlags() }
    private let makeFlags: @Sendable () -> [DockerFlag]
    /// How many arguments the command takes.
    public let rule: DockerArgumentRule
    /// Whether options may follow arguments. `run`, `create` and `exec` stop at the first argument: what follows belongs to the container.
    public let isInterspersed: Bool
    /// What a shell may complete as arguments.
    public let completion: DockerArgumentCompletion
    /// Where `docker --help` lists it.
    public let topic: DockerTopic
    /// Whether the command only holds others, as `container` does.
    public let isGroup: Bool
    /// Whether the words after it are taken as they are, options too: commands of which only the name is known.
    public let isOpaque: Bool
    /// Not in lists and not completed, but accepted.
    public let isHidden: Bool
    /// Why the command is known but does nothing here, in a sentence or two; nil for commands that work.
    public let absence: String?

    /// Describes a command.
    public init(
        _ path: [String], aliases: [String] = [], shortcuts: [[String]] = [], usage: String, secondUsage: String? = nil,
        summary: String, details: String? = nil, examples: [DockerExample] = [],
        flags: @autoclosure @escaping @Sendable () -> [DockerFlag] = [],
        rule: DockerArgumentRule, isInterspersed: Bool = true, completion: DockerArgumentCompletion = .nothing,
        topic: DockerTopic = .plain, isHidden: Bool = false, absence: String? = nil
    ) {
        self.path = path
        self.aliases = aliases
        self.shortcuts = shortcuts
        self.usage = usage
        self.secondUsage = secondUsage
        self.summary = summary
        self.details = details
        self.examples = examples
        makeFlags = flags
        self.rule = rule
        self.isInterspersed = isInterspersed
        self.completion = completion
        self.topic = topic
        isGroup = false
        isOpaque = false
        self.isHidden = isHidden
        self.absence = absence
    }

    /// Describes a command that only holds others.
    public init(
        group path: [String], usage: String = "", summary: String, details: String? = nil,
        topic: DockerTopic = .management
    ) {
        self.path = path
        aliases = []
        shortcuts = []
        self.usage = usage
        secondUsage = nil
        self.summary = summary
        self.details = details
        examples = []
        makeFlags = { [] }
        rule = .none
        isInterspersed = true
        completion = .nothing
        self.topic = topic
        isGroup = true
        isOpaque = false
        isHidden = false
        absence = nil
    }

    /// Describes a command, or a group, of which only the name is known here.
    public init(absent path: [String], summary: String, because absence: String) {
        self.path = path
        aliases = []
        shortcuts = []
        usage = "[ARG...]"
        secondUsage = nil
        self.summary = summary
        details = nil
        examples = []
        makeFlags = { [] }
        rule = .any
        isInterspersed = true
        completion = .nothing
        topic = .absent
        isGroup = false
        isOpaque = true
        isHidden = false
        self.absence = absence
    }

    /// The command's identity: its listed path with spaces between, such as `container ls`, whatever the user typed.
    public var id: String { path.joined(separator: " ") }

    /// The option of that long name.
    public func flag(named name: String) -> DockerFlag? { flags.first { $0.name == name } }

    /// The option of that letter.
    public func flag(shorthand: Character) -> DockerFlag? { flags.first { $0.shorthand == shorthand } }
}

/// A command line and what it does, for the end of a help text.
public struct DockerExample: Sendable, Equatable {
    /// What one types.
    public let line: String
    /// What that does, as a sentence.
    public let effect: String

    /// Pairs a command line with what it does.
    public init(_ line: String, _ effect: String) {
        self.line = line
        self.effect = effect
    }
}

/// Where `docker --help` lists a command.
public enum DockerTopic: Sendable, Equatable {
    /// Among the common ones, at this place.
    case common(Int)
    /// Among the groups of commands.
    case management
    /// Among those of which only the name is known.
    case absent
    /// Among all others.
    case plain
}

/// How many arguments a command takes.
public enum DockerArgumentRule: Sendable, Equatable {
    case none
    case exactly(Int)
    case atLeast(Int)
    case atMost(Int)
    case between(Int, Int)
    case any

    /// Whether that many are right.
    public func accepts(_ count: Int) -> Bool {
        switch self {
        case .none: count == 0
        case .exactly(let number): count == number
        case .atLeast(let minimum): count >= minimum
        case .atMost(let maximum): count <= maximum
        case .between(let minimum, let maximum): (minimum...maximum).contains(count)
        case .any: true
        }
    }

    /// What the command says of itself where the number is wrong, such as `requires at least 1 argument`.
    var complaint: String {
        func arguments(_ number: Int) -> String { number == 1 ? "argument" : "arguments" }
        return switch self {
        case .none: "accepts no arguments"
        case .exactly(let number): "requires \(number) \(arguments(number))"
        case .atLeast(let minimum): "requires at least \(minimum) \(arguments(minimum))"
        case .atMost(let maximum): "requires at most \(maximum) \(arguments(maximum))"
        case .between(let minimum, let maximum):
            "requires at least \(minimum) and at most \(maximum) \(arguments(maximum))"
        case .any: "accepts any arguments"
        }
    }
}
