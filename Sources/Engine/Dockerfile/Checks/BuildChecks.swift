/// All rules, and the way to run them.
///
/// ```swift
/// var facts = CheckFacts()
/// facts.buildArguments = request.buildArguments
/// facts.ignoreFile = ignoreFile.map { .found($0) } ?? .absent
/// let report = try BuildChecks.run(dockerfile, facts: facts, sets: [.buildkit])
/// for finding in report.findings { print("\(finding.rule): \(finding.message) (line \(finding.line))") }
/// if report.failsBuild { … }
/// ```
public enum BuildChecks {
    /// The rules, those of Docker first, each set in the order of its index page.
    public static let all: [BuildCheck] = rulesOfDocker + rulesOfTheCourse

    /// The rule with this name.
    public static func check(_ id: String) -> BuildCheck? { byID[id] }

    private static let byID = Dictionary(all.map { ($0.id, $0) }) { first, _ in first }

    /// Runs the rules.
    ///
    /// - Parameters:
    ///   - facts: what is known beside the file.
    ///   - sets: the rules to run.
    ///   - configuration: what `BUILDKIT_DOCKERFILE_CHECK` says; it takes the place of the file's own `# check=`.
    /// - Throws: when the file's `# check=` cannot be read.
    public static func run(
        _ dockerfile: Dockerfile, facts: CheckFacts = CheckFacts(), sets: Set<CheckSet> = [.buildkit],
        configuration: CheckConfiguration? = nil
    ) throws(DockerfileError) -> CheckReport {
        var chosen = CheckConfiguration()
        if let configuration { chosen = configuration } else { chosen = try CheckConfiguration(of: dockerfile) }
        let context = CheckContext(
            dockerfile, facts: facts, configuration: chosen, readsScripts: sets.contains(.course))
        var findings: [CheckFinding] = []
        var found: [String: Set<Int>] = [:]
        for check in all where sets.contains(check.set) {
            // A rule that is skipped altogether can only be asked for by a comment when it is experimental.
            if !chosen.allows(check) && !(check.isExperimental && check.honoursComments) { continue }
            var reporter = CheckReporter(check, context)
            check.search(context, &reporter)
            let new = reporter.findings.filter { finding in
                !check.yieldsTo.contains { found[$0]?.contains(finding.line) == true }
            }
            found[check.id, default: []].formUnion(new.map(\.line))
            findings += new
        }
        let order = Dictionary(all.enumerated().map { ($1.id, $0) }) { first, _ in first }
        findings.sort { left, right in
            (left.line, left.place, order[left.rule] ?? 0) < (right.line, right.place, order[right.rule] ?? 0)
        }
        return CheckReport(findings: findings, configuration: chosen)
    }

    /// The images that stages build on, as ``CheckFacts/baseImages`` names them: variables expanded, stages and
    /// `scratch` left out.
    public static func baseImages(of dockerfile: Dockerfile, facts: CheckFacts = CheckFacts()) -> [String] {
        var result: [String] = []
        for base in StageBases(dockerfile, GlobalScope(dockerfile, facts: facts)).bases {
            if case .image(let name) = base, !result.contains(name) { result.append(name) }
        }
        return result
    }
}

/// What the rules found in a file.
public struct CheckReport: Sendable {
    /// In the file's order.
    public var findings: [CheckFinding]
    /// What the file, or the caller in its place, asked for.
    public var configuration: CheckConfiguration

    /// Whether the build must fail: the file says `error=true`, and one of Docker's rules found something.
    public var failsBuild: Bool { configuration.failsOnFindings && findings.contains { $0.set == .buildkit } }
}
