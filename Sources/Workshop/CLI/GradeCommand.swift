import ArgumentParser
import Glibc
import Grading
import Presentation
import Verify

/// `workshop grade`
struct GradeCommand: WaitingCommand, NeedsNamespaces {
    static let configuration = CommandConfiguration(
        commandName: "grade", abstract: "Grade a class: every folder or archive below a folder is one submission.",
        discussion: """
            Submissions are folders, .zip, .tar.gz, .tgz or .tar. Each is judged by the same checks as verify, apart from \
            all others. What could not be judged is tried once more and never counted against anybody.

            Results are kept in FILE.state as they come: after Ctrl-C, the same command goes on where it stopped, and \
            grades anew only what changed.

            Exit status: 0 all were graded, whatever their points; 3 some could not be judged; 130 cancelled.

            Examples:
              workshop grade go-http submissions/ --out grades.csv
              workshop grade go-http submissions/ --out grades.csv --jobs 4
            """)

    @Argument(help: "The exercise; see workshop list.", completion: exerciseCompletion)
    var id: String

    @Argument(help: "The folder with the submissions.", completion: .directory)
    var submissions: String

    @Option(
        help: ArgumentHelp("The table to write, as comma-separated values.", valueName: "file"), completion: .file())
    var out: String

    @Option(
        help: ArgumentHelp("A report with every check's verdict (see docs/cli.md).", valueName: "file"),
        completion: .file())
    var json: String?

    @Option(help: "How many submissions to grade at once.")
    var jobs = 1

    @Option(help: ArgumentHelp("How long one submission may take: 90s, 15m, 1h.", valueName: "time"))
    var timeout = TimeSpan(seconds: 900)

    @OptionGroup var options: CourseOptions

    func validate() throws {
        guard (1...64).contains(jobs) else { throw ValidationError("--jobs takes a number from 1 to 64.") }
    }

    func run() async throws {
        let exercise = try options.find().exercise(id)
        guard Paths.isFolder(submissions) else { throw UsageError("\(submissions) is no folder.") }
        let engine = try EngineSeam.makeEngine()
        let request = GradeRequest(
            exercise: exercise.id, exerciseFolder: exercise.folder, checks: exercise.checks.map(\.id),
            maximum: Double(exercise.points), submissions: Paths.absolute(submissions), table: Paths.absolute(out),
            report: json.map(Paths.absolute), jobs: jobs, seconds: timeout.seconds)
        let style = Terminal.errorStyle
        let progress = ProgressWriter(descriptor: STDERR_FILENO, style: style, keepsLines: false)
        defer { progress.finish() }
        let view = GradeView(style: style)
        // Submissions share the processors: one check at a time in each when several run.
        let checks = jobs > 1 ? 1 : 3
        let grader = Grader(request) { folder in
            let verifier = Verifier(
                exercise: exercise, directory: folder, engine: engine, options: VerifyOptions(jobs: checks))
            return Judgement(try await verifier.run())
        } report: { event in
            if let line = view.line(event) { progress.note(line) }
            if case .started(let name) = event { progress.say("Grading \(name)") }
        }
        let result = try await grader.run()
        progress.finish()
        Terminal.print(GradeView(style: Terminal.style).text(result.table))
        if result.wasCancelled {
            Terminal.error(
                "workshop: \(result.table.records.count) of \(result.submissions) submissions are graded. Run the same command again to go on."
            )
            throw CancellationError()
        }
        if result.table.records.contains(where: { $0.outcome == .notJudged }) { throw ExitStatus.unable }
    }
}
