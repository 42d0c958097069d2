import Progress
import Screen
import TerminalText

/// Draws a ``HomeScreen``.
struct HomeView {
    /// The row of the first item.
    static let firstRow = 2

    let screen: HomeScreen
    let width: Int
    let height: Int

    /// How many items fit.
    var room: Int { max(1, height - Self.firstRow - 4) }

    func frame(top: Int) -> [StyledLine] {
        if height < 8 {
            let index = screen.cursor
            let item = screen.items.indices.contains(index) ? [line(screen.items[index], isChosen: true)] : []
            var lines = Array(([bar] + item + [nextLine, keys]).prefix(height))
            while lines.count < height { lines.insert(StyledLine(), at: lines.count - 1) }
            return lines.map { $0.cut(to: width) }
        }
        var lines = [bar, StyledLine()]
        for index in screen.items.indices.dropFirst(top).prefix(room) {
            lines.append(line(screen.items[index], isChosen: index == screen.cursor))
        }
        if screen.items.isEmpty {
            lines.append(StyledLine(" This course has neither chapters nor exercises.", .doubtful))
        }
        while lines.count < height - 3 { lines.append(StyledLine()) }
        lines += [about, nextLine, keys]
        return lines.map { $0.cut(to: width) }
    }

    private var bar: StyledLine {
        let count = screen.overview.count
        let right = " \(count.passed) of \(count.all) passed "
        let room = max(0, width - Cells.width(of: right))
        var line = StyledLine(" \(screen.title)", Style(.bar, .strong)).cut(to: room).padded(to: room, Style(.bar))
        line.append(right, Style(.bar))
        return line.cut(to: width)
    }

    private func line(_ item: HomeScreen.Item, isChosen: Bool) -> StyledLine {
        var line: StyledLine
        switch item {
        case .chapter(let chapter): line = chapterLine(chapter)
        case .exercise(let exercise, _): line = exerciseLine(exercise)
        }
        line = line.cut(to: width)
        guard isChosen else { return line }
        // A mark, too: without colours the chosen line would look like any other.
        var chosen = StyledLine("▶", Style(.selection))
        chosen.spans += line.slice(cells: 1..<max(line.width, 1)).spans
        return chosen.padded(to: width, Style(.selection)).restyled(cells: 0..<width) { Style(.selection, $0.marks) }
    }

    private func chapterLine(_ chapter: OutlineChapter) -> StyledLine {
        let state = screen.overview.state(of: chapter)
        let (mark, style): (String, Style) =
            switch state {
            case .open: ("○", .quiet)
            case .inProgress: ("◐", Style(.note))
            case .done: ("✔", .good)
            case .skipped: ("–", .quiet)
            }
        var line = StyledLine(" ")
        line.append(mark, style)
        let number = chapter.number.map { "\($0)" } ?? ""
        line.append(" " + String(repeating: " ", count: max(0, 2 - number.utf8.count)) + number + "  ", .quiet)
        line.append(chapter.title, .strong)
        var notes = chapter.minutes.map { ["\($0) min"] } ?? []
        let record = screen.overview.progress[chapter: chapter.id]
        if record.readAt == nil && record.place != nil { notes.append("being read") }
        return withTail(line, notes.joined(separator: ", "))
    }

    private func exerciseLine(_ exercise: OutlineExercise) -> StyledLine {
        let mark = StateMark(screen.overview.state(of: exercise.id), hasSymbols: true)
        var line = StyledLine("      ")
        line.append(mark.text, mark.style)
        line.append(" \(exercise.id)")
        let tail = [exercise.minutes.map { "\($0) min" }, mark.note].compactMap { $0 }.joined(separator: ", ")
        let room = width - line.width - Cells.width(of: tail) - 5
        if room > 12 { line.append("  " + Cells.cut(exercise.title, to: room), .quiet) }
        return withTail(line, tail)
    }

    /// Puts notes at the right edge.
    private func withTail(_ line: StyledLine, _ tail: String) -> StyledLine {
        guard !tail.isEmpty else { return line }
        let room = max(0, width - Cells.width(of: tail) - 3)
        var line = line.cut(to: room).padded(to: room)
        line.append("  " + tail, .quiet)
        return line
    }

    /// One line about what the cursor stands on, or what there is to say.
    private var about: StyledLine {
        if let note = screen.note { return StyledLine(" " + note, .doubtful) }
        guard screen.items.indices.contains(screen.cursor) else { return StyledLine() }
        switch screen.items[screen.cursor] {
        case .chapter(let chapter): return StyledLine(" " + chapter.summary, .quiet)
        case .exercise(let exercise, _):
            if let folder = screen.overview.standings[exercise.id]?.missingFolder {
                return StyledLine(" Its folder is not there any more: \(folder)", .doubtful)
            }
            let folder = screen.overview.progress[exercise: exercise.id].folder
            return StyledLine(" " + (folder.map { "In \($0). " } ?? "") + exercise.summary, .quiet)
        }
    }

    private var nextLine: StyledLine {
        var line = StyledLine(" Next: ", .strong)
        switch screen.overview.next {
        case .read(let id): line.append("read " + (screen.overview.outline.chapter(id)?.title ?? id))
        case .exercise(let id): line.append("\(id)  \(screen.overview.outline.exercise(id)?.title ?? "")")
        case .finished: line = StyledLine(" Everything is done. Well done!", .good)
        }
        return line
    }

    private var keys: StyledLine {
        var entries = [("↑↓", "choose"), ("Enter", "open"), ("n", "next"), ("r", "read"), ("t", "task"), ("w", "work")]
        if width >= 90 { entries.append(("x", "skip the rest of a chapter")) }
        return KeyLine.line(entries + [("q", "quit")], width: width)
    }
}
