/// Where a rule comes from. Callers choose which sets they run.
public enum CheckSet: String, Sendable, Hashable, CaseIterable {
    /// The rules that `docker build --check` has.
    case buildkit
    /// The course's own good practices. They make no build fail unless a caller asks for that.
    case course
}

/// How much a finding matters.
public enum CheckSeverity: String, Sendable, Hashable {
    /// Probably a mistake.
    case warning
    /// It works, but there is a better way.
    case advice
}

/// A rule that looks at a Dockerfile and says what is probably not meant.
///
/// Names and conditions of the set ``CheckSet/buildkit`` are those of
/// <https://docs.docker.com/reference/build-checks/>.
public struct BuildCheck: Sendable {
    /// What `# check=skip=…` names, in CamelCase. Rules of the course begin with `Course`.
    public let id: String
    /// Where the rule comes from.
    public let set: CheckSet
    /// How much a finding matters.
    public let severity: CheckSeverity
    /// A short sentence: what the rule asks for.
    public let title: String
    /// Why it matters, in one or two sentences.
    public let explanation: String
    /// Only run when `# check=experimental=…` names it.
    public let isExperimental: Bool
    /// The page that explains the rule, relative to the project's root.
    public var page: String { "docs/rules/\(id).md" }

    /// Whether a comment `# check=skip=…` right before an instruction counts. It does not for rules that look at the
    /// file as a whole.
    let honoursComments: Bool
    /// Rules that say the same: where one of them found something, this one is silent.
    let yieldsTo: Set<String>
    /// Looks at a file.
    let search: @Sendable (CheckContext, inout CheckReporter) -> Void

    init(
        _ id: String, _ set: CheckSet = .buildkit, _ severity: CheckSeverity = .warning, title: String,
        explanation: String, isExperimental: Bool = false, honoursComments: Bool = true, yieldsTo: Set<String> = [],
        search: @escaping @Sendable (CheckContext, inout CheckReporter) -> Void
    ) {
        self.id = id
        self.set = set
        self.severity = severity
        self.title = title
        self.explanation = explanation
        self.isExperimental = isExperimental
        self.honoursComments = honoursComments
        self.yieldsTo = yieldsTo
        self.search = search
    }
}

/// Something that a rule found.
public struct CheckFinding: Sendable, Hashable {
    /// The rule's ``BuildCheck/id``.
    public var rule: String
    /// The rule's ``BuildCheck/set``.
    public var set: CheckSet
    /// The rule's ``BuildCheck/severity``.
    public var severity: CheckSeverity
    /// What was found, as a sentence.
    public var message: String
    /// What to do, as a sentence.
    public var help: String?
    /// The rule's ``BuildCheck/page``.
    public var page: String
    /// The lines of the instruction that it is about, counted from 1.
    public var lines: ClosedRange<Int>
    /// The word that it is about, or the instruction's beginning.
    public var place: SourcePosition

    /// The line that lists show: the first of the instruction.
    public var line: Int { lines.lowerBound }
    /// Counted from 1, in Unicode scalars, in the line of ``place``.
    public var column: Int { place.column }
}
