import ArgumentParser
import Course
import EngineInterface
import Glibc
import Grading
import Linux
import Presentation
import Verify

/// `workshop author test`
struct AuthorTestCommand: WaitingCommand, NeedsNamespaces {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Prove that exercises judge rightly, by really verifying all their answers.",
        discussion: """
            The solution and the variants must pass every check; each mistake must fail exactly the checks that it \
            declares, with those blocked that need them; the starter must not pass anything that it does not declare.

            Exit status: 0 all of it holds, 1 something does not.

            Examples:
              workshop author test
              workshop author test go-http --jobs 2
              workshop author test go-http --only solution
            """)

    @Argument(help: "The exercise (default: all).", completion: exerciseCompletion)
    var id: String?

    @Option(help: "How many answers to verify at once.")
    var jobs = 2

    @Option(help: ArgumentHelp("Only answers whose name contains this.", valueName: "text"))
    var only: String?

    func validate() throws {
        guard (1...64).contains(jobs) else { throw ValidationError("--jobs takes a number from 1 to 64.") }
    }

    func run() async throws {
        let course = try CourseFolder.find()
        let exercises = try id.map { [try course.exercise($0)] } ?? course.exercises()
        let work = try exercises.flatMap { exercise in
            try ExerciseAnswers(exercise).cases().map { (exercise: exercise, answer: $0) }
        }.filter { only == nil || $0.answer.name.contains(only ?? "") }
        guard !work.isEmpty else { throw UsageError("No answer is named like that.") }
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let engine = try EngineSeam.makeEngine()
        let style = Terminal.style
        let progress = ProgressWriter(descriptor: STDERR_FILENO, style: Terminal.errorStyle, keepsLines: false)
        defer { progress.finish() }
        // One image at a time is assembled anyway; doing it first keeps the answers' time limits for the answers.
        try await engine.prepareImages(Set(exercises.flatMap(\.images)).sorted()) { progress.report($0) }
        let failed = try await withThrowingTaskGroup(of: Int.self) { group in
            var waiting = Array(work.enumerated())[...]
            var failed = 0
            func startNext() {
                guard let (number, item) = waiting.popFirst() else { return }
                group.addTask {
                    progress.say("\(item.exercise.id): \(item.answer.name)")
                    let folder = scratch.path + "/\(number)"
                    let problems = try await prove(item.answer, of: item.exercise, in: folder, engine: engine)
                    progress.finish()
                    Terminal.print(
                        AuthorView(style: style).text(item.exercise.id, item.answer.name, problems: problems))
                    return problems.isEmpty ? 0 : 1
                }
            }
            for _ in 0..<jobs { startNext() }
            while let result = try await group.next() {
                failed += result
                startNext()
            }
            return failed
        }
        Terminal.print(AuthorView(style: style).summary(answers: work.count, failed: failed))
        if failed > 0 { throw ExitStatus.failed }
    }

    private func prove(
        _ answer: ExerciseCase, of exercise: Exercise, in folder: String, engine: any ContainerEngine
    ) async throws -> [String] {
        try ExerciseAnswers(exercise).lay(answer, into: folder)
        defer { try? removeTree(folder) }
        let verifier = Verifier(
            exercise: exercise, directory: folder, engine: engine, options: VerifyOptions(jobs: jobs > 1 ? 1 : 3))
        return ExerciseProof.problems(try await verifier.run(), of: answer, in: exercise)
    }
}

/// A temporary folder of this process.
struct ScratchFolder: Sendable {
    let path: String

    init() throws {
        let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array((base + "/workshop-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else {
            throw UsageError("No temporary folder can be made in \(base): \(String(cString: strerror(errno))).")
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    func remove() { try? removeTree(path) }
}
