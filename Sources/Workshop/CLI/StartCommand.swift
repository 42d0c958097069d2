import ArgumentParser
import Building
import Course

/// `workshop start`
struct StartCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Begin an exercise: copy what it starts from into a folder.",
        discussion: """
            The folder gets a small file .workshop, so that verify knows which exercise it belongs to. \
            Nothing that is there already is overwritten.

            Examples:
              workshop start ping-app
              workshop start ping-app ~/course/ping
            """)

    @Argument(help: "The exercise; see workshop list.", completion: exerciseCompletion)
    var id: String

    @Argument(help: "The folder to make (default: ./ID).", completion: .directory)
    var folder: String?

    @OptionGroup var options: CourseOptions

    func run() throws {
        let exercise = try options.find().exercise(id)
        let name = folder ?? exercise.id
        let path = Paths.absolute(name)
        if let other = ExerciseMarker.read(in: path), other != exercise.id {
            throw UsageError(
                "\(path) belongs to the exercise \(other). Name another folder: workshop start \(id) FOLDER.")
        }
        let copy = try StarterCopy.make(of: exercise, in: path)
        try ExerciseMarker.write(exercise.id, in: path)
        let files = exercise.files.isEmpty ? "the Dockerfile" : exercise.files.joined(separator: ", ")
        var lines = [
            exercise.title, exercise.summary, "", "  read    \(exercise.folder)/README.md",
            "  write   \(files), in \(path)", "  check   cd \(ShellWords.quoted(name)) && workshop verify",
        ]
        if !copy.kept.isEmpty {
            lines += ["", "Already there and left as they are: \(copy.kept.joined(separator: ", "))."]
        }
        Terminal.print(lines.joined(separator: "\n"))
    }
}
