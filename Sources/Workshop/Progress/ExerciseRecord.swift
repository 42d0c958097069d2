import FoundationEssentials

/// What a learner has done in an exercise.
public struct ExerciseRecord: Codable, Sendable, Equatable {
    public var startedAt: Date?
    /// The folder in which the learner works, absolute.
    public var folder: String?
    /// How often it was verified as a whole.
    public var attempts: Int
    /// How many hints were shown; they are shown in order.
    public var hintsShown: Int
    /// When the solution was shown, if it was.
    public var solutionShownAt: Date?
    public var lastRun: RunRecord?
    public var pass: PassRecord?

    public init(
        startedAt: Date? = nil, folder: String? = nil, attempts: Int = 0, hintsShown: Int = 0,
        solutionShownAt: Date? = nil, lastRun: RunRecord? = nil, pass: PassRecord? = nil
    ) {
        self.startedAt = startedAt
        self.folder = folder
        self.attempts = attempts
        self.hintsShown = hintsShown
        self.solutionShownAt = solutionShownAt
        self.lastRun = lastRun
        self.pass = pass
    }

    /// Takes a run down: it counts as an attempt, and as a pass when everything passed.
    public mutating func note(_ run: RunRecord, passed: PassRecord?) {
        attempts += 1
        lastRun = run
        startedAt = startedAt ?? run.at
        if let passed { pass = passed }
    }

    private enum CodingKeys: String, CodingKey {
        case startedAt, folder, attempts, hintsShown, solutionShownAt, lastRun, pass
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        startedAt = try values.decodeIfPresent(Date.self, forKey: .startedAt)
        folder = try values.decodeIfPresent(String.self, forKey: .folder)
        attempts = max(0, try values.decodeIfPresent(Int.self, forKey: .attempts) ?? 0)
        hintsShown = max(0, try values.decodeIfPresent(Int.self, forKey: .hintsShown) ?? 0)
        solutionShownAt = try values.decodeIfPresent(Date.self, forKey: .solutionShownAt)
        lastRun = try values.decodeIfPresent(RunRecord.self, forKey: .lastRun)
        pass = try values.decodeIfPresent(PassRecord.self, forKey: .pass)
    }
}

/// What became of the checks in one run.
public struct RunRecord: Codable, Sendable, Equatable {
    public var at: Date
    /// The verdict of each check, in the words of the report: `passed`, `failed`, `blocked`, `could-not-be-judged`.
    public var verdicts: [String: String]
    public var points: Int
    public var maximum: Int

    public init(at: Date, verdicts: [String: String], points: Int, maximum: Int) {
        self.at = at
        self.verdicts = verdicts
        self.points = points
        self.maximum = maximum
    }
}

/// A pass, and what it was that passed.
public struct PassRecord: Codable, Sendable, Equatable {
    public var at: Date
    public var points: Int
    /// The learner's files: a digest by path. See ``FileDigests``.
    public var files: [String: String]
    /// The exercise as it was then. See ``FileDigests/exercise(folder:)``.
    public var exercise: String

    public init(at: Date, points: Int, files: [String: String], exercise: String) {
        self.at = at
        self.points = points
        self.files = files
        self.exercise = exercise
    }
}

/// What a reset took away.
public struct ResetRecord: Codable, Sendable, Equatable {
    public var at: Date
    public var exercises: [Entry]
    /// The records of chapters as they were, by identifier.
    public var chapters: [String: ChapterRecord]?

    public struct Entry: Codable, Sendable, Equatable {
        public var id: String
        /// The learner's folder, absolute; `nil` when only the record was reset.
        public var folder: String?
        /// The folder that holds what was replaced or removed, absolute; `nil` when nothing was.
        public var backup: String?
        /// Paths in the learner's folder that were not there before.
        public var created: [String]
        /// The record as it was.
        public var record: ExerciseRecord

        public init(id: String, folder: String?, backup: String?, created: [String], record: ExerciseRecord) {
            self.id = id
            self.folder = folder
            self.backup = backup
            self.created = created
            self.record = record
        }
    }

    public init(at: Date, exercises: [Entry], chapters: [String: ChapterRecord]? = nil) {
        self.at = at
        self.exercises = exercises
        self.chapters = chapters
    }
}
