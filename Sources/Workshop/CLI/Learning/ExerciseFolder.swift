import Course
import Progress

/// An exercise and the learner's folder for it, for commands that speak of one exercise.
struct ExerciseFolder {
    let exercise: Exercise
    /// The learner's folder; `nil` when none is known.
    let folder: String?

    /// - Parameters:
    ///   - id: as typed; else the marker in the current folder tells.
    ///   - command: what was typed, for messages.
    /// - Throws: ``UsageError`` when nothing tells the exercise, `CourseErrors` when the course has none of that name.
    init(_ id: String?, directory: String? = nil, command: String, _ learner: Learner) throws {
        var gone = false
        var assignment: Assignment
        do {
            assignment = try Assignment(id: id, directory: directory, command: command) { id in
                learner.progress()[exercise: id].folder
            }
        } catch let error as UsageError {
            guard let id, directory == nil else { throw error }
            // What speaks of the exercise alone works without its folder.
            assignment = try Assignment(id: id, directory: nil, command: command)
            gone = true
        }
        exercise = try learner.course.exercise(assignment.exercise)
        let isKnown = directory != nil || Self.isMarked(assignment, assignment.exercise)
        folder = gone || !isKnown ? nil : assignment.directory
    }

    /// Whether the folder says itself that it is this exercise's.
    static func isMarked(_ assignment: Assignment, _ id: String) -> Bool { Marker.read(in: assignment.directory) == id }

    /// The folder, or an error that says how to get one.
    func required() throws -> String {
        guard let folder else {
            throw UsageError(
                "You have not begun \(exercise.id), or its folder is gone. Begin with: workshop start \(exercise.id)")
        }
        return folder
    }
}
