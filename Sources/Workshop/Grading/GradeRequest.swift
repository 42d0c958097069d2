/// What to grade and how.
public struct GradeRequest: Sendable {
    /// The exercise's identifier.
    public var exercise: String
    /// The exercise's folder. Its content is part of what makes a result valid.
    public var exerciseFolder: String
    /// The identifiers of its checks, in its order.
    public var checks: [String]
    /// The points of all checks together.
    public var maximum: Double
    /// The folder with the submissions.
    public var submissions: String
    /// Where the table goes, as comma-separated values.
    public var table: String
    /// Where a report with everything goes, as JSON.
    public var report: String?
    /// How many submissions are graded at once.
    public var jobs: Int
    /// How long one submission may take altogether, in seconds.
    public var seconds: Double
    public var limits: ArchiveLimits

    public init(
        exercise: String, exerciseFolder: String, checks: [String], maximum: Double, submissions: String, table: String,
        report: String? = nil, jobs: Int = 1, seconds: Double = 900, limits: ArchiveLimits = ArchiveLimits()
    ) {
        self.exercise = exercise
        self.exerciseFolder = exerciseFolder
        self.checks = checks
        self.maximum = maximum
        self.submissions = submissions
        self.table = table
        self.report = report
        self.jobs = max(1, jobs)
        self.seconds = seconds
        self.limits = limits
    }

    /// The file that remembers results from run to run.
    public var statePath: String { table + ".state" }
    /// The folder that archives are unpacked in. It exists only while grading runs.
    public var workPath: String { table + ".work" }
}

/// What the checks said about one submission.
public struct Judgement: Sendable, Equatable {
    public var checks: [GradeRecord.Check]
    /// Why something could not be judged, as a sentence; `nil` when all was judged.
    public var notJudged: String?

    public init(checks: [GradeRecord.Check], notJudged: String? = nil) {
        self.checks = checks
        self.notJudged = notJudged
    }
}

/// Judges the files in a folder by an exercise's checks.
///
/// A thrown error means that the machine or the engine is at fault, never the submission.
public typealias SubmissionJudge = @Sendable (_ folder: String) async throws -> Judgement

/// What a grading run reports while it goes on.
public enum GradeEvent: Sendable {
    case found(submissions: Int, ignored: [String])
    case started(name: String)
    /// `isEarlier`: the result is one of an earlier run.
    case finished(GradeRecord, isEarlier: Bool)
    /// Something could not be judged and is tried once more.
    case retrying(name: String, reason: String)
}

/// What a grading run yields.
public struct GradeResult: Sendable {
    /// Sorted by name. All submissions, unless the run was cancelled.
    public var table: GradeTable
    /// How many submissions there are.
    public var submissions: Int
    public var wasCancelled: Bool
}
