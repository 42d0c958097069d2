import ArgumentParser
import Building
import Course
import Learning
import Progress

/// `workshop start`
struct StartCommand: WaitingCommand {
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

    func run() async throws {
        let learner = try Learner(options)
        let exercise = try learner.course.exercise(id)
        await FirstRun.check(learner)
        let name = folder ?? exercise.id
        let path = Paths.absolute(name)
        let copy = try Self.start(exercise, in: path, learner)
        let files = exercise.files.isEmpty ? "the Dockerfile" : exercise.files.joined(separator: ", ")
        var lines = [
            exercise.title, exercise.summary, "", "  read    workshop read \(exercise.id)",
            "  write   \(files), in \(path)", "  check   cd \(ShellWords.quoted(name)) && workshop verify",
            "  or      cd \(ShellWords.quoted(name)) && workshop watch    checks again each time you save",
        ]
        if !copy.kept.isEmpty {
            lines += ["", "Already there and left as they are: \(copy.kept.joined(separator: ", "))."]
        }
        Terminal.print(lines.joined(separator: "\n"))
    }

    /// Copies the starter, marks the folder, and writes down where the learner works.
    static func start(_ exercise: Exercise, in path: String, _ learner: Learner) throws -> StarterCopy {
        if let other = Marker.read(in: path), other != exercise.id {
            throw UsageError(
                "\(path) belongs to the exercise \(other). Name another folder: workshop start \(exercise.id) FOLDER.")
        }
        let copy = try StarterCopy.make(of: exercise, in: path)
        try Marker.write(exercise.id, in: path)
        learner.note { progress in
            progress[exercise: exercise.id].startedAt = progress[exercise: exercise.id].startedAt ?? Moment.now()
            progress[exercise: exercise.id].folder = path
        }
        return copy
    }
}
