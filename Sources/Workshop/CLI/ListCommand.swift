import ArgumentParser
import Course
import Presentation

/// `workshop list`
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the exercises.",
        discussion: """
            Example:
              workshop list
            """)

    @OptionGroup var options: CourseOptions

    func run() throws {
        let all = try options.find().allExercises()
        var exercises: [Exercise] = []
        var isBroken = false
        for entry in all {
            switch entry.exercise {
            case .success(let exercise): exercises.append(exercise)
            case .failure(let errors):
                // One broken exercise does not hide the others.
                Terminal.error("workshop: \(errors)")
                isBroken = true
            }
        }
        if !exercises.isEmpty { Terminal.print(ExerciseListView(style: Terminal.style).text(exercises)) }
        if isBroken { throw ExitStatus.usage }
    }
}
