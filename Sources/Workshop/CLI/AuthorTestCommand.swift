import ArgumentParser
import Course
import Glibc
import Presentation
import Verify

/// `workshop author test`
struct AuthorTestCommand: WaitingCommand, NeedsNamespaces {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Prove that exercises judge rightly, by really verifying all their answers.",
        discussion: """
            The solution and the alternatives must pass every check; each mistake must fail exactly the checks that it \
            declares, with those blocked that need them; the starter must not pass anything that it does not declare.

            Exit status: 0 all of it holds, 1 something does not, 3 something could not be judged.

            Examples:
              workshop author test
              workshop author test go-http --jobs 4
            """)

    @Argument(help: "The exercise (default: all).", completion: exerciseCompletion)
    var id: String?

    @Option(help: "How many answers to verify at once.")
    var jobs = 2

    @OptionGroup var options: CourseOptions

    func validate() throws {
        guard (1...64).contains(jobs) else { throw ValidationError("--jobs takes a number from 1 to 64.") }
    }

    func run() async throws {
        let course = try options.find()
        let exercises = try (id.map { [$0] } ?? course.exerciseNames()).map { try course.exercise($0) }
        let engine = try EngineSeam.makeEngine()
        let progress = ProgressWriter(descriptor: STDERR_FILENO, style: Terminal.errorStyle, keepsLines: false)
        defer { progress.finish() }
        let view = AuthorView(style: Terminal.style)
        var reports: [AuthorReport] = []
        for exercise in exercises {
            let test = AuthorTest(exercise: exercise, engine: engine, jobs: jobs) { event in
                switch event {
                case .started(let subject): progress.say("\(exercise.id): \(subject.description)")
                case .verify(_, .preparing(let event)): progress.report(event)
                case .verify: break
                case .finished(let result):
                    progress.finish()
                    Terminal.print(view.text(exercise.id, result))
                }
            }
            let report = try await test.run()
            progress.finish()
            report.problems.forEach { Terminal.print(view.text(exercise.id, $0)) }
            reports.append(report)
        }
        Terminal.print(view.summary(reports))
        if reports.contains(where: { !$0.allProblems.isEmpty }) { throw ExitStatus.failed }
        if reports.contains(where: { !$0.isSound }) { throw ExitStatus.unable }
    }
}
