import Progress
import TerminalText

/// What `workshop progress` prints.
public enum ProgressText {
    /// How far the learner is, in few lines.
    ///
    /// - Parameter file: where it is kept.
    public static func lines(_ overview: CourseOverview, file: String) -> [StyledLine] {
        let outline = overview.outline
        let count = overview.count
        let records = outline.exercises.map { overview.progress[exercise: $0.id] }
        let points = records.reduce(0) { $0 + ($1.pass?.points ?? $1.lastRun?.points ?? 0) }
        let maximum = outline.exercises.reduce(0) { $0 + $1.points }
        var lines: [StyledLine] = []
        func row(_ label: String, _ text: String, _ style: Style = .plain) {
            var line = StyledLine(Cells.padded(label, to: 12), .quiet)
            line.append(text, style)
            lines.append(line)
        }
        row("exercises", "\(count.passed) of \(count.all) passed", count.passed == count.all ? .good : .plain)
        row("points", "\(points) of \(maximum)")
        if !outline.chapters.isEmpty {
            let done = outline.chapters.count { [.done, .skipped].contains(overview.state(of: $0)) }
            row("chapters", "\(done) of \(outline.chapters.count) done")
        }
        row("hints", "\(records.reduce(0) { $0 + $1.hintsShown }) shown")
        let stale = outline.exercises.filter { if case .stale = overview.state(of: $0.id) { true } else { false } }
        if !stale.isEmpty {
            row("changed", stale.map(\.id).joined(separator: ", ") + " (workshop verify --all)", .doubtful)
        }
        for exercise in outline.exercises {
            if let folder = overview.standings[exercise.id]?.missingFolder {
                row("missing", "\(exercise.id): its folder is not there any more: \(folder)", .doubtful)
            }
        }
        row("kept in", file, .quiet)
        return lines + [StyledLine(), StyledLine(PassMessage.next(overview.next, overview))]
    }

    /// What an import did.
    public static func merged(_ summary: LearnerProgress.MergeSummary) -> [String] {
        var lines: [String] = []
        if !summary.passed.isEmpty { lines.append("Passed there, and so here, too: \(list(summary.passed))") }
        if !summary.updated.isEmpty { lines.append("Brought up to date: \(list(summary.updated))") }
        if !summary.chapters.isEmpty { lines.append("Chapters: \(list(summary.chapters))") }
        if lines.isEmpty { return ["Nothing was new: this machine knew all of it."] }
        if summary.unchanged > 0 { lines.append("As they were: \(summary.unchanged) more") }
        return lines
    }

    private static func list(_ names: [String]) -> String { names.map { Harmless.line($0) }.joined(separator: ", ") }
}
