import Dockerfile
import EngineInterface
import Images
import OCI

/// What stages build on, and what they copy from.
extension Planner {
    func resolve(
        _ stage: Dockerfile.Stage, _ globals: Variables, _ target: ImagePlatform
    ) async throws -> BuildPlan.Stage {
        let statement = stage.from.statement
        let (name, platform) = try names(stage, globals)
        var result = BuildPlan.Stage(
            stage: stage, base: .scratch, baseName: name, triggers: [], origins: [:], dependencies: [],
            platform: try self.platform(platform, statement) ?? target)
        if let own = stage.name, let context = context(own) {
            // The build was given something in the place of the whole stage.
            result.base = try await base(of: context, named: own, statement)
            result.isReplaced = true
            return result
        }
        if let other = dockerfile.stages.prefix(stage.index).last(where: { $0.name == name.lowercased() }) {
            result.base = .stage(other.index)
            result.dependencies.insert(other.index)
            let texts = other.instructions.compactMap { instruction -> String? in
                if case .onBuild(let trigger) = instruction.operation { trigger.text } else { nil }
            }
            result.triggers = try triggers(texts, statement)
        } else if let context = context(name) {
            result.base = try await base(of: context, named: name, statement)
        } else if name != "scratch" {
            let (record, wasInStore) = try await image(name, statement, isBase: true)
            result.base = .image(record, wasInStore: wasInStore)
        }
        if case .image(let record, _) = result.base {
            try check(record, named: name, for: result.platform, statement)
            result.triggers = try triggers(record.config.onBuild, statement)
        }
        for instruction in result.instructions {
            for reference in Self.references(instruction) {
                if case .run = instruction.operation, Int(reference) != nil {
                    throw faults.failure(
                        .unknownStage, "from=\(reference) of a mount is not a stage: mounts do not count stages.",
                        at: instruction.statement, help: "Name the stage with FROM … AS NAME, and write from=NAME.")
                }
                try await addOrigin(reference, instruction.statement, to: &result)
            }
        }
        return result
    }

    private func addOrigin(
        _ reference: String, _ statement: Statement, to stage: inout BuildPlan.Stage
    ) async throws {
        let index = stage.stage.index
        if let other = dockerfile.stage(reference, before: index) {
            stage.dependencies.insert(other.index)
        } else if stage.origins[reference] == nil {
            if let context = context(reference) {
                switch try await base(of: context, named: reference, statement) {
                case .folder(let folder): stage.origins[reference] = .folder(folder)
                case .image(let record, _): stage.origins[reference] = .snapshot(record.snapshot)
                case .scratch, .stage: stage.origins[reference] = .snapshot(nil)
                }
                return
            }
            if reference == "scratch" {
                stage.origins[reference] = .snapshot(nil)
                return
            }
            try checkStageReference(reference, index, statement)
            stage.origins[reference] = .snapshot(try await image(reference, statement, isBase: false).0.snapshot)
        }
    }

    private func names(_ stage: Dockerfile.Stage, _ globals: Variables) throws -> (base: String, platform: String?) {
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
        if let last = name.unicodeScalars.last, last == ":" || last == "@",
            let variable = unset(stage.base.text, globals)
        {
            throw faults.failure(
                .variable, "FROM \(stage.base.text) becomes \(name), because \(variable) has no value.", at: statement,
                help: dockerfile.declaresInStage(variable)
                    ? "An ARG behind a FROM counts for its stage only: declare \(variable) before the first FROM."
                    : "Declare it before the first FROM, for example ARG \(variable)=latest, or give it with --build-arg."
            )
        }
        if let written = stage.platform, platform == "" {
            throw faults.failure(
                .variable, "--platform=\(written.text) expands to nothing.", at: statement,
                help: "Declare the variable with ARG before the first FROM and give it a default.")
        }
        return (name, platform)
    }

    /// The first variable in a text that has no value.
    private func unset(_ text: String, _ globals: Variables) -> String? {
        let names = text.split(separator: "$").dropFirst(text.hasPrefix("$") ? 0 : 1).map { part in
            String(part.drop { $0 == "{" }.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
        }
        return names.first { !$0.isEmpty && (globals[$0] ?? "").isEmpty }
    }

    private func platform(_ text: String?, _ statement: Statement) throws -> ImagePlatform? {
        guard let text else { return nil }
        guard let platform = ImagePlatform(text) else {
            throw faults.failure(
                .syntax, "\(text) is not a platform.", at: statement,
                help: "Write for example --platform=\(ImagePlatform.host), or --platform=$BUILDPLATFORM.")
        }
        return platform
    }

    /// Files for one machine are of no use on another.
    private func check(
        _ record: ImageRecord, named name: String, for platform: ImagePlatform, _ statement: Statement
    ) throws {
        guard record.platform != platform, record.snapshot != nil else { return }
        throw faults.failure(
            .unsupported, "The image \(name) on this machine is for \(record.platform), not for \(platform).",
            at: statement, help: "Leave the platform out, or bring an image of that name for \(platform).")
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

    // MARK: Named contexts

    /// What the build was given under a name. `alpine` and `docker.io/library/alpine:latest` are one name.
    private func context(_ name: String) -> NamedContext? {
        guard name != "scratch" else { return nil }
        if let context = request.namedContexts[name] { return context }
        let wanted = try? Reference(name).canonical
        return request.namedContexts.first { key, _ in
            key.lowercased() == name.lowercased() || (wanted != nil && (try? Reference(key).canonical) == wanted)
        }?.value
    }

    private func base(
        of context: NamedContext, named name: String, _ statement: Statement
    ) async throws -> BuildPlan.Base {
        switch context {
        case .folder(let path): return .folder(try ContextFolder(path, name: name))
        case .image("scratch"): return .scratch
        case .image(let reference):
            let (record, wasInStore) = try await image(reference, statement, isBase: true)
            return .image(record, wasInStore: wasInStore)
        }
    }

    // MARK: Images

    private func image(_ name: String, _ statement: Statement, isBase: Bool) async throws -> (ImageRecord, Bool) {
        let known = try store.image(name)
        if let known, !request.pull { return (known, true) }
        if let record = try await bases.image(name, isNewerWanted: request.pull, events: events) {
            return (record, record.id == known?.id)
        }
        if let known { return (known, true) }
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
    private static func references(_ instruction: Instruction) -> [String] {
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

extension Dockerfile {
    /// Whether an `ARG` within a stage declares a variable.
    fileprivate func declaresInStage(_ name: String) -> Bool {
        stages.contains { stage in
            stage.instructions.contains { instruction in
                guard case .arg(let declarations) = instruction.operation else { return false }
                return declarations.contains { $0.name.text == name }
            }
        }
    }
}
