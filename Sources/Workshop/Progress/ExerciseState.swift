import Glibc

/// How far a learner is with an exercise.
public enum ExerciseState: Sendable, Equatable {
    /// Not begun.
    case open
    case inProgress
    /// Passed, and nothing has changed since.
    case passed
    /// Passed, but something has changed since.
    case stale(Change)
    /// Not passed, in a chapter that the learner chose to skip.
    case skipped

    /// What changed since a pass.
    public enum Change: Sendable, Equatable {
        /// These files of the learner's, at least one.
        case files([String])
        /// What the exercise checks.
        case exercise
    }

    /// Whether there is nothing left to do.
    public var isSettled: Bool {
        switch self {
        case .passed, .skipped: true
        case .open, .inProgress, .stale: false
        }
    }
}

/// What is known about an exercise now, from its record and from the files.
public struct ExerciseStanding: Sendable, Equatable {
    public var state: ExerciseState
    /// The recorded folder, when it is not there any more or belongs to another exercise now.
    public var missingFolder: String?

    public init(state: ExerciseState, missingFolder: String? = nil) {
        self.state = state
        self.missingFolder = missingFolder
    }

    /// Looks at a record and at the files that it speaks of.
    ///
    /// - Parameters:
    ///   - id: the exercise's identifier.
    ///   - exerciseFolder: the course's folder for it.
    ///   - known: the paths in a learner's folder that the exercise speaks of.
    ///   - isSkipped: whether the learner skips its chapter.
    public static func of(
        _ record: ExerciseRecord, id: String, exerciseFolder: String, known: [String], isSkipped: Bool
    ) -> ExerciseStanding {
        var standing = ExerciseStanding(state: .open)
        var folder = record.folder
        if let recorded = folder, !Marker.mayBe(id, in: recorded) {
            standing.missingFolder = recorded
            folder = nil
        }
        guard let pass = record.pass else {
            let isBegun = record.startedAt != nil || record.attempts > 0
            standing.state = isSkipped ? .skipped : isBegun ? .inProgress : .open
            return standing
        }
        standing.state = .passed
        if let now = FileDigests.exercise(folder: exerciseFolder), now != pass.exercise {
            standing.state = .stale(.exercise)
        } else if let folder {
            let now = FileDigests.learner(folder: folder, known: known)
            let changes = FileDigests.changes(from: pass.files, to: now)
            if !changes.isEmpty { standing.state = .stale(.files(changes)) }
        }
        return standing
    }
}
