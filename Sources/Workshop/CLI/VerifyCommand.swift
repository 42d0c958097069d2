import ArgumentParser
import FoundationEssentials
import Glibc
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

    @OptionGroup var options: CourseOptions

    func run() async throws {
        let assignment = try Assignment(id: id, directory: directory)
        let exercise = try options.find().exercise(assignment.exercise)
        let progress = ProgressWriter(descriptor: STDERR_FILENO, style: Terminal.errorStyle, keepsLines: false)
        defer { progress.finish() }
        let engine = try EngineSeam.store()
        let verifier = Verifier(
            exercise: exercise, directory: assignment.directory, engine: engine,
            options: VerifyOptions(only: only, keep: keep), events: { progress.report($0) })
        var report = try await verifier.run()
        report.advice = VerifyAdvice.find(exercise, in: assignment.directory, engine: engine)
        progress.finish()
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            Terminal.print(bytes: Array(try encoder.encode(report)) + [0x0a])
        } else {
            Terminal.print(ReportView(style: Terminal.style).text(report))
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
