import FoundationEssentials
import Progress

/// What a learner does next.
public enum NextStep: Sendable, Equatable {
    /// Read a chapter, by its identifier.
    case read(String)
    /// Begin an exercise, go on with it, or pass it again after a change.
    case exercise(String)
    /// Everything is done.
    case finished
}

extension CourseOverview {
    /// What comes next: what the learner was at, if it is not done; else what follows it in the course; and at the end of the
    /// course what was left out before.
    public var next: NextStep { step(from: current, isIncluded: true) }

    /// What comes after an exercise that has just been passed.
    public func next(afterExercise id: String) -> NextStep {
        step(from: steps.firstIndex(of: .exercise(id)), isIncluded: false)
    }

    /// What comes after a chapter that has just been read.
    public func next(afterChapter id: String) -> NextStep {
        step(from: steps.firstIndex(of: .read(id)), isIncluded: false)
    }

    /// The chapter whose last exercise this is, when others in it are not settled: then the learner may skip them.
    public func skippable(afterExercise id: String) -> OutlineChapter? {
        guard let chapter = outline.chapter(of: id), chapter.exercises.last?.id == id,
            progress[chapter: chapter.id].skippedAt == nil,
            chapter.exercises.contains(where: { $0.id != id && progress[exercise: $0.id].pass == nil })
        else { return nil }
        return chapter
    }

    /// Everything that is to be done, in order.
    private var steps: [NextStep] {
        outline.chapters.flatMap { [.read($0.id)] + $0.exercises.map { .exercise($0.id) } }
            + outline.others.map { .exercise($0.id) }
    }

    private func isSettled(_ step: NextStep) -> Bool {
        switch step {
        case .exercise(let id): return state(of: id).isSettled
        case .read(let id):
            if progress[chapter: id].readAt != nil || progress[chapter: id].skippedAt != nil { return true }
            // Who can do all its exercises need not read it.
            let exercises = outline.chapter(id)?.exercises ?? []
            return !exercises.isEmpty && exercises.allSatisfy { state(of: $0.id).isSettled }
        case .finished: return true
        }
    }

    private func step(from start: Int?, isIncluded: Bool) -> NextStep {
        let steps = steps
        let begin = start.map { isIncluded ? $0 : $0 + 1 } ?? 0
        let order = Array(begin..<steps.count) + Array(0..<min(begin, steps.count))
        return order.lazy.map { steps[$0] }.first { !isSettled($0) } ?? .finished
    }

    /// Where the learner did something last.
    private var current: Int? {
        var latest: (at: Date, index: Int)?
        for (index, step) in steps.enumerated() {
            var times: [Date?] = []
            switch step {
            case .read(let id):
                let record = progress[chapter: id]
                times = [record.place?.at, record.readAt, record.skippedAt]
            case .exercise(let id):
                let record = progress[exercise: id]
                times = [record.startedAt, record.lastRun?.at, record.pass?.at]
            case .finished: break
            }
            for case let time? in times where latest.map({ $0.at <= time }) ?? true { latest = (time, index) }
        }
        return latest?.index
    }
}
