/// What a check saw that it should not have seen, for the learner.
public struct Failure: Sendable, Codable, Error {
    /// What happened, as a sentence.
    public var message: String
    /// What should have been, and what was; for comparisons.
    public var expected: String?
    public var seen: String?
    /// What the verdict rests on: the last log lines, the response, the field.
    public var evidence: [Evidence]
    /// The line of the learner's file that it comes from.
    public var location: SourceLine?
    /// What to try: from the check, then, on lines of its own, from the engine.
    public var hint: String?

    public init(
        _ message: String, expected: String? = nil, seen: String? = nil, evidence: [Evidence] = [],
        location: SourceLine? = nil, hint: String? = nil
    ) {
        self.message = message
        self.expected = expected
        self.seen = seen
        self.evidence = evidence
        self.location = location
        self.hint = hint
    }
}

public struct Evidence: Sendable, Codable {
    /// `the last lines that the container wrote`, …
    public var label: String
    public var text: String

    public init(label: String, text: String) {
        self.label = label
        self.text = text
    }
}

/// A line of a file of the learner's.
public struct SourceLine: Sendable, Codable {
    /// Relative to the learner's folder.
    public var file: String
    /// Counted from 1.
    public var line: Int
    public var text: String

    public init(file: String, line: Int, text: String) {
        self.file = file
        self.line = line
        self.text = text
    }
}
