import Progress
import Screen
import TerminalText

/// The screen of `workshop`: chapters and exercises in order, how far the learner is, and what comes next.
///
/// Pure: it takes keys and says what the screen shows and what is to be done.
public struct HomeScreen: Sendable {
    /// What the learner asks for.
    public enum Effect: Sendable, Equatable {
        case quit
        /// Open a chapter in the reader.
        case read(String)
        /// Begin an exercise where it is not begun, and watch it.
        case work(String)
        /// Read what an exercise asks for.
        case task(String)
        /// Skip what is not passed in a chapter, or do not skip it any longer.
        case skip(String, Bool)
    }

    /// A line that the cursor can stand on.
    enum Item: Sendable, Equatable {
        case chapter(OutlineChapter)
        case exercise(OutlineExercise, chapter: String?)
    }

    public private(set) var overview: CourseOverview
    let title: String
    private(set) var items: [Item]
    private(set) var cursor: Int
    /// The first item that is shown.
    private(set) var top = 0
    private var page = 10
    private(set) var note: String?

    /// - Parameters:
    ///   - title: the course's.
    ///   - note: a line to begin with, such as what was wrong with the progress file.
    public init(_ overview: CourseOverview, title: String, note: String? = nil) {
        self.overview = overview
        self.title = title
        self.note = note
        items = Self.items(overview)
        cursor = 0
        cursor = index(of: overview.next) ?? 0
    }

    /// Takes in what changed while something else had the terminal, and goes to what comes next if that has changed.
    public mutating func reload(_ overview: CourseOverview, note: String? = nil) {
        let before = items.indices.contains(cursor) ? identity(items[cursor]) : nil
        let hasMoved = self.overview.next != overview.next
        self.overview = overview
        self.note = note
        items = Self.items(overview)
        let same = items.firstIndex { identity($0) == before }
        cursor = (hasMoved ? index(of: overview.next) : nil) ?? same ?? min(cursor, max(0, items.count - 1))
    }

    private static func items(_ overview: CourseOverview) -> [Item] {
        overview.outline.chapters.flatMap { chapter in
            [.chapter(chapter)] + chapter.exercises.map { .exercise($0, chapter: chapter.id) }
        } + overview.outline.others.map { .exercise($0, chapter: nil) }
    }

    private func identity(_ item: Item) -> NextStep {
        switch item {
        case .chapter(let chapter): .read(chapter.id)
        case .exercise(let exercise, _): .exercise(exercise.id)
        }
    }

    private func index(of step: NextStep) -> Int? { items.firstIndex { identity($0) == step } }

    // MARK: Keys and mouse

    public mutating func take(_ press: KeyPress) -> Effect? {
        note = nil
        switch press.key {
        case .character("c") where press.modifiers == .control: return .quit
        case .up: move(-1)
        case .down: move(1)
        case .pageUp: move(-page)
        case .pageDown: move(page)
        case .home: move(-items.count)
        case .end: move(items.count)
        case .enter, .right: return open()
        default: break
        }
        switch press.written {
        case "q": return .quit
        case "k": move(-1)
        case "j": move(1)
        case " ": move(page)
        case "b": move(-page)
        case "g": move(-items.count)
        case "G": move(items.count)
        case "r": return read()
        case "w": return work()
        case "t": return task()
        case "n":
            if let index = index(of: overview.next) {
                cursor = index
                return open()
            }
            note = "Everything is done."
        case "x": return skip()
        default: break
        }
        return nil
    }

    public mutating func take(_ event: MouseEvent) -> Effect? {
        switch event.kind {
        case .wheelUp: move(-3)
        case .wheelDown: move(3)
        case .press(.left):
            note = nil
            let index = top + event.row - HomeView.firstRow
            guard event.row >= HomeView.firstRow, event.row < HomeView.firstRow + page, items.indices.contains(index)
            else {
                return nil
            }
            // The first click chooses, one on what is chosen opens.
            if index == cursor { return open() }
            cursor = index
        case .press, .release, .drag: break
        }
        return nil
    }

    private mutating func move(_ count: Int) { cursor = min(max(0, cursor + count), max(0, items.count - 1)) }

    private var item: Item? { items.indices.contains(cursor) ? items[cursor] : nil }

    private func open() -> Effect? {
        switch item {
        case .chapter(let chapter): .read(chapter.id)
        case .exercise(let exercise, _): .work(exercise.id)
        case nil: nil
        }
    }

    private mutating func read() -> Effect? {
        switch item {
        case .chapter(let chapter): return .read(chapter.id)
        case .exercise(_, let chapter?): return .read(chapter)
        case .exercise(_, nil):
            note = "This exercise belongs to no chapter. t shows what it asks for."
            return nil
        case nil: return nil
        }
    }

    private mutating func work() -> Effect? {
        if case .exercise(let exercise, _) = item { return .work(exercise.id) }
        note = "Choose an exercise to work on. Enter opens the chapter."
        return nil
    }

    private mutating func task() -> Effect? {
        if case .exercise(let exercise, _) = item { return .task(exercise.id) }
        note = "Choose an exercise to read what it asks for. Enter opens the chapter."
        return nil
    }

    private mutating func skip() -> Effect? {
        let id: String? =
            switch item {
            case .chapter(let chapter): chapter.id
            case .exercise(_, let chapter): chapter
            case nil: nil
            }
        guard let id, let chapter = overview.outline.chapter(id) else { return nil }
        if overview.progress[chapter: id].skippedAt != nil { return .skip(id, false) }
        guard let last = chapter.exercises.last, overview.progress[exercise: last.id].pass != nil else {
            let last = chapter.exercises.last.map { ": \($0.id)" } ?? ""
            note = "Who passes a chapter's last exercise may skip the rest\(last)."
            return nil
        }
        return .skip(id, true)
    }

    // MARK: What is shown

    /// What the screen shows: as many lines as it has rows, none wider than its columns.
    public mutating func frame(_ size: ScreenSize) -> Frame {
        let view = HomeView(screen: self, width: max(size.columns, 1), height: max(size.rows, 1))
        page = view.room
        // The cursor is kept in sight, with a line around it where there is one.
        let margin = page > 4 ? 1 : 0
        top = min(top, max(0, cursor - margin))
        top = max(top, min(cursor + margin, items.count - 1) - page + 1)
        top = min(max(0, top), max(0, items.count - page))
        return Frame(view.frame(top: top))
    }
}
