/// Joins the progress of two machines.
extension LearnerProgress {
    /// What an import changed, for people.
    public struct MergeSummary: Sendable, Equatable {
        /// Exercises that count as passed now and did not before, sorted.
        public var passed: [String] = []
        /// Other exercises whose record changed, sorted.
        public var updated: [String] = []
        /// Chapters whose record changed, sorted.
        public var chapters: [String] = []
        /// Exercises and chapters that both knew alike, or of which this machine knew more.
        public var unchanged = 0

        public init() {}
    }

    /// Takes from `other` whatever is more than what is here: a pass over none, the higher count, the later run.
    ///
    /// Merging the same twice changes nothing the second time. What resets took away is of its machine only.
    public mutating func merge(_ other: LearnerProgress) -> MergeSummary {
        var summary = MergeSummary()
        for (id, theirs) in other.exercises.sorted(by: { $0.key < $1.key }) {
            let mine = self[exercise: id]
            let joined = mine.merged(theirs)
            self[exercise: id] = joined
            if joined == mine {
                summary.unchanged += 1
            } else if mine.pass == nil && joined.pass != nil {
                summary.passed.append(id)
            } else {
                summary.updated.append(id)
            }
        }
        let place = place
        for (id, theirs) in other.chapters.sorted(by: { $0.key < $1.key }) {
            let mine = self[chapter: id]
            let joined = mine.merged(theirs)
            self[chapter: id] = joined
            if joined == mine { summary.unchanged += 1 } else { summary.chapters.append(id) }
        }
        if let theirs = other.lastChapter, let read = other.place, place.map({ $0.at < read.at }) ?? true {
            lastChapter = theirs
        }
        return summary
    }

    /// Where the learner read last.
    public var place: ReadingPlace? { lastChapter.flatMap { chapters[$0]?.place } }
}

extension ExerciseRecord {
    func merged(_ other: ExerciseRecord) -> ExerciseRecord {
        var joined = self
        joined.startedAt = earlier(startedAt, other.startedAt)
        // A folder is of its machine; one from elsewhere is a guess until its marker says that it is this exercise's.
        joined.folder = folder ?? other.folder
        joined.attempts = max(attempts, other.attempts)
        joined.hintsShown = max(hintsShown, other.hintsShown)
        joined.solutionShownAt = earlier(solutionShownAt, other.solutionShownAt)
        if let theirs = other.lastRun, lastRun.map({ $0.at < theirs.at }) ?? true { joined.lastRun = theirs }
        if let theirs = other.pass, pass.map({ ($0.points, $0.at) < (theirs.points, theirs.at) }) ?? true {
            joined.pass = theirs
        }
        return joined
    }
}

extension ChapterRecord {
    func merged(_ other: ChapterRecord) -> ChapterRecord {
        var joined = self
        joined.readAt = earlier(readAt, other.readAt)
        joined.skippedAt = earlier(skippedAt, other.skippedAt)
        if let theirs = other.place, place.map({ $0.at < theirs.at }) ?? true { joined.place = theirs }
        return joined
    }
}

/// The earlier of two values of which either may be missing.
private func earlier<Value: Comparable>(_ first: Value?, _ second: Value?) -> Value? {
    switch (first, second) {
    case (let first?, let second?): min(first, second)
    default: first ?? second
    }
}
