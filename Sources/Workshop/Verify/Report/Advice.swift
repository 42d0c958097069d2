/// What a build check remarks about a Dockerfile of the learner's. It changes no verdict.
public struct Advice: Sendable, Codable, Equatable {
    /// Relative to the learner's folder.
    public var file: String
    /// Counted from 1.
    public var line: Int
    /// The rule's name, which is its page's name in docs/rules.
    public var rule: String
    /// `warning` or `advice`.
    public var severity: String
    /// What was found, as a sentence.
    public var message: String
    /// What to do, as a sentence.
    public var help: String?

    public init(file: String, line: Int, rule: String, severity: String, message: String, help: String?) {
        self.file = file
        self.line = line
        self.rule = rule
        self.severity = severity
        self.message = message
        self.help = help
    }
}
