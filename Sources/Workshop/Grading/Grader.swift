import Synchronization

/// Grades the submissions of a class, each apart from all others.
///
/// Every result is on the disk before the next one starts, so whatever ends a run, the next one goes on from there.
public struct Grader: Sendable {
    private let request: GradeRequest
    private let judge: SubmissionJudge
    private let report: @Sendable (GradeEvent) -> Void

    public init(
        _ request: GradeRequest, judge: @escaping SubmissionJudge,
        report: @escaping @Sendable (GradeEvent) -> Void = { _ in }
    ) {
        self.request = request
        self.judge = judge
        self.report = report
    }

    /// Grades what was not graded yet and writes the table and the report.
    ///
    /// Cancelling the task ends what runs and writes what is finished; ``GradeResult/wasCancelled`` tells.
    /// - Throws: ``GradeError`` or ``SubmissionError`` when grading as a whole cannot go on.
    public func run() async throws -> GradeResult {
        let list = try SubmissionList(folder: request.submissions)
        guard !list.submissions.isEmpty else { throw GradeError.noSubmissions(request.submissions) }
        let ledger = try Ledger(path: request.statePath)
        // The state's lock says that nobody else uses this folder: what is in it was left by a run that was killed.
        let work = try WorkFolder(path: request.workPath)
        defer { work.remove() }
        report(.found(submissions: list.submissions.count, ignored: list.ignored))
        let exercise = try await Blocking.run { try ContentDigest.of(request.exerciseFolder, isCancelled: $0) }
        await withTaskGroup(of: Void.self) { group in
            var waiting = list.submissions[...]
            func startNext() {
                guard !Task.isCancelled, ledger.failure == nil, let submission = waiting.popFirst() else { return }
                group.addTask { await grade(submission, exercise: exercise, ledger: ledger, work: work) }
            }
            for _ in 0..<request.jobs { startNext() }
            while await group.next() != nil { startNext() }
        }
        let records = ledger.records(of: list.submissions)
        let table = GradeTable(checks: request.checks, records: records)
        try GradeFiles.write(table, for: request)
        if let failure = ledger.failure { throw failure }
        return GradeResult(
            table: table, submissions: list.submissions.count, wasCancelled: records.count < list.submissions.count)
    }

    private func grade(_ submission: Submission, exercise: String, ledger: Ledger, work: WorkFolder) async {
        do {
            let start = ContinuousClock.now
            let source = SubmissionSource(folder: request.submissions, submission: submission)
            var record: GradeRecord
            do {
                let digest = try await Blocking.run { try source.digest(isCancelled: $0) }
                let key = "\(exercise):\(digest):\(submission.name)"
                if let earlier = ledger.earlier(key) {
                    ledger.take(earlier)
                    report(.finished(earlier, isEarlier: true))
                    return
                }
                report(.started(name: submission.name))
                record = try await attempt(submission, source, key: key, work: work)
                if record.outcome == .notJudged {
                    report(.retrying(name: submission.name, reason: record.note))
                    record = try await attempt(submission, source, key: key, work: work)
                    record.attempts = 2
                }
            } catch let error as SubmissionError {
                record = GradeRecord(
                    name: submission.name, key: "", outcome: .notJudged, maximum: request.maximum,
                    note: error.description)
            }
            try Task.checkCancellation()
            let time = (ContinuousClock.now - start).components
            record.seconds = Double(time.seconds) + Double(time.attoseconds / 1_000_000_000_000_000) / 1000
            try ledger.append(record)
            report(.finished(record, isEarlier: false))
        } catch is CancellationError {
            return
        } catch {
            ledger.fail(error)
        }
    }

    /// One try. What cannot be judged is a record, too; only a cancelled task throws.
    private func attempt(
        _ submission: Submission, _ source: SubmissionSource, key: String, work: WorkFolder
    ) async throws -> GradeRecord {
        func record(_ outcome: GradeRecord.Outcome, _ note: String) -> GradeRecord {
            GradeRecord(name: submission.name, key: key, outcome: outcome, maximum: request.maximum, note: note)
        }
        do {
            let limits = request.limits
            return try await work.withFolder { folder in
                let root = try await Blocking.run { try source.files(in: folder, limits: limits, isCancelled: $0) }
                let judgement = try await Deadline.run(seconds: request.seconds) { try await judge(root) }
                return Self.record(judgement, name: submission.name, key: key)
            }
        } catch is CancellationError {
            throw CancellationError()
        } catch SubmissionError.rejected(let reason) {
            return record(.rejected, reason)
        } catch is Deadline.Exceeded {
            try Task.checkCancellation()
            return record(.notJudged, "Judging took longer than \(GradeTable.number(request.seconds)) s.")
        } catch {
            try Task.checkCancellation()
            return record(.notJudged, PlainText.oneLine("\(error)"))
        }
    }

    static func record(_ judgement: Judgement, name: String, key: String) -> GradeRecord {
        let counted = judgement.checks.filter { $0.verdict != "not-judged" }
        return GradeRecord(
            name: name, key: key, outcome: judgement.notJudged == nil ? .judged : .notJudged,
            points: counted.reduce(0) { $0 + $1.points }, maximum: counted.reduce(0) { $0 + $1.maximum },
            checks: judgement.checks, note: judgement.notJudged.map { PlainText.oneLine($0) } ?? "")
    }
}

/// What a run knows so far, shared by its tasks.
private final class Ledger: Sendable {
    private struct Pages: ~Copyable {
        let state: GradeState
        var finished: [String: GradeRecord] = [:]
        var failure: (any Error)?
    }

    private let pages: Mutex<Pages>
    private let path: String

    init(path: String) throws(GradeError) {
        self.path = path
        pages = Mutex(Pages(state: try GradeState(path: path)))
    }

    /// A result of an earlier run that still holds. What could not be judged then is tried again.
    func earlier(_ key: String) -> GradeRecord? {
        pages.withLock { pages in pages.state.records[key].flatMap { $0.outcome == .notJudged ? nil : $0 } }
    }

    func take(_ record: GradeRecord) { pages.withLock { $0.finished[record.name] = record } }

    /// Writes a result down for good.
    func append(_ record: GradeRecord) throws {
        try pages.withLock { pages in
            try pages.state.append(record, path: path)
            pages.finished[record.name] = record
        }
    }

    /// Ends the run: results cannot be written any more.
    func fail(_ error: any Error) { pages.withLock { $0.failure = $0.failure ?? error } }

    var failure: (any Error)? { pages.withLock { $0.failure } }

    func records(of submissions: [Submission]) -> [GradeRecord] {
        pages.withLock { pages in submissions.compactMap { pages.finished[$0.name] } }
    }
}
