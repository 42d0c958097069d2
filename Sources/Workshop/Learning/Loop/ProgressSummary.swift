import FoundationEssentials
import Progress

/// What `workshop progress --json` prints.
public struct ProgressSummary: Codable, Sendable, Equatable {
    /// The version of this form. It changes when a field changes its meaning or goes.
    public var version = 1
    /// The course's identifier.
    public var course: String
    /// How many exercises were passed, also those that changed since; and how many there are.
    public var passed: Int
    public var exercises: Int
    public var points: Int
    public var maximum: Int
    public var chapters: [Chapter]
    /// What comes next.
    public var next: Next

    public struct Chapter: Codable, Sendable, Equatable {
        /// `nil` for exercises that belong to no chapter.
        public var id: String?
        /// `open`, `in-progress`, `done`, `skipped`.
        public var state: String
        public var read: Bool
        public var exercises: [Exercise]
    }

    public struct Exercise: Codable, Sendable, Equatable {
        public var id: String
        /// `open`, `in-progress`, `passed`, `stale`, `skipped`.
        public var state: String
        /// For `stale`: what changed, `exercise` or paths.
        public var changed: [String]?
        public var folder: String?
        public var attempts: Int
        public var hints: Int
        public var solutionShown: Bool
        public var points: Int
        public var maximum: Int
        public var startedAt: Date?
        public var passedAt: Date?
        /// The verdicts of the last run by check.
        public var checks: [String: String]?
    }

    public struct Next: Codable, Sendable, Equatable {
        /// `read`, `exercise`, `finished`.
        public var kind: String
        public var id: String?
    }

    public init(_ overview: CourseOverview, course: String) {
        self.course = course
        (passed, exercises) = overview.count
        let all = overview.outline.exercises
        maximum = all.reduce(0) { $0 + $1.points }
        chapters = overview.outline.chapters.map { chapter in
            Chapter(
                id: chapter.id, state: Self.word(overview.state(of: chapter)),
                read: overview.progress[chapter: chapter.id].readAt != nil,
                exercises: chapter.exercises.map { Self.exercise($0, overview) })
        }
        if !overview.outline.others.isEmpty {
            let states = overview.outline.others.map { overview.state(of: $0.id) }
            let state =
                states.allSatisfy(\.isSettled) ? "done" : states.allSatisfy { $0 == .open } ? "open" : "in-progress"
            chapters.append(
                Chapter(
                    id: nil, state: state, read: false,
                    exercises: overview.outline.others.map { Self.exercise($0, overview) }))
        }
        points = chapters.flatMap(\.exercises).reduce(0) { $0 + $1.points }
        next =
            switch overview.next {
            case .read(let id): Next(kind: "read", id: id)
            case .exercise(let id): Next(kind: "exercise", id: id)
            case .finished: Next(kind: "finished", id: nil)
            }
    }

    private static func exercise(_ exercise: OutlineExercise, _ overview: CourseOverview) -> Exercise {
        let record = overview.progress[exercise: exercise.id]
        var changed: [String]?
        let state: String
        switch overview.state(of: exercise.id) {
        case .open: state = "open"
        case .inProgress: state = "in-progress"
        case .passed: state = "passed"
        case .skipped: state = "skipped"
        case .stale(.exercise): (state, changed) = ("stale", ["exercise"])
        case .stale(.files(let paths)): (state, changed) = ("stale", paths)
        }
        return Exercise(
            id: exercise.id, state: state, changed: changed, folder: record.folder, attempts: record.attempts,
            hints: record.hintsShown, solutionShown: record.solutionShownAt != nil,
            points: record.pass?.points ?? record.lastRun?.points ?? 0, maximum: exercise.points,
            startedAt: record.startedAt, passedAt: record.pass?.at, checks: record.lastRun?.verdicts)
    }

    private static func word(_ state: ChapterState) -> String {
        switch state {
        case .open: "open"
        case .inProgress: "in-progress"
        case .done: "done"
        case .skipped: "skipped"
        }
    }

    /// As JSON, with a line break at the end.
    ///
    /// - Throws: `EncodingError`, for a time that no calendar knows.
    public func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return Array(try encoder.encode(self)) + [0x0a]
    }
}
