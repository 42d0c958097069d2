/// What became of an exercise's checks. Its JSON form is described in docs/verify-json.md.
public struct VerificationReport: Sendable, Codable {
    /// The version of the JSON form.
    public var format = 1
    /// The exercise's identifier.
    public var exercise: String
    /// The learner's folder.
    public var directory: String
    /// In the order of exercise.yaml; with `--only`, those that were asked for and what they need.
    public var checks: [CheckResult]
    public var seconds: Double

    public init(exercise: String, directory: String, checks: [CheckResult], seconds: Double) {
        self.exercise = exercise
        self.directory = directory
        self.checks = checks
        self.seconds = seconds
    }

    /// The points of the checks that passed.
    public var points: Int { checks.reduce(0) { $0 + ($1.verdict == .passed ? $1.points : 0) } }
    /// The points that could be had.
    public var maximum: Int { checks.reduce(0) { $0 + $1.points } }
    public var allPassed: Bool { checks.allSatisfy { $0.verdict == .passed } }
    /// Whether some check could not be judged, or was blocked by one that could not.
    public var couldNotBeJudged: Bool { checks.contains { $0.verdict == .couldNotBeJudged } }
}

/// The four verdicts.
public enum Verdict: String, Sendable, Codable {
    case passed, failed, blocked
    /// The engine, the machine or the check itself is at fault, not the learner.
    case couldNotBeJudged = "could-not-be-judged"
}

public struct CheckResult: Sendable, Codable {
    public var id: String
    public var title: String
    public var reason: String
    public var points: Int
    public var verdict: Verdict
    public var seconds: Double
    /// Why it failed.
    public var failure: Failure?
    /// The check that it needs and that did not pass.
    public var blockedBy: String?
    /// Why it could not be judged, as a sentence.
    public var problem: String?

    public init(
        id: String, title: String, reason: String, points: Int, verdict: Verdict, seconds: Double,
        failure: Failure? = nil, blockedBy: String? = nil, problem: String? = nil
    ) {
        self.id = id
        self.title = title
        self.reason = reason
        self.points = points
        self.verdict = verdict
        self.seconds = seconds
        self.failure = failure
        self.blockedBy = blockedBy
        self.problem = problem
    }
}

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
    /// What to try, from the check or from the engine.
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
