/// Which checks run, and whether findings make the build fail: what `# check=skip=A,B;error=true` says.
///
/// See "check" among the parser directives of the Dockerfile reference.
public struct CheckConfiguration: Sendable, Hashable {
    /// Rules that are not run.
    public var skipped: Set<String> = []
    /// No rule is run but the experimental ones that are asked for.
    public var skipsAll = false
    /// Experimental rules that are run.
    public var experimental: Set<String> = []
    /// All experimental rules are run.
    public var enablesAllExperimental = false
    /// Whether a finding makes the build fail.
    public var failsOnFindings = false

    /// Everything runs but experimental rules, and nothing fails.
    public init() {}

    /// Reads `skip=A,B;error=true;experimental=C`. Blanks around names and values do not count.
    public init(_ text: String) throws(ValueFault) {
        let trimmed = Self.trim(text[...])
        if trimmed.isEmpty { return }
        for part in trimmed.split(separator: ";", maxSplits: 2, omittingEmptySubsequences: false) {
            guard let equals = part.firstIndex(of: "=") else {
                throw Self.fault(
                    part.isEmpty ? "The check options hold an empty part." : "The check option \(part) has no value.")
            }
            try set(Self.trim(part[..<equals]), Self.trim(part[part.index(after: equals)...]))
        }
    }

    private mutating func set(_ name: String, _ value: String) throws(ValueFault) {
        switch name {
        case "skip":
            if value == "all" { skipsAll = true } else { skipped = Self.names(value) }
        case "experimental":
            if value == "all" { enablesAllExperimental = true } else { experimental = Self.names(value) }
        case "error":
            switch value {
            case "1", "t", "T", "true", "TRUE", "True": failsOnFindings = true
            case "0", "f", "F", "false", "FALSE", "False": failsOnFindings = false
            default: throw Self.fault("The check option error is true or false, not \(value).")
            }
        default:
            throw Self.fault(
                "\(name) is not an option of check.",
                Spelling.nearest(to: name, among: ["skip", "error", "experimental"]).map { "Did you mean \($0)?" })
        }
    }

    private static func fault(_ message: String, _ help: String? = nil) -> ValueFault {
        ValueFault(
            message: message, help: help ?? "Write for example # check=skip=StageNameCasing,FromAsCasing;error=true.")
    }

    private static func names(_ value: String) -> Set<String> {
        Set(value.split(separator: ",", omittingEmptySubsequences: false).map { trim($0) })
    }

    private static func trim(_ text: Substring) -> String {
        let front = text.unicodeScalars.drop(while: \.isBlank)
        return String(front.reversed().drop(while: \.isBlank).reversed())
    }

    /// What the directive at the top of a file says. What stands behind a blank in it is a remark.
    public init(of dockerfile: Dockerfile) throws(DockerfileError) {
        guard let directive = dockerfile.directives.first(where: { $0.name == .check }),
            !Self.isIndented(directive, in: dockerfile)
        else {
            self.init()
            return
        }
        do throws(ValueFault) {
            try self.init(Self.withoutRemark(directive.value))
        } catch {
            throw DockerfileError(
                .directive, file: dockerfile.file, at: SourcePosition(line: directive.line, column: 1), error.message,
                help: error.help)
        }
    }

    /// Whether blanks stand before the directive or one above it: then it says nothing about checks.
    static func isIndented(_ directive: ParserDirective, in dockerfile: Dockerfile) -> Bool {
        dockerfile.excerpt(around: 1...directive.line, context: 0).contains { !$0.text.hasPrefix("#") }
    }

    /// What a comment before an instruction says: `nil` when it is about something else.
    static func ofComment(_ comment: String) -> Result<CheckConfiguration, ValueFault>? {
        guard let equals = comment.firstIndex(of: "="), trim(comment[..<equals]).lowercased() == "check" else {
            return nil
        }
        let value = trim(comment[comment.index(after: equals)...])
        if value.isEmpty { return nil }
        do throws(ValueFault) {
            return .success(try CheckConfiguration(withoutRemark(value)))
        } catch {
            return .failure(error)
        }
    }

    private static func withoutRemark(_ value: String) -> String { String(value.prefix { $0 != " " }) }

    /// This one, with what another adds. Whether findings make the build fail is not changed.
    func merging(_ other: CheckConfiguration) -> CheckConfiguration {
        var result = self
        result.skipped.formUnion(other.skipped)
        result.experimental.formUnion(other.experimental)
        result.skipsAll = skipsAll || other.skipsAll
        result.enablesAllExperimental = enablesAllExperimental || other.enablesAllExperimental
        return result
    }

    /// Whether a rule runs.
    func allows(_ check: BuildCheck) -> Bool {
        check.isExperimental
            ? enablesAllExperimental || experimental.contains(check.id) : !skipsAll && !skipped.contains(check.id)
    }
}
