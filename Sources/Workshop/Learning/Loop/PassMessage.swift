import Progress

/// What is said after a pass: what comes next, and what may be skipped.
public struct PassMessage: Sendable, Equatable {
    public var lines: [String]

    /// - Parameters:
    ///   - overview: after the pass was written down.
    public init(_ overview: CourseOverview, passed id: String) {
        lines = [Self.next(overview.next(afterExercise: id), overview)]
        if let chapter = overview.skippable(afterExercise: id) {
            let left = chapter.exercises.filter { overview.progress[exercise: $0.id].pass == nil }.map(\.id)
            lines.append(
                "You passed the last exercise of \(chapter.title), but not \(left.joined(separator: ", ")). If you know all that: workshop progress skip \(chapter.number.map { "\($0)" } ?? chapter.id)"
            )
        }
    }

    /// What a next step is, and the command that opens it.
    public static func next(_ step: NextStep, _ overview: CourseOverview) -> String {
        switch step {
        case .read(let id):
            let chapter = overview.outline.chapter(id)
            let verb = overview.progress[chapter: id].place == nil ? "read" : "go on reading"
            return
                "Next: \(verb) \(chapter.map { "\u{201C}\($0.title)\u{201D}" } ?? id): workshop read \(chapter?.number.map { "\($0)" } ?? id)"
        case .exercise(let id):
            let title = overview.outline.exercise(id).map { " (\($0.title))" } ?? ""
            switch overview.state(of: id) {
            case .open, .skipped, .passed: return "Next: the exercise \(id)\(title): workshop start \(id)"
            case .inProgress: return "Next: go on with the exercise \(id)\(title): workshop watch \(id)"
            case .stale: return "Next: \(id) has changed since you passed it: workshop verify \(id)"
            }
        case .finished: return "That was the last one: you have done everything in this course."
        }
    }
}
