import ArgumentParser
import Chapters
import Course
import Glibc
import Presentation
import Synchronization
import TerminalText

/// `workshop author record`
struct AuthorRecordCommand: WaitingCommand, NeedsNamespaces {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "Put what a chapter's commands really print into its text.",
        discussion: """
            Runs the chapter as `author test` does, shows what differs, and writes what came out in the place of what the \
            text says. Outputs that agree stay as they are written, marked places (`…`) and all. A command that ends with \
            another status than the text says is reported, and its output is left alone.

            Exit status: 0 all outputs are right now, 1 something cannot be recorded, 3 something could not be run.

            Examples:
              workshop author record 03-a-first-image --dry-run
              workshop author record 03 07
            """)

    @Argument(help: "Chapters (default: all).", completion: textCompletion)
    var ids: [String] = []

    @Flag(help: "Only show what differs.")
    var dryRun = false

    @Option(help: "How many chapters to run at once.")
    var jobs = 2

    @Option(help: ArgumentHelp("How long one command may take.", valueName: "time"))
    var limit = TimeSpan(seconds: 300)

    @OptionGroup var options: CourseOptions

    func validate() throws {
        guard (1...64).contains(jobs) else { throw ValidationError("--jobs takes a number from 1 to 64.") }
    }

    func run() async throws {
        let course = try options.find()
        let texts = try AuthorTexts.find(ids, in: course)
        if let exercise = texts.exercises.first, !ids.isEmpty {
            throw UsageError("\(exercise) is an exercise: there is nothing to record in it.")
        }
        let progress = ProgressWriter(descriptor: STDERR_FILENO, style: Terminal.errorStyle, keepsLines: false)
        defer { progress.finish() }
        let view = ChapterView(style: Terminal.style)
        let runs = ChapterRuns(
            chapters: try texts.chapters.map { try course.chapter($0) }, course: course, jobs: jobs,
            limit: limit.seconds)
        let failures = Mutex<[any Error]>([])
        let reports = try await runs.run(progress: progress) { report in
            Terminal.print(view.text(report))
            guard !dryRun else { return }
            do { try record(report) } catch { failures.withLock { $0.append(error) } }
        }
        if let failure = failures.withLock({ $0.first }) { throw failure }
        if reports.contains(where: { $0.notJudged != nil }) { throw ExitStatus.unable }
        let isSettled = reports.allSatisfy { report in
            report.problems.isEmpty && report.outcomes.count == report.commandCount
                && report.outcomes.allSatisfy { $0.problem == nil && (!dryRun || $0.agrees) }
        }
        if !isSettled { throw ExitStatus.failed }
    }

    private func record(_ report: ChapterReport) throws {
        let text = ChapterRecording.text(report.chapter.source, report.outcomes.filter { $0.problem == nil })
        guard text != report.chapter.source else { return }
        try TextReplacement.write(text, over: report.chapter.path, unlessOtherThan: report.chapter.source)
        Terminal.print("Recorded: \(Harmless.line(report.chapter.path))\n")
    }
}
