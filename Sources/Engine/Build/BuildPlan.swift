import Dockerfile
import EngineInterface
import Images

/// Which stages are built, on what, and in which order they can be.
struct BuildPlan: Sendable {
    enum Base: Sendable {
        case scratch
        case stage(Int)
        case image(ImageRecord, wasInStore: Bool)
    }
    struct Stage: Sendable {
        var stage: Dockerfile.Stage
        var base: Base
        /// The base as the Dockerfile names it, variables expanded.
        var baseName: String
        /// What the base image's `ONBUILD` instructions ask for, before the stage's own instructions.
        var triggers: [Instruction]
        /// Images that `COPY --from` and mounts name.
        var images: [String: ImageRecord]
        /// The stages whose results it needs.
        var dependencies: Set<Int>
        /// The number of the stage's first step.
        var firstNumber = 0

        /// The `FROM` counts as a step.
        var instructions: [Instruction] { triggers + stage.instructions }
    }
    /// By the stage's index.
    var stages: [Int: Stage]
    var target: Int
    /// The `ARG`s before the first `FROM`, and those that every build has.
    var globals: Variables

    var stepCount: Int { stages.values.reduce(0) { $0 + 1 + $1.instructions.count } }
}

/// Makes the plan: finds what is needed and brings the base images.
struct Planner {
    let request: BuildRequest
    let input: BuildInput
    let store: ImageStore
    let bases: any BaseImageProvider
    let events: BuildEventHandler

    private var dockerfile: Dockerfile { input.dockerfile }
    private var faults: Faults { input.faults }

    func plan() async throws -> BuildPlan {
        let target = try targetStage()
        let globals = try globalVariables(target: target)
        var stages: [Int: BuildPlan.Stage] = [:]
        var wanted = request.alsoBuildAllStages ? dockerfile.stages.map(\.index) : [target]
        while let index = wanted.popLast() {
            guard stages[index] == nil else { continue }
            let stage = try await resolve(dockerfile.stages[index], globals)
            stages[index] = stage
            wanted += stage.dependencies
        }
        var number = 1
        for index in stages.keys.sorted() {
            stages[index]?.firstNumber = number
            number += 1 + (stages[index]?.instructions.count ?? 0)
        }
        return BuildPlan(stages: stages, target: target, globals: globals)
    }

    private func targetStage() throws -> Int {
        guard let name = request.target else { return dockerfile.stages.count - 1 }
        if let stage = dockerfile.stage(name) { return stage.index }
        let names = dockerfile.stages.compactMap(\.name)
        throw BuildFailure(
            .unknownStage, "The Dockerfile has no stage \(name).", file: faults.file,
            help: Spelling.nearest(to: name, among: names).map { "Did you mean \($0)?" }
                ?? (names.isEmpty ? "Name a stage with FROM … AS \(name)." : "It has \(names.joined(separator: ", ")).")
        )
    }

    private func globalVariables(target: Int) throws -> Variables {
        var globals = Variables.platform(target: dockerfile.stages[target].name ?? "")
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

    // MARK: Bases

    private func resolve(_ stage: Dockerfile.Stage, _ globals: Variables) async throws -> BuildPlan.Stage {
        let statement = stage.from.statement
        let expander = Expander(escape: dockerfile.escape) { globals[$0] }
        let name: String
        let platform: String?
        do throws(ExpansionError) {
            name = try expander.word(stage.base.text)
            platform = try stage.platform.map { (argument) throws(ExpansionError) in try expander.word(argument.text) }
        } catch {
            throw faults.failure(error, at: statement)
        }
        if name.isEmpty {
            throw faults.failure(
                .variable, "FROM \(stage.base.text) expands to nothing.", at: statement,
                help: "Declare the variable with ARG before the first FROM and give it a default.")
        }
        try check(platform, globals, statement)
        var result = BuildPlan.Stage(
            stage: stage, base: .scratch, baseName: name, triggers: [], images: [:], dependencies: [])
        if let other = dockerfile.stages.prefix(stage.index).last(where: { $0.name == name.lowercased() }) {
            result.base = .stage(other.index)
            result.dependencies.insert(other.index)
            let texts = other.instructions.compactMap { instruction -> String? in
                if case .onBuild(let trigger) = instruction.operation { trigger.text } else { nil }
            }
            result.triggers = try triggers(texts, statement)
        } else if name != "scratch" {
            let (record, wasInStore) = try await image(name, statement, isBase: true)
            result.base = .image(record, wasInStore: wasInStore)
            result.triggers = try triggers(record.config.onBuild, statement)
        }
        for instruction in result.instructions {
            for reference in Self.references(instruction) {
                if let other = dockerfile.stage(reference, before: stage.index) {
                    result.dependencies.insert(other.index)
                } else if result.images[reference] == nil {
                    try checkStageReference(reference, stage.index, instruction.statement)
                    result.images[reference] = try await image(reference, instruction.statement, isBase: false).0
                }
            }
        }
        return result
    }

    private func check(_ platform: String?, _ globals: Variables, _ statement: Statement) throws {
        guard let platform, !platform.isEmpty, let own = globals["BUILDPLATFORM"] else { return }
        let parts = platform.lowercased().split(separator: "/")
        let architecture = parts.count > 1 ? String(parts[1]) : String(parts.first ?? "")
        let names = ["x86_64": "amd64", "x86-64": "amd64", "aarch64": "arm64"]
        let normal = "linux/" + (names[architecture] ?? architecture)
        guard parts.first == "linux" || parts.count == 1, normal == own || platform == "linux" else {
            throw faults.failure(
                .unsupported, "The platform \(platform) cannot be built on this machine, which is \(own).",
                at: statement, help: "Leave --platform out, or write --platform=$BUILDPLATFORM.")
        }
    }

    private func triggers(_ texts: [String], _ statement: Statement) throws -> [Instruction] {
        do throws(DockerfileError) {
            var result: [Instruction] = []
            for text in texts {
                result.append(try Dockerfile.parseTrigger(text, file: faults.file, line: statement.line))
            }
            return result
        } catch {
            throw faults.failure(error, at: statement)
        }
    }

    private func image(_ name: String, _ statement: Statement, isBase: Bool) async throws -> (ImageRecord, Bool) {
        if let record = try store.image(name) { return (record, true) }
        if let record = try await bases.image(name, events: events) { return (record, false) }
        let names = dockerfile.stages.compactMap(\.name)
        let nearest = isBase ? nil : Spelling.nearest(to: name, among: names)
        throw faults.failure(
            isBase ? .baseImage : nearest == nil ? .baseImage : .unknownStage,
            isBase
                ? "The base image \(name) is not on this machine, and the offline catalogue does not know it."
                : "There is neither a stage nor an image named \(name).",
            at: statement,
            help: nearest.map { "Did you mean the stage \($0)?" }
                ?? "Check the name and the tag; 'workshop images' lists the images that there are.")
    }

    private func checkStageReference(_ reference: String, _ index: Int, _ statement: Statement) throws {
        if let later = dockerfile.stage(reference) {
            throw faults.failure(
                .unknownStage,
                later.index == index
                    ? "The stage \(reference) cannot copy from itself."
                    : "The stage \(reference) comes only later in the file.",
                at: statement, help: "Move the stage that is copied from before the one that copies.")
        }
        if Int(reference) != nil {
            throw faults.failure(
                .unknownStage, "There is no stage number \(reference).", at: statement,
                help: "Stages count from 0; names (FROM … AS NAME) are easier to read.")
        }
    }

    /// The stages and images that an instruction reads files from.
    static func references(_ instruction: Instruction) -> [String] {
        switch instruction.operation {
        case .copy(let copy), .add(let copy): copy.from.map { [$0.text] } ?? []
        case .run(let run):
            run.mounts.compactMap { mount in
                (try? MountSpecification(mount.text))?.from
                    ?? mount.text.split(separator: ",").first { $0.hasPrefix("from=") }.map { String($0.dropFirst(5)) }
            }.filter { !$0.isEmpty }
        default: []
        }
    }
}
