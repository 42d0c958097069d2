/// A check as the watch screen knows it.
public struct WatchedCheck: Sendable, Equatable {
    public var id: String
    public var title: String
    public var points: Int
    /// What became of it last; `nil` when it has not run yet.
    public var verdict: WatchVerdict?
    /// Whether it runs at this moment.
    public var isRunning = false
    /// Whether the verdict is of the newest run.
    public var isCurrent = false

    public init(id: String, title: String, points: Int) {
        self.id = id
        self.title = title
        self.points = points
    }

    /// The same check with what is known of it.
    func keeping(_ other: WatchedCheck) -> WatchedCheck {
        var check = self
        (check.verdict, check.isRunning, check.isCurrent) = (other.verdict, other.isRunning, other.isCurrent)
        return check
    }
}

/// What became of a check.
public enum WatchVerdict: Sendable, Equatable {
    case passed
    case failed(CheckDetail)
    /// By the check that it needs.
    case blocked(by: String)
    /// Why.
    case notJudged(String)
}

/// What a failed check says.
public struct CheckDetail: Sendable, Equatable {
    /// What happened, as a sentence.
    public var message: String
    public var expected: String?
    public var seen: String?
    /// Labels with texts of any length.
    public var evidence: [Evidence]
    /// Where in the learner's files it comes from.
    public var location: Location?
    /// Why the check is there.
    public var reason: String
    /// What to try.
    public var hint: String?

    public struct Evidence: Sendable, Equatable {
        public var label: String
        public var text: String

        public init(label: String, text: String) {
            self.label = label
            self.text = text
        }
    }

    public struct Location: Sendable, Equatable {
        public var file: String
        public var line: Int
        public var text: String

        public init(file: String, line: Int, text: String) {
            self.file = file
            self.line = line
            self.text = text
        }
    }

    public init(
        _ message: String, expected: String? = nil, seen: String? = nil, evidence: [Evidence] = [],
        location: Location? = nil, reason: String = "", hint: String? = nil
    ) {
        self.message = message
        self.expected = expected
        self.seen = seen
        self.evidence = evidence
        self.location = location
        self.reason = reason
        self.hint = hint
    }
}
