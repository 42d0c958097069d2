import Dockerfile
import EngineInterface
import Images
import Linux
import OCI

/// What all stages of one build share.
struct BuildSession: Sendable {
    let request: BuildRequest
    let input: BuildInput
    let plan: BuildPlan
    let store: ImageStore
    let runner: any StepRunner
    let events: BuildEventHandler
    /// What the last build of this Dockerfile did.
    let memory: BuildMemory?
    let agents: KeyAgents
    /// What is shared with other stores; mostly nothing.
    let shared: SharedSteps?
    let log = Locked(Log())

    /// What this build has done so far.
    struct Log: Sendable {
        var memory: [Int: [BuildMemory.Step]] = [:]
        var warnings: [BuildWarning] = []
        /// Whether somebody has looked inside.
        var hasPaused = false
    }

    var faults: Faults { input.faults }

    func remember(_ step: BuildMemory.Step, stage: Int) {
        log.withLock { $0.memory[stage, default: []].append(step) }
    }

    func warn(_ message: String, line: Int) {
        let warning = BuildWarning(message: message, line: line, file: faults.file)
        log.withLock { $0.warnings.append(warning) }
        events(.warning(warning))
    }

    /// The memory after this build: what it did, and beyond that what was known before.
    func updatedMemory() -> BuildMemory {
        var result = memory ?? BuildMemory()
        for (stage, steps) in log.withLock({ $0.memory }) {
            let key = plan.stages[stage]?.memoryKey ?? String(stage)
            let before = result.stages[key] ?? []
            let isWhole = steps.count >= (plan.stages[stage]?.instructions.count ?? 0) + 1
            result.stages[key] = isWhole ? steps : steps + before.dropFirst(steps.count)
        }
        return result
    }
}

/// What a stage came to.
struct StageResult: Sendable {
    var config: ImageConfig
    var snapshot: SnapshotID?
    var history: [HistoryEntry]
    /// `ENV` and `ARG` at the stage's end, and which were declared by `ARG`: stages that build on it have both.
    var variables: Variables
    var arguments: [String]
    var steps: [BuildStep]
}

/// What became of one step.
struct StepOutcome: Sendable {
    var isCached: Bool
    var cause: StepCause?
    var bytes: Int64 = 0
    var contextSources: [String] = []
}
