import ArgumentParser
import Learning

/// `workshop init`
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make a folder for your work, with a README and settings for editors.",
        discussion: """
            Nothing that exists is changed, so it may be a Git repository or a folder that is in use.

            Examples:
              workshop init ~/containers
              workshop init .
            """)

    @Argument(help: "The folder.", completion: .directory)
    var folder: String

    @OptionGroup var options: CourseOptions

    func run() throws {
        let learner = try Learner(options)
        let path = Paths.absolute(folder)
        let (outline, _) = try learner.outline()
        var schemas: [String: String] = [:]
        let schema = learner.course.path + "/Schemas/exercise.schema.json"
        if Paths.exists(schema) { schemas["exercise.yaml"] = schema }
        let made = try LearnerFolder.make(
            path,
            LearnerFolder.Contents(title: learner.title, firstExercise: outline.exercises.first?.id, schemas: schemas))
        var lines = made.created.isEmpty ? [] : ["Made in \(path): \(made.created.joined(separator: ", "))."]
        if !made.kept.isEmpty {
            lines.append("Already there and left as they are: \(made.kept.joined(separator: ", ")).")
        }
        lines.append("Go there and begin: cd \(folder) && workshop")
        Terminal.print(lines.joined(separator: "\n"))
    }
}
