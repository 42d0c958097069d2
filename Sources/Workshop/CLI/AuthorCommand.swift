import ArgumentParser
import Course
import FoundationEssentials
import Glibc
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

    func run() throws {
        let course = try CourseFolder.find()
        var problems = 0
        for name in try id.map({ [$0] }) ?? course.identifiers() {
            do {
                for problem in ExerciseAnswers(try course.exercise(name)).problems() {
                    Terminal.print(problem)
                    problems += 1
                }
            } catch {
                // One broken exercise does not hide the others' mistakes.
                Terminal.print("\(error)")
                problems += 1
            }
        }
        if problems > 0 { throw ExitStatus.usage }
        Terminal.print("Nothing to complain about.")
    }
}

/// `workshop author export`
struct AuthorExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the solution, a variant, a mistake or the starter into a folder.",
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

    @Option(help: "This variant instead of the solution.")
    var variant: String?

    @Flag(help: "The starter instead of the solution.")
    var starter = false

    func validate() throws {
        guard [mistake != nil, variant != nil, starter].filter({ $0 }).count <= 1 else {
            throw ValidationError("Choose one of --mistake, --variant and --starter.")
        }
    }

    func run() throws {
        let exercise = try CourseFolder.find().exercise(id)
        try ExerciseAnswers(exercise).lay(try answer(in: exercise), into: Paths.absolute(folder))
    }

    private func answer(in exercise: Exercise) throws -> ExerciseCase {
        if starter { return .starter }
        if let variant { return .variant(variant) }
        guard let mistake else { return .solution }
        guard let declared = exercise.mistakes.first(where: { $0.name == mistake }) else {
            let names = exercise.mistakes.map(\.name)
            let nearest = Spelling.nearest(to: mistake, among: names).map { " Did you mean \($0)?" } ?? ""
            throw UsageError(
                "\(exercise.id) has no mistake \(mistake).\(nearest) It has: \(names.joined(separator: ", ")).")
        }
        return .mistake(declared)
    }
}
