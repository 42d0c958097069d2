import ArgumentParser
import Course
import Verify

/// `workshop author export`
struct AuthorExportCommand: WaitingCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the solution, an alternative, a mistake or the starter into a folder.",
        discussion: """
            Examples:
              workshop author export go-http /tmp/answer
              workshop author export go-http /tmp/answer --mistake no-expose
              workshop verify go-http --dir /tmp/answer
            """)

    @Argument(help: "The exercise.", completion: exerciseCompletion)
    var id: String

    @Argument(help: "The folder to make.", completion: .directory)
    var folder: String

    @Option(help: "This mistake instead of the solution.")
    var mistake: String?

    @Option(help: "This alternative instead of the solution.")
    var alternative: String?

    @Flag(help: "The starter instead of the solution.")
    var starter = false

    @OptionGroup var options: CourseOptions

    func validate() throws {
        guard [mistake != nil, alternative != nil, starter].filter({ $0 }).count <= 1 else {
            throw ValidationError("Choose one of --mistake, --alternative and --starter.")
        }
    }

    func run() async throws {
        let exercise = try options.find().exercise(id)
        let subject: AuthorCase =
            starter ? .starter : alternative.map { .alternative($0) } ?? mistake.map { .mistake($0) } ?? .solution
        let source = "\(exercise.folder)/\(subject.description)"
        guard !subject.description.contains(".."), Paths.isFolder(source) else {
            let names = exercise.mistakes.map(\.name).joined(separator: ", ")
            throw UsageError("\(source) is no folder. The mistakes of \(exercise.id) are \(names).")
        }
        let target = Paths.absolute(folder)
        guard !Paths.exists(target) else {
            throw UsageError("\(target) is there already. Name a folder that does not exist yet.")
        }
        try Paths.makeFolders(Paths.parent(target))
        try await AuthorTest.lay(subject, of: exercise, at: target)
    }
}
