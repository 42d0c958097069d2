import ArgumentParser
import Glibc
import Learning
import Progress
import TerminalText

/// `workshop solution`
struct SolutionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "solution", abstract: "Show one right answer to an exercise.",
        discussion: """
            After you have passed an exercise it is shown at once; before, it asks first, or wants --yes.

            Examples:
              workshop solution
              workshop solution ping-app --yes
              workshop solution ping-app --dir ~/ping-app-solution
            """)

    @Argument(help: "The exercise; see workshop list.", completion: exerciseCompletion)
    var id: String?

    @Flag(name: .shortAndLong, help: "Show it though the exercise is not passed yet.")
    var yes = false

    @Option(
        name: .customLong("dir"), help: "Write the files into this folder instead. Nothing that exists is changed.",
        completion: .directory)
    var directory: String?

    @OptionGroup var options: CourseOptions

    func run() throws {
        let learner = try Learner(options)
        let exercise = try ExerciseFolder(id, command: "solution", learner).exercise
        if !yes && learner.progress()[exercise: exercise.id].pass == nil {
            guard Confirmation.ask("You have not passed \(exercise.id) yet. See the solution all the same?") else {
                throw UsageError("The solution is not shown. workshop hint helps a little; --yes shows it.")
            }
        }
        let solution = SolutionFiles(exerciseFolder: exercise.folder)
        if solution.files.isEmpty && solution.same.isEmpty {
            throw UsageError(
                "This course was handed out without the solution of \(exercise.id). workshop hint may help.")
        }
        if let directory {
            let path = Paths.absolute(directory)
            let written = try solution.write(to: path)
            let count = written.created.count
            var lines = ["\(count) \(count == 1 ? "file" : "files") written to \(path)."]
            if !written.kept.isEmpty {
                lines.append("Already there and left as they are: \(written.kept.joined(separator: ", ")).")
            }
            Terminal.print(lines.joined(separator: "\n"))
        } else {
            Terminal.print(Harmless.lines(solution.text).joined(separator: "\n"))
        }
        learner.note { progress in
            progress[exercise: exercise.id].solutionShownAt =
                progress[exercise: exercise.id].solutionShownAt ?? Moment.now()
        }
    }
}

/// A question that wants yes or no.
enum Confirmation {
    /// `false` where nobody can answer.
    static func ask(_ question: String) -> Bool {
        guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else { return false }
        Terminal.error(question + " [y/N] ", endsLine: false)
        let answer = readLine()?.lowercased() ?? ""
        return answer == "y" || answer == "yes"
    }
}
