import Course
import Linux

/// Looks that an exercise is tied to its chapter and has hints.
struct ExerciseLinks {
    private let exercise: Exercise
    private let chapters: [(id: String, chapter: Result<Chapter, CourseErrors>)]
    private let lines: SourceLines

    init(_ exercise: Exercise, chapters: [(id: String, chapter: Result<Chapter, CourseErrors>)]) {
        self.exercise = exercise
        self.chapters = chapters
        lines = SourceLines(SmallFile.text(exercise.folder + "/exercise.yaml") ?? "")
    }

    func problems() -> [CourseError] {
        var problems: [CourseError] = []
        if !(2...4).contains(exercise.hints.count) {
            problems.append(
                problem(
                    "hints", "The exercise has \(exercise.hints.count) hints; 2 to 4 lead a learner on.",
                    "Write them below `hints`, each a little closer to the answer."))
        }
        guard let name = exercise.chapter else {
            // A course may consist of exercises alone.
            if !chapters.isEmpty {
                problems.append(
                    problem("chapter", "The exercise belongs to no chapter.", "Write `chapter: NAME`, without `.md`."))
            }
            return problems
        }
        guard let found = chapters.first(where: { $0.id == name }) else {
            problems.append(
                problem(
                    "chapter", "There is no chapter `\(name)`.", Nearest.help(for: name, among: chapters.map(\.id))))
            return problems
        }
        if case .success(let chapter) = found.chapter, !chapter.exercises.contains(exercise.id) {
            problems.append(
                problem(
                    "chapter", "The chapter `\(name)` does not name this exercise.",
                    "Add `\(exercise.id)` to `exercises` at the head of Lessons/\(name).md."))
        }
        return problems
    }

    /// At the line of a key of the first level; the file as a whole when the key is not there.
    private func problem(_ key: String, _ message: String, _ help: String?) -> CourseError {
        let index = lines.lines.firstIndex { $0.hasPrefix(key + ":") }
        return CourseError(
            file: exercise.folder + "/exercise.yaml", line: index.map { $0 + 1 }, column: index == nil ? nil : 1,
            message,
            help: help)
    }
}
