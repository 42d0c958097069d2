import Dockerfile
import EngineInterface
import Foundation
import Images
import Linux
import OCI

/// Builds one stage, instruction by instruction.
struct StageBuilder {
    let session: BuildSession
    let planned: BuildPlan.Stage
    /// The stages that were built before.
    let done: [Int: StageResult]
    /// The triggers of the base image, then the stage's own.
    private let instructions: [Instruction]
    /// What the instructions of the stage's last build came to.
    private let knownEffects: Set<String>

    var config = ImageConfig()
    var snapshot: SnapshotID?
    var history: [HistoryEntry] = []
    /// `ENV` and `ARG` as they are in effect.
    var variables = Variables()
    /// The arguments that were declared, for the history.
    var arguments: [String] = []
    /// Whether this stage has set `CMD` itself.
    var hasCommand = false
    private var steps: [BuildStep] = []
    /// The steps above, as the next build will know them.
    private var remembered: [BuildMemory.Step] = []
    /// The nearest step above that was not found in the cache.
    var lastRun: (text: String, line: Int)?
    /// The place of the present step in the stage.
    private(set) var index = 0

    init(_ session: BuildSession, _ planned: BuildPlan.Stage, _ done: [Int: StageResult]) throws {
        self.session = session
        self.planned = planned
        self.done = done
        instructions = planned.instructions
        knownEffects = Set(session.memory?.stages[planned.memoryKey]?.map(\.effective) ?? [])
    }

    var store: ImageStore { session.store }
    var faults: Faults { session.faults }
    var number: Int { planned.firstNumber + index }
    /// Whether the stage's steps run again, whatever is kept.
    var isCacheOff: Bool {
        session.request.noCache
            || session.request.noCacheStages.contains { name in
                name.lowercased() == planned.stage.name || name == String(planned.stage.index)
            }
    }

    var before: [BuildMemory.Step]? { session.memory?.stages[planned.memoryKey] }

    mutating func build() async throws -> StageResult {
        try await step(planned.stage.from) { (builder) in try await builder.begin() }
        for (offset, instruction) in instructions.enumerated() {
            index = offset + 1
            // Triggers are kept as text; where they came from, \ was the escape character.
            let escape = offset < planned.triggers.count ? "\\" : session.input.dockerfile.escape
            try await step(instruction) { (builder) in try await builder.perform(instruction, escape: escape) }
        }
        return StageResult(
            config: config, snapshot: snapshot, history: history, variables: variables, arguments: arguments,
            steps: steps)
    }

    private mutating func step(
        _ instruction: Instruction, _ body: (inout StageBuilder) async throws -> StepOutcome
    ) async throws {
        try Task.checkCancellation()
        let statement = instruction.statement
        session.events(
            .started(number: number, stage: planned.stage.name, text: statement.text, line: statement.line))
        let start = ContinuousClock.now
        let outcome = try await inspected(statement, body)
        let elapsed = (ContinuousClock.now - start).components
        let step = BuildStep(
            stage: planned.stage.index, instruction: statement.keyword, text: statement.text, line: statement.line,
            isCached: outcome.isCached, cause: outcome.isCached ? nil : outcome.cause,
            seconds: Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18, bytes: outcome.bytes,
            contextSources: outcome.contextSources)
        steps.append(step)
        session.events(.finished(number: number, step: step))
    }

    // MARK: Steps without files

    /// A step that changes only the configuration: it is cached when it is what it was.
    mutating func configured(_ effective: String, inputs: [String: String] = [:]) -> StepOutcome {
        history.append(HistoryEntry(createdBy: effective, emptyLayer: true))
        let memory = BuildMemory.Step(
            effective: effective, text: text, variables: mentionedVariables(), inputs: inputs)
        let isKnown = !isCacheOff && knownEffects.contains(effective)
        let cause = isKnown ? nil : try? explanation().cause(for: memory, at: index, manifest: nil)
        remember(memory)
        return StepOutcome(isCached: isKnown, cause: cause)
    }

    /// The present instruction as it stands in the Dockerfile, on one line.
    private var text: String {
        index == 0 ? planned.stage.from.statement.text : instructions[index - 1].statement.text
    }

    private mutating func remember(_ step: BuildMemory.Step) {
        remembered.append(step)
        session.remember(step, stage: planned.stage.index)
    }

    private func explanation(_ folder: ContextFolder? = nil) -> Explanation {
        Explanation(
            isCacheOff: isCacheOff, before: before,
            textsBelow: { [instructions, index] in instructions.dropFirst(index).map(\.statement.text) },
            above: remembered,
            lastRun: lastRun, store: store, ignoringLine: { folder?.ignoringLine($0) })
    }

    // MARK: Steps with files

    /// What a step's work came to.
    struct Work: Sendable {
        var snapshot: SnapshotID?
        var bytes: Int64
    }

    /// A step that changes files: uses the result that is kept under `key`, or does the work and keeps its result.
    ///
    /// The step's memory names the result by `rememberedAs`, if it is known by a second key, and other stores by
    /// `sharedKey`. `inputs` and `manifest` are what a reason is found in; `folder` is what the manifest was read from.
    mutating func cached(
        _ statement: Statement, key: String, sharedKey: String? = nil, rememberedAs: String? = nil, effective: String,
        createdBy: String,
        inputs: [String: String] = [:], manifest: @autoclosure () -> [ManifestLine]? = nil,
        folder: ContextFolder? = nil,
        sources: [String] = [], work: (inout StageBuilder) async throws -> Work
    ) async throws -> StepOutcome {
        let memory = BuildMemory.Step(
            effective: effective, text: statement.text, key: rememberedAs ?? key, parent: snapshot,
            variables: statement.keyword == "RUN" ? variableDigests() : mentionedVariables(), inputs: inputs)
        if !isCacheOff, let record = try store.cacheRecord(key) {
            take(record, createdBy, memory, sharedKey)
            return StepOutcome(isCached: true, bytes: record.bytes, contextSources: sources)
        }
        if let record = try await sharedResult(sharedKey, key: key, line: statement.line) {
            take(record, createdBy, memory, sharedKey)
            return StepOutcome(isCached: true, bytes: record.bytes, contextSources: sources)
        }
        let manifest = manifest()
        let cause = try explanation(folder).cause(for: memory, at: index, manifest: manifest)
        let lock = try await StepLock.take(key, in: store)
        defer { lock.release() }
        if !isCacheOff, let record = try store.cacheRecord(key) {
            take(record, createdBy, memory, sharedKey)
            return StepOutcome(isCached: true, bytes: record.bytes, contextSources: sources)
        }
        let work = try await work(&self)
        let record = ImageStore.CacheRecord(snapshot: work.snapshot, bytes: work.bytes)
        if work.snapshot != snapshot, session.plan.imageStages(session.request).contains(planned.stage.index),
            let made = try work.snapshot.flatMap({ try store.snapshot($0) })
        {
            store.startHashing(made, latestTime: session.request.timeLimit?.seconds)
        }
        try store.saveCacheRecord(key, record)
        if let manifest { try BuildMemory.saveManifest(manifest, key: rememberedAs ?? key, in: store) }
        take(record, createdBy, memory, sharedKey)
        lastRun = (statement.text, statement.line)
        return StepOutcome(isCached: false, cause: cause, bytes: record.bytes, contextSources: sources)
    }

    /// The result that another store has. It is known by `key` from now on.
    private func sharedResult(_ sharedKey: String?, key: String, line: Int) async throws -> ImageStore.CacheRecord? {
        guard !isCacheOff, let sharedKey, let shared = session.shared else { return nil }
        let session = session
        let record = try await shared.result(sharedKey, on: snapshot) { fault in
            session.warn("A result of --cache-from is not used: \(fault)", line: line)
        }
        guard let record else { return nil }
        try store.saveCacheRecord(key, record)
        return record
    }

    private mutating func take(
        _ record: ImageStore.CacheRecord, _ createdBy: String, _ memory: BuildMemory.Step, _ sharedKey: String?
    ) {
        let isEmpty = record.snapshot == snapshot
        if let sharedKey { session.shared?.add(sharedKey, record, on: snapshot, stage: planned.stage.index) }
        snapshot = record.snapshot
        history.append(
            HistoryEntry(
                createdBy: createdBy, created: isEmpty ? nil : record.created.timeIntervalSince1970, emptyLayer: isEmpty
            ))
        remember(memory)
    }

    /// The variables that the instruction mentions.
    private func mentionedVariables() -> [String: String] {
        let text = text
        guard text.contains("$") else { return [:] }
        return digests(of: variables.names.filter { text.contains("$" + $0) || text.contains("${" + $0) })
    }

    private func variableDigests() -> [String: String] { digests(of: variables.names) }

    private func digests(of names: [String]) -> [String: String] {
        Dictionary(names.map { ($0, String(KeyHasher.digest(Array((variables[$0] ?? "").utf8)).prefix(16))) }) {
            first, _ in first
        }
    }

    /// Expands a word of an instruction.
    func expand(_ text: String, escape: Unicode.Scalar, _ statement: Statement) throws -> String {
        let known = variables
        do throws(ExpansionError) {
            return try Expander(escape: escape) { known[$0] }.word(text)
        } catch {
            throw faults.failure(error, at: statement)
        }
    }
}
