import ArgumentParser
import Course
import FoundationEssentials
import Learning
import Progress

/// `workshop reset`
struct ResetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset", abstract: "Begin an exercise, a chapter or everything anew; your files are kept.",
        discussion: """
            The first files come back, and what you had is kept outside of your folder; where, is said. Files that the \
            exercise does not speak of are left alone. It needs no Git, and --undo gives everything back.

            Examples:
              workshop reset
              workshop reset ping-app
              workshop reset 03-a-first-image
              workshop reset --all
              workshop reset --undo
            """)

    @Argument(help: "The exercise or chapter (default: the current folder's exercise).", completion: exerciseCompletion)
    var name: String?

    @Flag(help: "Reset every exercise and chapter.")
    var all = false

    @Flag(help: "Give back what the last reset took away.")
    var undo = false

    @OptionGroup var options: CourseOptions

    func validate() throws {
        if [name != nil, all, undo].count(where: { $0 }) > 1 {
            throw ValidationError("Give either a name, --all or --undo.")
        }
    }

    func run() throws {
        let learner = try Learner(options)
        let work = ResetWork(learner: learner)
        if undo { return Terminal.print(try work.undo().joined(separator: "\n")) }
        let (outline, _) = try learner.outline()
        if all { return Terminal.print(try work.reset(outline.exercises, chapters: outline.chapters.map(\.id))) }
        if let name, outline.exercise(name) == nil, let chapter = outline.chapter(name) {
            return Terminal.print(try work.reset(chapter.exercises, chapters: [chapter.id]))
        }
        let found = try ExerciseFolder(name, command: "reset", learner)
        Terminal.print(try work.reset([OutlineExercise(found.exercise)], chapters: [], folder: found.folder))
    }
}

/// Resets and undoes.
struct ResetWork {
    let learner: Learner

    /// Older resets cannot be undone any more, and their backups go.
    private static let mostResets = 30

    private var reset: ExerciseReset { ExerciseReset(backups: learner.store.backups) }

    /// - Parameter folder: where a single exercise is; by default where it was recorded.
    /// - Returns: what was done, as text.
    func reset(_ exercises: [OutlineExercise], chapters: [String], folder place: String? = nil) throws -> String {
        let before = try learner.store.read().value
        let moment = Moment.now()
        var lines: [String] = []
        var isFirst = true
        for entry in exercises where exercises.count == 1 || before[exercise: entry.id] != ExerciseRecord() {
            let exercise = try learner.course.exercise(entry.id)
            let record = before[exercise: entry.id]
            let known = place ?? record.folder ?? Paths.current()
            let folder = Marker.read(in: known) == entry.id ? known : nil
            if let recorded = record.folder, folder == nil {
                lines.append(
                    "\(entry.id): its folder is not there any more: \(recorded). Only what is recorded is reset.")
            } else if folder == nil && record == ExerciseRecord() {
                throw UsageError("You have not begun \(entry.id). Begin with: workshop start \(entry.id)")
            }
            let outcome = try reset.reset(exercise, record: record, folder: folder) { made in
                try note(made, moment, isFirst: isFirst, chapters: [])
            }
            isFirst = false
            lines += describe(outcome, entry.id)
        }
        let read = chapters.filter { before[chapter: $0] != ChapterRecord() }
        if !read.isEmpty {
            try note(nil, moment, isFirst: isFirst, chapters: read)
            lines.append("\(read.count == 1 ? "1 chapter counts" : "\(read.count) chapters count") as not read.")
        }
        if lines.isEmpty { return "There is nothing to reset: nothing of it was begun." }
        return (lines + ["workshop reset --undo gives everything back."]).joined(separator: "\n")
    }

    private func describe(_ outcome: ExerciseReset.Outcome, _ id: String) -> [String] {
        guard let folder = outcome.entry.folder else { return [] }
        var lines = ["\(id): \(folder) is as it was at the beginning."]
        if let backup = outcome.entry.backup {
            lines.append("  Your \(outcome.replaced.joined(separator: ", ")): kept in \(backup)")
        }
        if !outcome.kept.isEmpty { lines.append("  Left alone: \(outcome.kept.joined(separator: ", "))") }
        return lines
    }

    /// Writes down what is about to go. All of one command is one reset.
    private func note(_ entry: ResetRecord.Entry?, _ moment: Date, isFirst: Bool, chapters: [String]) throws {
        let forgotten = try learner.change { progress -> [ResetRecord] in
            if isFirst || progress.resets.last?.at != moment {
                progress.resets.append(ResetRecord(at: moment, exercises: []))
            }
            let last = progress.resets.count - 1
            if let entry {
                progress.resets[last].exercises.append(entry)
                progress[exercise: entry.id] = ExerciseRecord(
                    startedAt: entry.record.startedAt, folder: entry.folder ?? entry.record.folder)
                // Without its folder it is as if it had never been begun.
                if entry.folder == nil { progress[exercise: entry.id] = ExerciseRecord() }
            }
            for chapter in chapters {
                progress.resets[last].chapters = (progress.resets[last].chapters ?? [:])
                    .merging([chapter: progress[chapter: chapter]]) { first, _ in first }
                progress[chapter: chapter] = ChapterRecord()
            }
            let surplus = max(0, progress.resets.count - Self.mostResets)
            let old = Array(progress.resets.prefix(surplus))
            progress.resets.removeFirst(surplus)
            return old
        }
        for entry in forgotten.flatMap(\.exercises) { reset.forget(entry) }
    }

    /// Gives back what the last reset took away, exercise by exercise: one that fails can be tried again.
    ///
    /// - Returns: what was done, as lines.
    func undo() throws -> [String] {
        guard let last = try learner.store.read().value.resets.last else {
            throw UsageError("There is no reset that could be undone.")
        }
        var lines: [String] = []
        for entry in last.exercises.reversed() {
            let kept = try reset.undo(entry, exerciseFolder: learner.course.exercises + "/" + entry.id)
            try learner.change { progress in
                progress[exercise: entry.id] = entry.record
                if progress.resets.last?.at == last.at {
                    progress.resets[progress.resets.count - 1].exercises.removeLast()
                }
            }
            reset.forget(entry)
            lines.append("\(entry.id) is as it was before the reset.")
            if let kept { lines.append("  What you had written since is kept in \(kept)") }
        }
        try learner.change { progress in
            for (id, record) in last.chapters ?? [:] { progress[chapter: id] = record }
            if progress.resets.last?.at == last.at { progress.resets.removeLast() }
        }
        if let chapters = last.chapters, !chapters.isEmpty {
            lines.append(
                "\(chapters.count == 1 ? "1 chapter is" : "\(chapters.count) chapters are") as read as before.")
        }
        return lines
    }
}
