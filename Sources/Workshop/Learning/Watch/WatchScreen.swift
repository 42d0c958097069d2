import Screen
import TerminalText

/// The screen of `workshop watch`: every check with its state, what the failed ones say, and keys.
///
/// Pure: it takes keys and updates and says what the screen shows and what is to be done. It keeps calm: while a run goes on,
/// the verdicts of the last one stay where they are until new ones take their places.
public struct WatchScreen: Sendable {
    /// What the learner asks for.
    public enum Effect: Sendable, Equatable {
        case quit, hint, solution, task, read, next
        /// Run again, though nothing has changed.
        case verify
    }

    let exercise: String
    let title: String
    var checks: [WatchedCheck]
    /// Whether the exercise was passed, now or earlier.
    var hasPassed: Bool
    var hasHints: Bool
    var runs = 0
    var isRunning = false
    var time = ""
    var seconds: Double?
    var changed: [String] = []
    var activity: String?
    var failure: String?
    var note: String?
    var panel: WatchPanel?
    /// The first line of the content that is shown.
    var top = 0
    private var page = 10
    private var contentHeight = 0
    private var asksForSolution = false
    /// Whether the panel speaks of a pass.
    private var tellsPass = false

    /// - Parameters:
    ///   - hasPassed: whether it was passed before.
    ///   - hasHints: whether there is a hint to ask for.
    public init(exercise: String, title: String, checks: [WatchedCheck], hasPassed: Bool, hasHints: Bool) {
        self.exercise = exercise
        self.title = title
        self.checks = checks
        self.hasPassed = hasPassed
        self.hasHints = hasHints
    }

    // MARK: What happens

    public mutating func take(_ update: WatchUpdate) {
        switch update {
        case .checks(let new):
            checks = new.map { check in checks.first { $0.id == check.id }.map { check.keeping($0) } ?? check }
        case .runStarted(let time, let changed):
            runs += 1
            self.time = time
            self.changed = changed
            isRunning = true
            seconds = nil
            failure = nil
            note = nil
            if tellsPass { panel = nil }
            tellsPass = false
            for index in checks.indices {
                checks[index].isCurrent = false
                checks[index].isRunning = false
            }
        case .activity(let text): activity = text
        case .checkStarted(let id):
            activity = nil
            change(id) { $0.isRunning = true }
        case .checkEnded(let id, let verdict):
            change(id) {
                $0.isRunning = false
                $0.isCurrent = true
                $0.verdict = verdict
            }
        case .runEnded(let seconds):
            end()
            self.seconds = seconds
            if checks.allSatisfy({ $0.verdict == .passed }) {
                hasPassed = true
                top = 0
            }
        case .runCancelled: end()
        case .runFailed(let reason):
            end()
            failure = reason
        case .passed(let text):
            panel = WatchPanel(title: "All checks pass. Well done!", text: text)
            tellsPass = true
            top = 0
        case .panel(let panel):
            self.panel = panel
            tellsPass = false
            if panel != nil { top = 0 }
        case .note(let text): note = text
        }
    }

    private mutating func end() {
        isRunning = false
        activity = nil
        for index in checks.indices { checks[index].isRunning = false }
    }

    private mutating func change(_ id: String, _ body: (inout WatchedCheck) -> Void) {
        if let index = checks.firstIndex(where: { $0.id == id }) { body(&checks[index]) }
    }

    // MARK: Keys

    public mutating func take(_ press: KeyPress) -> Effect? {
        let asked = asksForSolution
        asksForSolution = false
        if asked { note = nil }
        switch press.key {
        case .character("c") where press.modifiers == .control: return .quit
        case .up: scroll(-1)
        case .down: scroll(1)
        case .pageUp: scroll(-page)
        case .pageDown: scroll(page)
        case .home: top = 0
        case .end: scroll(contentHeight)
        case .escape:
            if panel == nil { note = nil }
            panel = nil
            top = 0
        case .enter: return .verify
        default: break
        }
        switch press.written {
        case "q": return .quit
        case "h": return .hint
        case "s":
            if hasPassed || asked { return .solution }
            asksForSolution = true
            note = "The solution takes the finding away from you. Press s again to see it; h gives a hint."
        case "t": return .task
        case "r": return .read
        case "n": return .next
        case "v": return .verify
        case "k": scroll(-1)
        case "j": scroll(1)
        case " ": scroll(page)
        case "b": scroll(-page)
        case "g": top = 0
        case "G": scroll(contentHeight)
        default: break
        }
        return nil
    }

    public mutating func take(_ event: MouseEvent) {
        switch event.kind {
        case .wheelUp: scroll(-3)
        case .wheelDown: scroll(3)
        case .press, .release, .drag: break
        }
    }

    private mutating func scroll(_ lines: Int) {
        top = min(max(0, top + lines), max(0, contentHeight - page))
    }

    // MARK: What is shown

    /// What the screen shows: as many lines as it has rows, none wider than its columns.
    public mutating func frame(_ size: ScreenSize) -> Frame {
        let view = WatchView(screen: self, width: max(size.columns, 1), height: max(size.rows, 1))
        page = max(1, size.rows - 3)
        contentHeight = view.content.count
        top = min(max(0, top), max(0, contentHeight - page))
        return Frame(view.frame(top: top))
    }
}
