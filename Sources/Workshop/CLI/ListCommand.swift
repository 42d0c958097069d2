import ArgumentParser
import Presentation

/// `workshop list`
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the exercises.",
        discussion: """
            Example:
              workshop list
            """)

    func run() throws {
        let exercises = try CourseFolder.find().exercises()
        guard !exercises.isEmpty else { throw UsageError("The course has no exercises.") }
        Terminal.print(ExerciseListView(style: Terminal.style).text(exercises))
    }
}

/// Completes an exercise's identifier.
let exerciseCompletion = CompletionKind.custom { _, _, _ in
    (try? CourseFolder.find().identifiers()) ?? []
}
