import Dockerfile
import EngineInterface
import Images
import OCI

/// Which stages are built, on what, and in which order they can be.
struct BuildPlan: Sendable {
    enum Base: Sendable {
        case scratch
        case stage(Int)
        case image(ImageRecord, wasInStore: Bool)
        /// A folder that the build was given under the base's name.
        case folder(ContextFolder)
    }
    struct Stage: Sendable {
        var stage: Dockerfile.Stage
        var base: Base
        /// The base as the Dockerfile names it, variables expanded.
        var baseName: String
        /// What the base image's `ONBUILD` instructions ask for, before the stage's own instructions.
        var triggers: [Instruction]
        /// What `COPY --from` and mounts name besides stages.
        var origins: [String: FileOrigin]
        /// The stages whose results it needs.
        var dependencies: Set<Int>
        /// What the stage's files are for.
        var platform: ImagePlatform
        /// A named context stands for the whole stage: its instructions do not count.
        var isReplaced = false
        /// The number of the stage's first step.
        var firstNumber = 0

        /// What the stage's memory is kept under.
        var memoryKey: String { stage.name ?? String(stage.index) }
        /// The `FROM` counts as a step.
        var instructions: [Instruction] { isReplaced ? [] : triggers + stage.instructions }
    }
    /// By the stage's index.
    var stages: [Int: Stage]
    var target: Int
    /// The `ARG`s before the first `FROM`, and those that every build has.
    var globals: Variables
    /// What the build is for.
    var platform: ImagePlatform

    var stepCount: Int { stages.values.reduce(0) { $0 + 1 + $1.instructions.count } }
}

/// Makes the plan: finds what is needed and brings the base images.
struct Planner {
    let request: BuildRequest
    let input: BuildInput
    let store: ImageStore
    let bases: any BaseImageProvider
    let events: BuildEventHandler

    var dockerfile: Dockerfile { input.dockerfile }
    var faults: Faults { input.faults }

    func plan() async throws -> BuildPlan {
        let target = try targetStage()
        let platform = try targetPlatform()
        let globals = try globalVariables(target: target, platform)
        var stages: [Int: BuildPlan.Stage] = [:]
        var wanted = request.alsoBuildAllStages ? dockerfile.stages.map(\.index) : [target]
        while let index = wanted.popLast() {
            guard stages[index] == nil else { continue }
            let stage = try await resolve(dockerfile.stages[index], globals, platform)
            stages[index] = stage
            wanted += stage.dependencies
        }
        var number = 1
        for index in stages.keys.sorted() {
            stages[index]?.firstNumber = number
            number += 1 + (stages[index]?.instructions.count ?? 0)
        }
        return BuildPlan(stages: stages, target: target, globals: globals, platform: platform)
    }

    private func targetStage() throws -> Int {
        let stages = dockerfile.stages
        if let index = request.targetIndex {
            guard stages.indices.contains(index) else {
                throw BuildFailure(
                    .unknownStage, "The Dockerfile has no stage \(index).", file: faults.file,
                    help: "It has \(stages.count), counted from 0.")
            }
            return index
        }
        guard let name = request.target else { return stages.count - 1 }
        // By name only: a number is no target in Docker either.
        if let stage = stages.last(where: { $0.name == name.lowercased() }) { return stage.index }
        let names = stages.compactMap(\.name)
        throw BuildFailure(
            .unknownStage, "The Dockerfile has no stage \(name).", file: faults.file,
            help: Spelling.nearest(to: name, among: names).map { "Did you mean \($0)?" }
                ?? (names.isEmpty ? "Name a stage with FROM … AS \(name)." : "It has \(names.joined(separator: ", ")).")
        )
    }

    private func targetPlatform() throws -> ImagePlatform {
        guard let text = request.platform, !text.isEmpty else { return .host }
        guard let platform = ImagePlatform(text) else {
            throw EngineError(
                .invalidArgument, "\(text) is not a platform.", help: "Write for example \(ImagePlatform.host).")
        }
        return platform
    }

    private func globalVariables(target: Int, _ platform: ImagePlatform) throws -> Variables {
        // The last stage counts as the target by its name only.
        var globals = Variables.platform(
            platform, target: request.target ?? dockerfile.stages[target].name ?? "")
        for name in globals.names {
            if let value = request.buildArguments[name] { globals[name] = value }
        }
        for instruction in dockerfile.globalArguments {
            guard case .arg(let declarations) = instruction.operation else { continue }
            for declaration in declarations {
                let known = globals
                let expander = Expander(escape: dockerfile.escape) { known[$0] }
                do throws(ExpansionError) {
                    if let value = request.buildArguments[declaration.name.text] {
                        globals[declaration.name.text] = value
                    } else if let value = declaration.value {
                        globals[declaration.name.text] = try expander.word(value)
                    }
                } catch {
                    throw faults.failure(error, at: instruction.statement)
                }
            }
        }
        return globals
    }
}
