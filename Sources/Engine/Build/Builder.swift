import Dockerfile
import EngineInterface
import Glibc
import Images
import Linux
import OCI

/// Builds images from Dockerfiles.
///
/// Stages that nothing needs are left out; stages that do not need each other are built at once. A step whose inputs
/// are those of an earlier build is not done again.
public struct Builder: Sendable {
    private let store: ImageStore
    private let runner: any StepRunner
    private let bases: any BaseImageProvider

    /// `runner` runs the commands of `RUN`; `bases` brings base images that the store lacks.
    public init(store: ImageStore, runner: any StepRunner, bases: any BaseImageProvider) {
        self.store = store
        self.runner = runner
        self.bases = bases
    }

    /// Builds what is asked for.
    ///
    /// `events` may be called from several tasks at once when stages are built at once.
    ///
    /// - Throws: ``BuildFailure`` when the Dockerfile, the context or a step is at fault; ``EngineError`` when the
    ///   engine cannot work; `CancellationError` when the task is cancelled. Nothing half-done is left in the store.
    public func build(_ request: BuildRequest, events: @escaping BuildEventHandler) async throws -> BuildResult {
        do {
            return try await run(request, events)
        } catch let error as SystemError {
            throw error.errno == ENOSPC
                ? EngineError(.diskFull, "There is no room left on the disk.", help: "Free some space and try again.")
                : EngineError(.failure, "The build failed: \(error).")
        } catch SourceFault.cancelled {
            throw CancellationError()
        }
    }

    private func run(_ request: BuildRequest, _ events: @escaping BuildEventHandler) async throws -> BuildResult {
        var request = request
        let input = try BuildInput(request)
        let planner = Planner(request: request, input: input, store: store, bases: bases, events: events)
        let plan = try await planner.plan()
        // The time may also come as an argument, or stand before the first FROM.
        if request.sourceDateEpoch == nil {
            let text = request.buildArguments["SOURCE_DATE_EPOCH"] ?? plan.globals["SOURCE_DATE_EPOCH"]
            request.sourceDateEpoch = try text.flatMap { try Self.time($0) }
        }
        let slots = BuildMemory.Slots(
            folder: "build/" + KeyHasher.digest(Array("\(request.context)\0\(request.dockerfile)".utf8)),
            text: "text/" + KeyHasher.digest(input.bytes))
        var absent: [String] = []
        let session = BuildSession(
            request: request, input: input, plan: plan, store: store, runner: runner, events: events,
            memory: try BuildMemory.load(slots, from: store), agents: KeyAgents(request.agents, store: store),
            shared: try SharedSteps(request, store) { absent.append($0) })
        events(.planned(steps: plan.stepCount))
        for message in absent { session.warn(message, line: 1) }
        for warning in input.dockerfile.warnings { session.warn(warning.message, line: warning.line) }
        if let unused = UnusedArguments(request, input.dockerfile, plan) {
            session.warn(unused.message, line: unused.line)
        }
        let results: [Int: StageResult]
        do {
            results = try await buildStages(session)
            await session.agents.close()
        } catch {
            await session.agents.close()
            // What was done is remembered, so that the next build can say what has changed since.
            try? session.updatedMemory().save(slots, in: store)
            throw error
        }
        let result = try finish(session, results)
        try await session.shared?.write(to: request.cacheTargets, own: plan.imageStages(request))
        let memory = session.updatedMemory()
        if memory != session.memory { try memory.save(slots, in: store) }
        return result
    }

    /// Seconds since 1970; `nil` for an empty text, which stands for none.
    private static func time(_ text: String) throws -> Int64? {
        if text.isEmpty { return nil }
        guard let seconds = Int64(text), seconds >= 0 else {
            throw EngineError(
                .invalidArgument, "SOURCE_DATE_EPOCH is \(text), which is no time.",
                help: "Give seconds since 1970, for example $(git log -1 --format=%ct).")
        }
        return seconds
    }

    /// Builds the stages, each as soon as those that it needs are done, as many at once as there are processors.
    private func buildStages(_ session: BuildSession) async throws -> [Int: StageResult] {
        let limit = max(1, Processors.count)
        return try await withThrowingTaskGroup(of: (Int, StageResult).self) { group in
            var waiting = session.plan.stages.keys.sorted()
            var results: [Int: StageResult] = [:]
            var active = 0
            while !waiting.isEmpty || active > 0 {
                while active < limit,
                    let position = waiting.firstIndex(where: { index in
                        session.plan.stages[index]?.dependencies.allSatisfy { results[$0] != nil } == true
                    })
                {
                    let index = waiting.remove(at: position)
                    guard let planned = session.plan.stages[index] else { continue }
                    let done = results
                    active += 1
                    group.addTask {
                        var builder = try StageBuilder(session, planned, done)
                        return (index, try await builder.build())
                    }
                }
                // A stage needs only stages before it, so one is always under way here.
                guard let (index, result) = try await group.next() else { break }
                results[index] = result
                active -= 1
            }
            return results
        }
    }

    private func finish(_ session: BuildSession, _ results: [Int: StageResult]) throws -> BuildResult {
        let request = session.request
        var stages: [BuiltStage] = []
        var target: ImageDetails?
        for index in results.keys.sorted() {
            guard let result = results[index], let planned = session.plan.stages[index] else { continue }
            let isTarget = index == session.plan.target
            guard isTarget || request.alsoBuildAllStages else { continue }
            var config = result.config
            if isTarget { config.labels.merge(request.labels) { _, new in new } }
            let record = try store.putImage(
                config: config, snapshot: result.snapshot, history: result.history,
                names: isTarget ? request.tags : [], platform: planned.platform,
                base: session.plan.baseImage(of: index), limit: request.timeLimit,
                additional: isTarget ? try stepField(session, result) : [:], isUnlisted: request.isUnlisted)
            let details = try store.details(record)
            if isTarget { target = details }
            stages.append(BuiltStage(index: index, name: planned.stage.name, image: details, isTarget: isTarget))
        }
        guard let target else { throw EngineError(.failure, "The build ended without the stage that was asked for.") }
        return BuildResult(
            image: target, stages: stages, steps: results.keys.sorted().flatMap { results[$0]?.steps ?? [] },
            warnings: session.log.withLock { $0.warnings })
    }

    /// With `--cache-to type=inline`: which step each of the image's layers is the result of.
    private func stepField(_ session: BuildSession, _ result: StageResult) throws -> [String: JSONText] {
        guard session.request.cacheTargets.contains(.inline), let shared = session.shared else { return [:] }
        return try store.stepField(
            shared.steps(of: session.plan.imageStages(session.request)), of: result.snapshot)
    }
}
