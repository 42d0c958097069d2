import Course
import EngineInterface

/// Verifies a learner's folder against an exercise.
public struct Verifier: Sendable {
    private let exercise: Exercise
    private let directory: String
    private let engine: any ContainerEngine
    private let options: VerifyOptions
    private let events: VerifyEventHandler

    /// - Parameters:
    ///   - directory: the learner's folder. Nothing is ever written into it.
    ///   - events: called from any task.
    public init(
        exercise: Exercise, directory: String, engine: any ContainerEngine, options: VerifyOptions = VerifyOptions(),
        events: @escaping VerifyEventHandler = { _ in }
    ) {
        self.exercise = exercise
        self.directory = FilePaths.absolute(directory)
        self.engine = engine
        self.options = options
        self.events = events
    }

    /// Runs the checks and says what became of each.
    ///
    /// - Throws: ``VerifyError`` for wrong use, `EngineError` when no session can be opened, `CancellationError` when the
    ///   task was cancelled. Everything that was made is removed then, too.
    public func run() async throws -> VerificationReport {
        let start = ContinuousClock.now
        let plan = try CheckPlan(exercise, only: options.only)
        guard FilePaths.isDirectory(directory) else { throw VerifyError.noDirectory(directory) }
        let folder = try WorkingFolder()
        let loops = EventLoops()
        let session: any EngineSession
        do {
            session = try await engine.openSession()
        } catch {
            folder.remove()
            throw error
        }
        let context = RunContext(
            exercise: exercise, directory: directory, engine: engine, session: session, options: options,
            folder: folder, loops: loops, events: events)
        await prepareImages()
        let results = await CheckScheduler(plan: plan, context: context).run()
        // In a task of its own: cancellation must not keep anything from being tidied up.
        await Task {
            await session.close()
            await loops.shutDown()
            folder.remove()
        }.value
        guard let results else { throw CancellationError() }
        return VerificationReport(
            exercise: exercise.id, directory: directory,
            checks: exercise.checks.compactMap { results[$0.id] },
            seconds: (ContinuousClock.now - start).inSeconds, leftovers: context.leftovers.all)
    }

    /// Makes the base images that both the exercise and the learner's files name, so that it does not use up the time of
    /// a check. When that fails, so does the build that needs them, and it says so in its place.
    private func prepareImages() async {
        let texts = exercise.files.compactMap { FilePaths.read($0, below: directory, limit: 1 << 20) }
            .map { String(decoding: $0, as: UTF8.self) }
        let words = Set(texts.flatMap { $0.split(whereSeparator: \.isWhitespace) }.map(String.init))
        let images = exercise.images.filter(words.contains)
        guard !images.isEmpty else { return }
        let events = events
        try? await engine.prepareImages(images) { events(.preparing($0)) }
    }
}
