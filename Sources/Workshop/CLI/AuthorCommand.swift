import ArgumentParser
import Course
import Grading
import Presentation
import Verify

/// `workshop author`
struct AuthorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "author", abstract: "For those who write exercises.",
        discussion: """
            Examples:
              workshop author check
              workshop author test go-http
              workshop author export go-http /tmp/answer --mistake no-expose
            """,
        subcommands: [AuthorCheckCommand.self, AuthorTestCommand.self, AuthorExportCommand.self])
}

/// `workshop author check`
struct AuthorCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check that exercises are complete and well-formed, without running anything.",
        discussion: """
            Examples:
              workshop author check
              workshop author check go-http
            """)

    @Argument(help: "The exercise (default: all).", completion: exerciseCompletion)
    var id: String?

    @OptionGroup var options: CourseOptions

    func run() throws {
        let course = try options.find()
        var count = 0
        for name in try id.map({ [$0] }) ?? course.exerciseNames() {
            let problems: [String]
            do {
                let exercise = try course.exercise(name)
                problems =
                    (AuthorTest.problems(of: exercise).map(\.description) + ExerciseFolderRules(exercise).problems())
                    .map { "\(name): \($0)" }
            } catch {
                // One broken exercise does not hide the others' mistakes.
                problems = error.errors.map(\.description)
            }
            problems.forEach { Terminal.print($0) }
            count += problems.count
        }
        if count > 0 { throw ExitStatus.usage }
        Terminal.print("Nothing to complain about.")
    }
}

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
