import FoundationEssentials
import Progress

/// How far a learner is in a course.
public struct CourseOverview: Sendable, Equatable {
    public var outline: CourseOutline
    public var progress: LearnerProgress
    /// By exercise.
    public var standings: [String: ExerciseStanding]

    public init(outline: CourseOutline, progress: LearnerProgress, standings: [String: ExerciseStanding]) {
        self.outline = outline
        self.progress = progress
        self.standings = standings
    }

    /// Looks at the records and at the files that they speak of.
    public init(_ outline: CourseOutline, _ progress: LearnerProgress) {
        var standings: [String: ExerciseStanding] = [:]
        func look(_ exercises: [OutlineExercise], isSkipped: Bool) {
            for exercise in exercises {
                standings[exercise.id] = ExerciseStanding.of(
                    progress[exercise: exercise.id], id: exercise.id, exerciseFolder: exercise.folder,
                    known: exercise.knownFiles, isSkipped: isSkipped)
            }
        }
        for chapter in outline.chapters {
            look(chapter.exercises, isSkipped: progress[chapter: chapter.id].skippedAt != nil)
        }
        look(outline.others, isSkipped: false)
        self.init(outline: outline, progress: progress, standings: standings)
    }

    public func state(of exercise: String) -> ExerciseState { standings[exercise]?.state ?? .open }

    /// How far a chapter is, its text and its exercises together.
    public func state(of chapter: OutlineChapter) -> ChapterState {
        let record = progress[chapter: chapter.id]
        let states = chapter.exercises.map { state(of: $0.id) }
        let isDone = states.allSatisfy(\.isSettled)
        if isDone && (record.readAt != nil || !states.isEmpty) {
            return states.contains(.skipped) ? .skipped : .done
        }
        return record.place != nil || record.readAt != nil || states.contains { $0 != .open } ? .inProgress : .open
    }

    /// How many exercises are passed, also those that changed since, and how many there are.
    public var count: (passed: Int, all: Int) {
        let exercises = outline.exercises
        return (exercises.count { progress[exercise: $0.id].pass != nil }, exercises.count)
    }
}

/// How far a learner is with a chapter.
public enum ChapterState: Sendable, Equatable {
    case open, inProgress, done
    /// Tested out: what is not passed is skipped.
    case skipped
}

extension OutlineExercise {
    /// The paths in a learner's folder that the exercise speaks of.
    public var knownFiles: [String] {
        let starter = LearnerFiles.list(folder + "/starter") ?? []
        return starter + files.filter { !starter.contains($0) }
    }
}
