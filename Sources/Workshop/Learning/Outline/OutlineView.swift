import Progress
import TerminalText

/// What `workshop list` prints: chapters with their exercises in order, and how far the learner is.
public struct OutlineView: Sendable {
    /// Cells.
    public var width: Int
    /// Whether characters beyond ASCII may mark a line.
    public var hasSymbols: Bool

    public init(width: Int, hasSymbols: Bool) {
        self.width = max(width, 20)
        self.hasSymbols = hasSymbols
    }

    public func lines(_ overview: CourseOverview) -> [StyledLine] {
        var lines: [StyledLine] = []
        for chapter in overview.outline.chapters {
            if !lines.isEmpty { lines.append(StyledLine()) }
            lines.append(heading(chapter, overview))
            lines += exercises(chapter.exercises, overview)
        }
        if !overview.outline.others.isEmpty {
            if !lines.isEmpty { lines.append(StyledLine()) }
            lines.append(StyledLine(overview.outline.chapters.isEmpty ? "Exercises" : "More exercises", .strong))
            lines += exercises(overview.outline.others, overview)
        }
        let count = overview.count
        lines += [StyledLine(), StyledLine("\(count.passed) of \(count.all) exercises are passed.", .quiet)]
        lines += remarks(overview)
        return lines.map { $0.cut(to: width, mark: hasSymbols ? "…" : "~") }
    }

    private func heading(_ chapter: OutlineChapter, _ overview: CourseOverview) -> StyledLine {
        var line = StyledLine()
        let number = chapter.number.map { "\($0)" } ?? ""
        line.append(number + blanks(4 - Cells.width(of: number)), .quiet)
        line.append(chapter.title, .strong)
        var notes: [String] = chapter.minutes.map { ["\($0) min"] } ?? []
        let record = overview.progress[chapter: chapter.id]
        if record.skippedAt != nil {
            notes.append("skipped")
        } else if record.readAt != nil {
            notes.append("read")
        } else if record.place != nil {
            notes.append("being read")
        }
        if !notes.isEmpty { line.append("  " + notes.joined(separator: ", "), .quiet) }
        return line.cut(to: width, mark: hasSymbols ? "…" : "~")
    }

    private func exercises(_ exercises: [OutlineExercise], _ overview: CourseOverview) -> [StyledLine] {
        let identifiers = exercises.map { Cells.width(of: $0.id) }.max() ?? 0
        return exercises.map { exercise in
            let mark = StateMark(overview.state(of: exercise.id), hasSymbols: hasSymbols)
            var line = StyledLine("    ")
            line.append(mark.text, mark.style)
            line.append("  " + Cells.padded(exercise.id, to: identifiers))
            let notes = [exercise.minutes.map { "\($0) min" }, mark.note].compactMap { $0 }.joined(separator: ", ")
            let tail = notes.isEmpty ? "" : "  " + notes
            let room = width - line.width - 2 - Cells.width(of: tail)
            if room > 8 {
                line.append("  " + Cells.cut(exercise.title, to: room, mark: hasSymbols ? "…" : "~"), .quiet)
            }
            line.append(tail, .quiet)
            return line.cut(to: width, mark: hasSymbols ? "…" : "~")
        }
    }

    /// What is not as it was recorded.
    private func remarks(_ overview: CourseOverview) -> [StyledLine] {
        overview.outline.exercises.flatMap { exercise -> [StyledLine] in
            guard let folder = overview.standings[exercise.id]?.missingFolder else { return [] }
            return TextBlock.wrap(
                "\(exercise.id): its folder is not there any more: \(folder). Where it is now, workshop verify finds it again.",
                width, indent: 0, .doubtful)
        }
    }

    private func blanks(_ count: Int) -> String { String(repeating: " ", count: max(1, count)) }
}

/// How a state is marked.
public struct StateMark: Sendable, Equatable {
    public var text: String
    public var style: Style
    /// A word for it, where the mark alone does not say enough.
    public var note: String?

    public init(_ state: ExerciseState, hasSymbols: Bool) {
        switch state {
        case .open: (text, style, note) = (hasSymbols ? "○" : "open       ", .quiet, nil)
        case .inProgress: (text, style, note) = (hasSymbols ? "◐" : "in progress", Style(.note), nil)
        case .passed: (text, style, note) = (hasSymbols ? "✔" : "done       ", .good, nil)
        case .skipped: (text, style, note) = (hasSymbols ? "–" : "skipped    ", .quiet, nil)
        case .stale(.files(let names)):
            let name = names.count == 1 ? names[0] : "\(names.count) files"
            (text, style, note) = (hasSymbols ? "↻" : "changed    ", .doubtful, "passed; \(name) changed since")
        case .stale(.exercise):
            (text, style, note) = (hasSymbols ? "↻" : "changed    ", .doubtful, "passed; the exercise changed since")
        }
    }
}
