/// What became of one submission.
public struct GradeRecord: Codable, Sendable, Equatable {
    public enum Outcome: String, Codable, Sendable {
        /// The checks ran.
        case judged
        /// The submission could not be read, by its own fault. It has no points.
        case rejected
        /// The engine or this machine is at fault. Nothing is counted against the learner.
        case notJudged = "not-judged"
    }
    /// The verdict of one check.
    public struct Check: Codable, Sendable, Equatable {
        public var id: String
        /// `passed`, `failed`, `blocked` or `not-judged`.
        public var verdict: String
        /// The points that it gave.
        public var points: Double
        /// The points that it could give.
        public var maximum: Double
        /// What was seen, when it did not pass.
        public var seen: String?

        public init(id: String, verdict: String, points: Double, maximum: Double, seen: String? = nil) {
            self.id = id
            self.verdict = verdict
            self.points = points
            self.maximum = maximum
            self.seen = seen
        }
    }
    /// The submission's name, fit to be shown.
    public var name: String
    /// Exercise, submission and name as one digest: what was graded under another key was something else.
    public var key: String
    public var outcome: Outcome
    public var points: Double
    /// The points of all checks that could be judged.
    public var maximum: Double
    /// In the exercise's order. Empty unless judged.
    public var checks: [Check]
    /// What an instructor should know, as a sentence; empty when there is nothing.
    public var note: String
    /// How long grading took.
    public var seconds: Double
    /// How many times it was tried.
    public var attempts: Int

    public init(
        name: String, key: String, outcome: Outcome, points: Double = 0, maximum: Double, checks: [Check] = [],
        note: String = "", seconds: Double = 0, attempts: Int = 1
    ) {
        self.name = name
        self.key = key
        self.outcome = outcome
        self.points = points
        self.maximum = maximum
        self.checks = checks
        self.note = note
        self.seconds = seconds
        self.attempts = attempts
    }

    /// `nil` when nothing could be judged.
    public var percent: Double? {
        outcome == .notJudged || maximum <= 0 ? nil : points / maximum * 100
    }
}
