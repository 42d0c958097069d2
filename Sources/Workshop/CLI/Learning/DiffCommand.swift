import ArgumentParser
import Learning
import TerminalText

/// `workshop diff`
struct DiffCommand: WaitingCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Show what you have changed since the exercise's first files.",
        discussion: """
            In a folder that workshop start made, the exercise need not be named.

            Examples:
              workshop diff
              workshop diff ping-app
            """)

    @Argument(help: "The exercise; see workshop list.", completion: exerciseCompletion)
    var id: String?

    @Option(
        name: .customLong("dir"), help: "The folder with your files (default: the current one).", completion: .directory
    )
    var directory: String?

    @OptionGroup var options: CourseOptions

    func run() async throws {
        let learner = try Learner(options)
        let work = try ExerciseFolder(id, directory: directory, command: "diff", learner)
        let diff = StarterDiff(exerciseFolder: work.exercise.folder, folder: try work.required())
        let lines = try await diff.lines()
        if lines.isEmpty {
            Terminal.error("Nothing is changed since \(work.exercise.id) was begun.")
        } else {
            StyledOutput.print(lines.map(StarterDiff.styled))
        }
    }
}
