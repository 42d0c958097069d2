import Course

extension AuthorTest {
    /// What is wrong with an exercise's declarations and folders, as far as that can be seen without running anything.
    public static func problems(of exercise: Exercise) -> [AuthorProblem] {
        AuthorRules(exercise: exercise).problems()
    }

    /// Makes a folder with the files of a case, for an author to look at.
    ///
    /// - Parameter path: an absolute path at which nothing is yet.
    public static func lay(_ subject: AuthorCase, of exercise: Exercise, at path: String) async throws {
        try await ExerciseCases(exercise: exercise).lay(subject, at: path)
    }
}
