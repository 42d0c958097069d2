import ArgumentParser
import Learning
import Progress

/// `workshop hint`
struct HintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hint", abstract: "Give one hint more on an exercise.",
        discussion: """
            In a folder that workshop start made, the exercise need not be named. Hints are counted.

            Examples:
              workshop hint
              workshop hint ping-app
            """)

    @Argument(help: "The exercise; see workshop list.", completion: exerciseCompletion)
    var id: String?

    @OptionGroup var options: CourseOptions

    func run() throws {
        let learner = try Learner(options)
        let exercise = try ExerciseFolder(id, command: "hint", learner).exercise
        StyledOutput.print(text: HintCounter(learner).next(exercise).text)
    }
}
