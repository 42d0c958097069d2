import Course
import EngineInterface

/// Proves an exercise: its starter fails, its solutions pass, and each mistake fails at the checks that are declared.
public struct AuthorTest: Sendable {
    private let exercise: Exercise
    private let engine: any ContainerEngine
    private let jobs: Int
    private let events: AuthorEventHandler

    /// - Parameters:
    ///   - jobs: how many cases run at once.
    ///   - events: called from any task.
    public init(
        exercise: Exercise, engine: any ContainerEngine, jobs: Int = 2,
        events: @escaping AuthorEventHandler = { _ in }
    ) {
        self.exercise = exercise
        self.engine = engine
        self.jobs = max(1, jobs)
        self.events = events
    }

    /// Verifies every case.
    ///
    /// - Throws: ``VerifyError`` when no work can be done at all, `CancellationError` when the task was cancelled.
    public func run() async throws -> AuthorReport {
        let start = ContinuousClock.now
        let problems = AuthorRules(exercise: exercise).problems()
        let folder = try WorkingFolder()
        defer { folder.remove() }
        let cases = ExerciseCases(exercise: exercise).all
        let results = try await withThrowingTaskGroup(of: AuthorCaseResult.self) { group in
            var waiting = cases[...]
            var results: [AuthorCase: AuthorCaseResult] = [:]
            func startNext() {
                guard let subject = waiting.popFirst() else { return }
                group.addTask { try await prove(subject, folder: folder) }
            }
            for _ in 0..<jobs { startNext() }
            while let result = try await group.next() {
                results[result.subject] = result
                events(.finished(result))
                startNext()
            }
            return results
        }
        return AuthorReport(
            exercise: exercise.id, problems: problems, cases: cases.compactMap { results[$0] },
            seconds: (ContinuousClock.now - start).inSeconds)
    }

    private func prove(_ subject: AuthorCase, folder: WorkingFolder) async throws -> AuthorCaseResult {
        let start = ContinuousClock.now
        events(.started(subject))
        var result = AuthorCaseResult(subject: subject, report: nil, problems: [], notJudged: [], seconds: 0)
        do {
            let path = folder.newPath()
            try await ExerciseCases(exercise: exercise).lay(subject, at: path)
            defer { FileTree.remove(path) }
            let events = events
            // One check at a time for each case: the cases run side by side already.
            let report = try await Verifier(
                exercise: exercise, directory: path, engine: engine, options: VerifyOptions(jobs: 2),
                events: { events(.verify(subject, $0)) }
            ).run()
            let judge = CaseJudge(exercise: exercise, subject: subject)
            result.report = report
            result.problems = judge.problems(report)
            result.notJudged = judge.notJudged(report)
        } catch let error as CancellationError {
            throw error
        } catch let error as EngineError {
            result.notJudged = [AuthorProblem(subject: subject, error.description)]
        } catch {
            result.problems = [AuthorProblem(subject: subject, "\(error)")]
        }
        result.seconds = (ContinuousClock.now - start).inSeconds
        return result
    }
}
