import Course

/// Rules for an exercise that need no engine.
struct AuthorRules: Sendable {
    let exercise: Exercise

    func problems() -> [AuthorProblem] {
        var problems: [AuthorProblem] = []
        for check in exercise.checks {
            if Self.isBlank(check.reason) { problems.append(AuthorProblem(check: check.id, "It has no reason.")) }
            if Self.isBlank(check.hint) { problems.append(AuthorProblem(check: check.id, "It has no hint.")) }
        }
        let cases = ExerciseCases(exercise: exercise)
        for name in ["starter", "solution"]
        where !FilePaths.isDirectory(FilePaths.join(exercise.folder, name)) {
            problems.append(AuthorProblem("The folder \(name) is missing."))
        }
        let places = ["exercise.yaml", "README.md", "starter", "solution", "alternatives", "mistakes"]
        let names = FileTree.names(in: exercise.folder).map { String(decoding: $0, as: UTF8.self) }.sorted()
        if !names.contains("README.md") { problems.append(AuthorProblem("README.md is missing.")) }
        for name in names where !places.contains(name) {
            problems.append(AuthorProblem("\(name) has no place in an exercise's folder."))
        }
        let declared = Set(exercise.mistakes.map(\.name))
        let present = Set(cases.folders("mistakes"))
        for name in declared.subtracting(present).sorted() {
            problems.append(AuthorProblem(subject: .mistake(name), "It is declared, but its folder is missing."))
        }
        for name in present.subtracting(declared).sorted() {
            problems.append(AuthorProblem(subject: .mistake(name), "It is not declared in exercise.yaml."))
        }
        let known = Set(exercise.checks.map(\.id))
        for mistake in exercise.mistakes {
            if mistake.fails.isEmpty {
                problems.append(AuthorProblem(subject: .mistake(mistake.name), "It makes no check fail."))
            }
            for name in mistake.fails where !known.contains(name) {
                problems.append(AuthorProblem(subject: .mistake(mistake.name), "There is no check \(name)."))
            }
        }
        for name in exercise.passesOnStarter where !known.contains(name) {
            problems.append(AuthorProblem(subject: .starter, "There is no check \(name)."))
        }
        return problems
    }

    private static func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }
}
