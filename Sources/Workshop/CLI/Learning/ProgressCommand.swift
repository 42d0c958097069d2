import ArgumentParser
import Glibc
import Learning
import Linux
import Progress

/// `workshop progress`
struct ProgressCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "progress", abstract: "Show how far you are, and carry it to another machine.",
        discussion: """
            Examples:
              workshop progress
              workshop progress --json
              workshop progress export progress.json
              workshop progress import progress.json
              workshop progress skip 03
            """,
        subcommands: [
            ProgressShowCommand.self, ProgressExportCommand.self, ProgressImportCommand.self, ProgressSkipCommand.self,
        ], defaultSubcommand: ProgressShowCommand.self)
}

/// `workshop progress show`
struct ProgressShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show how far you are (the default).")

    @Flag(help: "Print a report for programs (see docs/cli.md).")
    var json = false

    @OptionGroup var options: CourseOptions

    func run() throws {
        let learner = try Learner(options)
        let overview = try learner.overview()
        if json {
            Terminal.print(bytes: try ProgressSummary(overview, course: learner.store.course.id).json())
        } else {
            StyledOutput.print(ProgressText.lines(overview, file: learner.store.path))
        }
    }
}

/// `workshop progress export`
struct ProgressExportCommand: WaitingCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write your progress to a file, for another machine.")

    @Argument(help: "The file (default: standard output).", completion: .file())
    var file: String?

    @OptionGroup var options: CourseOptions

    func run() async throws {
        let learner = try Learner(options)
        let exported = try learner.store.export()
        if let notice = exported.notice { learner.say(notice) }
        guard let file, file != "-" else { return Terminal.print(bytes: exported.value) }
        try await OutputFile.write(Paths.absolute(file)) { try Descriptor.write(exported.value, to: $0) }
    }
}

/// `workshop progress import`
struct ProgressImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Join progress from another machine with what is here; the better of both is kept.")

    @Argument(help: "The file that `workshop progress export` wrote, or - for standard input.", completion: .file())
    var file: String

    @OptionGroup var options: CourseOptions

    func run() throws {
        let learner = try Learner(options)
        let bytes: [UInt8]
        do throws(SystemError) {
            bytes =
                file == "-"
                ? try Descriptor.read(STDIN_FILENO, limit: 64 << 20) : try SmallFile.read(file, limit: 64 << 20)
        } catch {
            throw UsageError("\(file) cannot be read: \(error.reason).")
        }
        let merged = try learner.store.merge(exported: bytes)
        if let notice = merged.notice { learner.say(notice) }
        Terminal.print(ProgressText.merged(merged.value).joined(separator: "\n"))
    }
}

/// `workshop progress skip`
struct ProgressSkipCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "skip", abstract: "Skip what is left of a chapter whose last exercise you have passed.",
        discussion: """
            Examples:
              workshop progress skip 03
              workshop progress skip 03 --undo
            """)

    @Argument(help: "The chapter: its number or name.")
    var chapter: String

    @Flag(help: "Do not skip it any longer.")
    var undo = false

    @OptionGroup var options: CourseOptions

    func run() throws {
        let learner = try Learner(options)
        let overview = try learner.overview()
        guard let chapter = overview.outline.chapter(chapter) else {
            throw UsageError("There is no chapter \(chapter). workshop list shows them all.")
        }
        if !undo {
            guard let last = chapter.exercises.last else {
                throw UsageError("\(chapter.title) has no exercises, so there is nothing to test out.")
            }
            guard overview.progress[exercise: last.id].pass != nil else {
                throw UsageError(
                    "Who passes the last exercise of a chapter may skip the rest. Here it is: workshop start \(last.id)"
                )
            }
        }
        try learner.change { $0[chapter: chapter.id].skippedAt = undo ? nil : Moment.now() }
        Terminal.print(
            undo ? "\(chapter.title) is not skipped any longer." : "The rest of \(chapter.title) is skipped.")
    }
}
