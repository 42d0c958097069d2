import Course
import Engine
import EngineInterface
import Glibc
import Learning
import Progress
import Verify

/// Runs an exercise's checks whenever it is asked to; a run that is out of date is cancelled.
///
/// The engine stays open from one run to the next.
actor WatchRunner {
    private let id: String
    private let directory: String
    private let learner: Learner
    private let engine: LocalEngine
    private var tell: @Sendable (WatchUpdate) -> Void = { _ in }
    private var current: Task<Void, Never>?
    /// What the run at this moment, or else the last that ended, judges.
    private var judged: VerifyRecord?
    private var changed: Set<String> = []

    init(exercise: String, directory: String, learner: Learner, engine: LocalEngine) {
        id = exercise
        self.directory = directory
        self.learner = learner
        self.engine = engine
    }

    /// Where updates go from now on.
    func report(to tell: @escaping @Sendable (WatchUpdate) -> Void) { self.tell = tell }

    /// Asks for a run.
    ///
    /// - Parameter isForced: run again even when nothing is different from what was judged last.
    func request(isForced: Bool = false) {
        let exercise: Exercise
        do {
            // Read again each time: the course may change, too.
            exercise = try learner.course.exercise(id)
        } catch {
            current?.cancel()
            judged = nil
            tell(.runFailed("\(error)"))
            return
        }
        let record = VerifyRecord(learner, exercise, directory)
        if !isForced, let judged, record.isUnchanged(since: judged) { return }
        // What really differs: editors make and remove files of their own beside.
        if let judged { changed.formUnion(record.changes(since: judged)) }
        judged = record
        let previous = current
        previous?.cancel()
        current = Task {
            await previous?.value
            if !Task.isCancelled { await self.run(record) }
        }
    }

    /// Cancels what runs and waits for its end.
    func stop() async {
        current?.cancel()
        await current?.value
    }

    private func run(_ record: VerifyRecord) async {
        let tell = tell
        let paths = changed.sorted()
        tell(.checks(WatchedCheck.all(of: record.exercise)))
        tell(.runStarted(time: Self.clock(), changed: paths))
        let verifier = Verifier(exercise: record.exercise, directory: directory, engine: engine) { event in
            if let update = WatchUpdate(event) { tell(update) }
        }
        do {
            let report = try await verifier.run()
            try Task.checkCancellation()
            changed = []
            let message = record.note(report)
            tell(.runEnded(seconds: report.seconds))
            if let message { tell(.passed(message.lines.joined(separator: "\n"))) }
        } catch is CancellationError {
            tell(.runCancelled)
        } catch {
            // Whatever it was may be gone the next time, though no file is different.
            judged = nil
            tell(.runFailed("\(error)"))
        }
    }

    /// The time of day.
    private static func clock() -> String {
        var now = time(nil)
        var parts = tm()
        localtime_r(&now, &parts)
        return [parts.tm_hour, parts.tm_min, parts.tm_sec].map { ($0 < 10 ? "0" : "") + "\($0)" }.joined(separator: ":")
    }
}

extension WatchedCheck {
    static func all(of exercise: Exercise) -> [WatchedCheck] {
        exercise.checks.map { WatchedCheck(id: $0.id, title: $0.title, points: $0.points) }
    }
}

extension WatchUpdate {
    /// What an event of a verification means for those who watch; mostly nothing.
    init?(_ event: VerifyEvent) {
        switch event {
        case .started(let check, _): self = .checkStarted(check)
        case .finished(let result): self = .checkEnded(result.id, WatchVerdict(result))
        case .preparing(.preparing(let image, let message, _)):
            self = .activity(message.hasPrefix(image) ? message : "\(image): \(message)")
        case .preparing, .build: return nil
        }
    }
}

extension WatchVerdict {
    init(_ result: CheckResult) {
        switch result.verdict {
        case .passed: self = .passed
        case .blocked: self = .blocked(by: result.blockedBy ?? "another check")
        case .couldNotBeJudged: self = .notJudged(result.problem ?? "no reason is known")
        case .failed:
            let failure = result.failure
            self = .failed(
                CheckDetail(
                    failure?.message ?? "It failed.", expected: failure?.expected, seen: failure?.seen,
                    evidence: (failure?.evidence ?? []).map { .init(label: $0.label, text: $0.text) },
                    location: (failure?.location).map { .init(file: $0.file, line: $0.line, text: $0.text) },
                    reason: result.reason, hint: failure?.hint))
        }
    }
}
