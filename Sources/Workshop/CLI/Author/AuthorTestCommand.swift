import ArgumentParser
import Chapters
import Course
import Glibc
import Presentation
import TerminalText
import Verify

/// `workshop author test`
struct AuthorTestCommand: WaitingCommand, NeedsNamespaces {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Prove that exercises judge rightly and that chapters tell the truth, by really running everything.",
        discussion: """
            Exercises: the solution and the alternatives must pass every check; each mistake must fail exactly the checks \
            that it declares, with those blocked that need them; the starter must not pass anything that it does not declare.

            Chapters: each command of a console block is run, in order, in a sandbox of the chapter's own, and what it \
            prints is compared with what the text says. The commands run as you, on this machine: read a stranger's \
            course before you test it.

            Exit status: 0 all of it holds, 1 something does not, 3 something could not be judged.

            Examples:
              workshop author test
              workshop author test go-http 07-the-build-cache --jobs 4
              workshop author test --chapters
            """)

    @Argument(help: "Exercises and chapters (default: all).", completion: textCompletion)
    var ids: [String] = []

    @Option(help: "How many answers or chapters to run at once.")
    var jobs = 2

    @Option(help: ArgumentHelp("How long one command of a chapter may take.", valueName: "time"))
    var limit = TimeSpan(seconds: 300)

    @Flag(help: "Only chapters, when nothing is named.")
    var chapters = false

    @Flag(help: "Only exercises, when nothing is named.")
    var exercises = false

    @OptionGroup var options: CourseOptions

    func validate() throws {
        guard (1...64).contains(jobs) else { throw ValidationError("--jobs takes a number from 1 to 64.") }
        guard !chapters || !exercises else { throw ValidationError("Choose one of --chapters and --exercises.") }
        guard ids.isEmpty || !(chapters || exercises) else {
            throw ValidationError("With names, --chapters and --exercises say nothing.")
        }
    }

    func run() async throws {
        let course = try options.find()
        var texts = try AuthorTexts.find(ids, in: course)
        if chapters { texts.exercises = [] }
        if exercises { texts.chapters = [] }
        let progress = ProgressWriter(descriptor: STDERR_FILENO, style: Terminal.errorStyle, keepsLines: false)
        defer { progress.finish() }
        // What cannot be read counts as wrong, and does not keep the rest from being tested.
        var broken = 0
        let soundExercises = texts.exercises.compactMap { id in
            readable(&broken) { () throws(CourseErrors) in try course.exercise(id) }
        }
        let soundChapters = texts.chapters.compactMap { id in
            readable(&broken) { () throws(CourseErrors) in try course.chapter(id) }
        }
        let exerciseReports = try await testExercises(soundExercises, progress)
        let chapterReports = try await testChapters(soundChapters, course, progress)
        if !exerciseReports.isEmpty { Terminal.print(AuthorView(style: Terminal.style).summary(exerciseReports)) }
        if !chapterReports.isEmpty { Terminal.print(ChapterView(style: Terminal.style).summary(chapterReports)) }
        if broken > 0 || exerciseReports.contains(where: { !$0.allProblems.isEmpty })
            || chapterReports.contains(where: { !$0.isSound && $0.notJudged == nil })
        {
            throw ExitStatus.failed
        }
        if exerciseReports.contains(where: { !$0.isSound }) || chapterReports.contains(where: { !$0.isSound }) {
            throw ExitStatus.unable
        }
    }

    private func readable<Text>(_ broken: inout Int, _ read: () throws(CourseErrors) -> Text) -> Text? {
        do throws(CourseErrors) {
            return try read()
        } catch {
            broken += 1
            error.errors.forEach { Terminal.print(Harmless.line($0.description)) }
            return nil
        }
    }

    private func testExercises(_ exercises: [Exercise], _ progress: ProgressWriter) async throws -> [AuthorReport] {
        if exercises.isEmpty { return [] }
        let engine = try EngineSeam.makeEngine()
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
        return reports
    }

    private func testChapters(
        _ chapters: [Chapter], _ course: CourseFolder, _ progress: ProgressWriter
    ) async throws -> [ChapterReport] {
        if chapters.isEmpty { return [] }
        let view = ChapterView(style: Terminal.style)
        let runs = ChapterRuns(
            chapters: chapters, course: course, jobs: jobs, limit: limit.seconds)
        return try await runs.run(progress: progress) { Terminal.print(view.text($0)) }
    }
}
