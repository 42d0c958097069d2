/// Takes what one rule finds, unless the file says that it is to be skipped.
struct CheckReporter {
    private let check: BuildCheck
    private let context: CheckContext
    private(set) var findings: [CheckFinding] = []

    /// How many findings there are of the instruction that begins in a line.
    private var counts: [Int: Int] = [:]

    init(_ check: BuildCheck, _ context: CheckContext) {
        self.check = check
        self.context = context
    }

    /// Adds a finding about an instruction.
    ///
    /// - Parameters:
    ///   - place: the word that it is about.
    ///   - decider: the instruction whose comments can skip the rule, if it is another.
    mutating func report(
        _ statement: Statement, at place: SourcePosition? = nil, decider: Statement? = nil, _ message: String,
        help: String? = nil
    ) {
        if check.honoursComments, !context.configuration(at: decider ?? statement).allows(check) { return }
        add(statement.line...max(statement.line, statement.lastLine), place ?? statement.position, message, help)
    }

    /// Whether so much is found in an instruction that nobody reads more: the exact places, which take time to find,
    /// need not be known then.
    func hasMany(in statement: Statement) -> Bool { counts[statement.line, default: 0] >= 20 }

    /// Adds a finding about a line.
    mutating func report(line: Int, _ message: String, help: String? = nil) {
        add(line...line, SourcePosition(line: line, column: 1), message, help)
    }

    private mutating func add(_ lines: ClosedRange<Int>, _ place: SourcePosition, _ message: String, _ help: String?) {
        counts[lines.lowerBound, default: 0] += 1
        findings.append(
            CheckFinding(
                rule: check.id, set: check.set, severity: check.severity, message: message, help: help,
                page: check.page, lines: lines, place: place))
    }
}
