import ArgumentParser
import Course
import FoundationEssentials
import Glibc
import Learning
import Presentation
import Verify

/// `workshop verify`
struct VerifyCommand: WaitingCommand, NeedsNamespaces {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Build and run your work, and say what is right, what is wrong, and why.",
        discussion: """
            In a folder that workshop start made, the exercise need not be named.
            Exit status: 0 all passed, 1 a check failed, 2 wrong use, 3 the engine cannot work here, 130 cancelled.

            Examples:
              workshop verify
              workshop verify go-http --dir ~/course/go-http
              workshop verify --only builds --only pages
              workshop verify --all
              workshop verify --json > report.json
            """)

    @Argument(help: "The exercise; see workshop list.", completion: exerciseCompletion)
    var id: String?

    @Option(
        name: .customLong("dir"), help: "The folder with your files (default: the current one).", completion: .directory
    )
    var directory: String?

    @Flag(help: "Print a report for programs (see docs/verify-json.md).")
    var json = false

    @Option(help: ArgumentHelp("Run only this check and those that it needs. May be repeated.", valueName: "check"))
    var only: [String] = []

    @Flag(help: "Keep the images that the checks built, under names that begin with workshop/.")
    var keep = false

    @Flag(help: "Verify every exercise that you have begun, but for those that are unchanged since they passed.")
    var all = false

    @OptionGroup var options: CourseOptions

    func validate() throws {
        if all && (id != nil || directory != nil || !only.isEmpty || json || keep) {
            throw ValidationError("--all takes no exercise and no other options.")
        }
    }

    func run() async throws {
        let learner = try Learner(options)
        if all { return try await VerifyAll(learner: learner).run() }
        let assignment = try Assignment(id: id, directory: directory) { id in
            (try? learner.store.read())?.value[exercise: id].folder
        }
        let exercise = try learner.course.exercise(assignment.exercise)
        let record = VerifyRecord(learner, exercise, assignment.directory)
        let progress = ProgressWriter(descriptor: STDERR_FILENO, style: Terminal.errorStyle, keepsLines: false)
        defer { progress.finish() }
        let engine = try EngineSeam.store()
        let verifier = Verifier(
            exercise: exercise, directory: assignment.directory, engine: engine,
            options: VerifyOptions(only: only, keep: keep), events: { progress.report($0) })
        var report = try await verifier.run()
        report.advice = VerifyAdvice.find(exercise, in: assignment.directory, engine: engine)
        progress.finish()
        // Some of the checks are no attempt at the whole.
        let message = only.isEmpty ? record.note(report) : nil
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            Terminal.print(bytes: Array(try encoder.encode(report)) + [0x0a])
        } else {
            Terminal.print(ReportView(style: Terminal.style).text(report))
            if let message { StyledOutput.print(text: message.lines.joined(separator: "\n")) }
        }
        if let status = ExitStatus(of: report) { throw status }
    }
}

extension ExitStatus {
    /// `nil` when all passed. A learner's failure counts more than what could not be judged beside it.
    init?(of report: VerificationReport) {
        if report.allPassed { return nil }
        self = report.checks.contains { $0.verdict == .failed } ? .failed : .unable
    }
}
