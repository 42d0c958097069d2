/// What is wrong with a Dockerfile or an ignore file, and where.
public struct DockerfileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What sort of fault it is.
    public enum Kind: String, Sendable {
        /// No instruction in the file.
        case empty
        /// The file or one of its lines is larger than any that is written by people.
        case tooLarge
        /// A NUL byte, or UTF-16: not a text file as Dockerfiles are.
        case notText
        case directive
        case unknownInstruction
        case unknownFlag
        /// A flag that stands twice, or whose value is missing or wrong.
        case flag
        /// Too few or too many arguments.
        case arguments
        case syntax
        case json
        case heredoc
        case stage
        case mount
        case port
        /// A variable that must be set is not, or a substitution is malformed.
        case variable
        case ignorePattern
    }
    /// What sort of fault it is.
    public var kind: Kind
    /// The file as its reader named it.
    public var file: String
    /// Counted from 1.
    public var line: Int
    /// Counted from 1, in Unicode scalars.
    public var column: Int
    /// What happened, as a sentence.
    public var message: String
    /// What to try, as a sentence.
    public var help: String?

    public init(
        _ kind: Kind, file: String, at position: SourcePosition, _ message: String, help: String? = nil
    ) {
        self.kind = kind
        self.file = file
        line = position.line
        column = position.column
        self.message = message
        self.help = help
    }

    /// Where it is.
    public var position: SourcePosition { SourcePosition(line: line, column: column) }

    public var description: String {
        "\(file):\(line):\(column): \(message)" + (help.map { " \($0)" } ?? "")
    }
}

/// Something in a Dockerfile that works but probably is not meant.
public struct DockerfileWarning: Sendable, Hashable {
    /// What was noticed.
    public enum Rule: String, Sendable {
        /// A blank line within an instruction that goes on over several lines.
        case emptyContinuation
        /// What looks like a list of strings is not one, so it is handed to a shell.
        case malformedList
        /// `#` begins a comment only at the start of a line.
        case commentAtLineEnd
        case duplicateStageName
        case deprecatedMaintainer
        /// `ENV name value` instead of `ENV name=value`.
        case legacyAssignment
        /// A flag where Docker takes none and says nothing: it is left out.
        case ignoredFlag
        /// `RUN` without a command.
        case emptyCommand
    }
    /// What was noticed.
    public var rule: Rule
    /// What is odd, and what to do, as a sentence.
    public var message: String
    /// Counted from 1.
    public var line: Int

    public init(_ rule: Rule, line: Int, _ message: String) {
        self.rule = rule
        self.line = line
        self.message = message
    }
}
