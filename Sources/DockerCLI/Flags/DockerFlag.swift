/// One option of a command: its names, what it takes, and what help says of it.
///
/// The syntax is that of Go's pflag library, which docker uses: `--name value`, `--name=value`, `-n value`, `-nvalue`,
/// `-n=value`, and several one-letter options in one word (`-itd`).
public struct DockerFlag: Sendable {
    /// The long name without dashes, such as `publish`.
    public let name: String
    /// The letter of the short form, such as `p`, where there is one.
    public let shorthand: Character?
    /// What the option takes, and how its words are read.
    public let kind: DockerFlagKind
    /// One sentence or phrase for help.
    public let summary: String
    /// The value that holds where the option is not given, in the form in which one would write it; nil for the kind's own zero.
    public let initial: String?
    /// The default as help shows it, where that differs from ``initial``: an empty text shows none.
    public let shownDefault: String?
    /// The value that a bare `--name` has, for options whose value may be left out.
    public let bareValue: String?
    /// The word for the value in help (`list`, `bytes`, `filter`); nil for the kind's own.
    public let valueName: String?
    /// The option of which this is an older name: its values count as the other's, under the other's name.
    public let standsFor: String?
    /// Not in help and not completed, but accepted.
    public let isHidden: Bool
    /// Why one should no longer use it; using it warns with this text.
    public let deprecation: String?
    /// What a shell may complete as its value.
    public let completion: DockerCompletion
    /// Says what is wrong with a value, or nil where it is right. It is asked after the kind has accepted the text.
    public let check: (@Sendable (String) -> String?)?

    /// Describes an option.
    public init(
        _ name: String, _ shorthand: Character? = nil, _ kind: DockerFlagKind, _ summary: String,
        initial: String? = nil, shownDefault: String? = nil, bareValue: String? = nil, valueName: String? = nil,
        standsFor: String? = nil, isHidden: Bool = false, deprecation: String? = nil,
        completion: DockerCompletion = .nothing,
        check: (@Sendable (String) -> String?)? = nil
    ) {
        self.name = name
        self.shorthand = shorthand
        self.kind = kind
        self.summary = summary
        self.initial = initial
        self.shownDefault = shownDefault
        self.bareValue = bareValue
        self.valueName = valueName
        self.standsFor = standsFor
        self.isHidden = isHidden || standsFor != nil
        self.deprecation = deprecation
        self.completion = completion
        self.check = check
    }

    /// The value of the option written without one; nil where a value is required.
    public var valueWhenBare: String? {
        if let bareValue { return bareValue }
        switch kind {
        case .bool: return "true"
        case .count: return "+1"
        default: return nil
        }
    }

    /// The option as messages about it write it: `-m, --memory` or `--name`.
    public var spelling: String {
        shorthand.map { "-\($0), --\(name)" } ?? "--\(name)"
    }
}

/// What an option takes. The names that help shows for values are pflag's and docker's.
public enum DockerFlagKind: String, Sendable, CaseIterable {
    /// On or off: `--rm`, `--rm=false`. Accepts 1, t, T, TRUE, true, True, 0, f, F, FALSE, false, False.
    case bool
    /// One text; the last one given holds.
    case string
    /// Any number of texts, each given by one occurrence, in the order given.
    case list
    /// Any number of texts, several of them in one occurrence with commas between, in the manner of CSV.
    case commaSeparated
    /// `key=value` texts; for each key the last one holds.
    case map
    /// A filter `name=value`; repeatable. The name is lowered, spaces around both are dropped.
    case filter
    /// A signed number of 64 bits in Go's syntax (`10`, `0x10`, `1_000`).
    case int
    /// An unsigned number of 64 bits.
    case uint
    /// An unsigned number of 16 bits.
    case uint16
    /// An unsigned number of 32 bits.
    case uint32
    /// A floating-point number.
    case float
    /// A number of processors, exact to a billionth: `1.5`, `3/2`.
    case decimal
    /// A span of time in Go's syntax: `1m30s`, `250ms`.
    case duration
    /// An amount of memory: `512m`, `1.5GiB`, without a unit bytes; never negative.
    case bytes
    /// An amount of memory, or -1 for as much as there is.
    case bytesOrUnlimited
    /// How often the option was given: `-vv`.
    case count

    /// Whether several occurrences add up, rather than the last one holding.
    public var isRepeatable: Bool {
        switch self {
        case .list, .commaSeparated, .map, .filter, .count: true
        default: false
        }
    }

    /// The word for a value of this kind in help, empty for options that take none.
    public var valueName: String {
        switch self {
        case .bool: ""
        case .commaSeparated: "strings"
        case .bytesOrUnlimited: "bytes"
        default: rawValue
        }
    }
}
