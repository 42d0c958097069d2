import Course

/// The only place that loads exercises.
enum CourseSeam {
    static func load(_ folder: String) throws -> Exercise { try ExerciseLoader.load(folder: folder) }
}
