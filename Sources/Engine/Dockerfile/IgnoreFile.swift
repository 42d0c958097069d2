/// A `.dockerignore` file: which of the context's paths a build does not see.
///
/// Rules apply in order, the last that matches decides. A rule that matches a folder holds for all that is below it,
/// until an exception (`!`) takes a part back. See "dockerignore files" in Docker's documentation of build contexts.
public struct IgnoreFile: Sendable {
    /// One line of the file.
    public struct Rule: Sendable, Hashable {
        /// What the line says, without `!`.
        public var pattern: PathPattern
        /// Whether the line begins with `!`.
        public var isException: Bool
        /// The line as written.
        public var text: String
        /// Counted from 1.
        public var line: Int
    }

    /// What the rules say of a path.
    public enum Decision: Sendable, Hashable {
        case included
        /// Left out by this rule.
        case ignored(Rule)

        /// Whether the path is left out.
        public var isIgnored: Bool { self != .included }
    }

    /// What was found out about a folder and is needed for what is in it.
    public struct FolderState: Sendable {
        /// For each rule, whether it matched the folder or one above it.
        fileprivate var matched: [Bool]
        /// The rule that leaves the folder out.
        fileprivate var ignoredBy: Int?
    }

    /// The file as its reader named it.
    public let file: String
    /// The lines that say something, in order.
    public let rules: [Rule]
    private let hasExceptions: Bool

    /// The files to look for beside a Dockerfile, the first that exists counts. Paths are relative to the context,
    /// if `dockerfile` is.
    public static func candidates(dockerfile: String) -> [String] { [dockerfile + ".dockerignore", ".dockerignore"] }

    /// No rules at all.
    public init() {
        file = ".dockerignore"
        rules = []
        hasExceptions = false
    }

    /// Parses a file's bytes. `file` is the name that errors show.
    public init(_ bytes: [UInt8], file: String) throws(DockerfileError) {
        let source = try SourceText(bytes, file: file)
        var rules: [Rule] = []
        for index in 0..<source.lineCount {
            let written = String(decoding: source.content(index), as: UTF8.self)
            // Only a # in the first column begins a comment.
            if written.hasPrefix("#") { continue }
            let text = Self.trimmed(written)
            if text.isEmpty { continue }
            let inner = text.hasPrefix("!") ? Self.trimmed(String(text.dropFirst())) : text
            var pattern = inner.isEmpty ? "" : PathText.clean(inner)
            if pattern.count > 1 && pattern.hasPrefix("/") { pattern.removeFirst() }
            // Docker reads the shortened line once more, so what is left may begin with ! or end in blanks.
            let shortened = Self.trimmed((text.hasPrefix("!") ? "!" : "") + pattern)
            if shortened.isEmpty { continue }
            pattern = PathText.clean(shortened)
            let isException = pattern.hasPrefix("!")
            if isException { pattern.removeFirst() }
            let position = SourcePosition(line: index + 1, column: 1)
            if pattern.isEmpty {
                throw DockerfileError(
                    .ignorePattern, file: file, at: position, "The exception ! names no pattern.",
                    help: "Write !PATTERN, or remove the line.")
            }
            do throws(ValueFault) {
                rules.append(
                    Rule(
                        pattern: try PathPattern(pattern), isException: isException, text: text, line: index + 1))
            } catch {
                throw DockerfileError(.ignorePattern, file: file, at: position, error.message, help: error.help)
            }
        }
        self.file = file
        self.rules = rules
        hasExceptions = rules.contains(where: \.isException)
    }

    private static func trimmed(_ text: String) -> String {
        let front = text.unicodeScalars.drop(while: \.isBlank)
        return String(front.reversed().drop(while: \.isBlank).reversed())
    }

    /// Decides on a path, relative to the context and cleaned, whose folder was decided on before.
    ///
    /// `parent` is `nil` for what stands in the context itself.
    public func decide(_ path: String, in parent: FolderState?) -> (decision: Decision, state: FolderState) {
        var matched = [Bool](repeating: false, count: rules.count)
        var ignoredBy: Int?
        for (index, rule) in rules.enumerated() {
            if parent?.matched[index] == true {
                matched[index] = true
            } else if rule.isException == (ignoredBy != nil) {
                matched[index] = rule.pattern.matches(path)
            }
            if matched[index] { ignoredBy = rule.isException ? nil : index }
        }
        let decision = ignoredBy.map { Decision.ignored(rules[$0]) } ?? .included
        return (decision, FolderState(matched: matched, ignoredBy: ignoredBy))
    }

    /// Decides on a path, relative to the context, whatever was asked before.
    public func decision(for path: String) -> Decision {
        var state: FolderState?
        var reached = ""
        var decision = Decision.included
        for part in PathText.clean(path).split(separator: "/") where part != "." {
            reached += reached.isEmpty ? String(part) : "/" + part
            (decision, state) = decide(reached, in: state)
        }
        return decision
    }

    /// Whether an ignored folder can hold nothing that is included, so that nobody needs to look into it.
    public func canSkip(_ folder: String, _ state: FolderState) -> Bool {
        guard let ignoredBy = state.ignoredBy else { return false }
        guard hasExceptions else { return true }
        return !rules[(ignoredBy + 1)...].contains { $0.isException && $0.pattern.canMatch(below: folder) }
    }
}
