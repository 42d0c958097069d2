import Course
import EngineInterface

extension ActionRunner {
    func run(_ action: ImageAction) async throws {
        let built = scope.image(action.image)
        let details: ImageDetails
        if let built {
            details = built.details
        } else {
            details = try await lookUp(action.image)
        }
        try ImageJudge(details: details, built: built).require(action)
        if !action.files.isEmpty {
            let files = try await session.files(ofImage: details.id)
            for expectation in action.files { try await FileJudge(files: files, built: built).require(expectation) }
        }
        if !action.lacksAnywhere.isEmpty {
            let shipped = try await session.shipped(image: details.id)
            try await TraceJudge(config: details.config, shipped: shipped, built: built).require(action.lacksAnywhere)
        }
    }

    private func lookUp(_ name: String) async throws -> ImageDetails {
        do {
            return try await session.image(name)
        } catch let error as EngineError where error.kind == .noSuchImage {
            try await prepare(name)
            return try await session.image(name)
        }
    }
}

/// Judges an image's size and configuration.
struct ImageJudge: Sendable {
    let details: ImageDetails
    let built: BuiltImage?

    func require(_ action: ImageAction) throws {
        do throws(Failure) {
            try Comparison.require(
                action.size, of: Double(details.size), show: { Wording.bytes(Int64($0)) },
                "The image takes \(Wording.bytes(details.size)).")
            try Comparison.require(
                action.layers, of: Double(details.layerSizes.count), "The image has \(details.layerSizes.count) layers."
            )
        } catch {
            throw error.at(largestStep.flatMap { step in built?.line(of: step) }).adding(sizes)
        }
        if let smaller = action.smallerThan { try require(smaller) }
        try require(action.config)
    }

    // MARK: Size

    private var largestStep: BuildStep? {
        guard let built else { return nil }
        let stage = built.targetStage
        let steps = built.result.steps.filter { $0.stage == stage }
        guard let largest = steps.max(by: { $0.bytes < $1.bytes }) else { return nil }
        // When the base outweighs every step, the base is what to change.
        let base = details.size - steps.reduce(0) { $0 + $1.bytes }
        return base > largest.bytes ? steps.first { $0.instruction == "FROM" } ?? largest : largest
    }

    /// Where the bytes come from.
    private var sizes: Evidence? {
        guard let built else { return nil }
        let stage = built.targetStage
        let steps = built.result.steps.filter { $0.stage == stage && $0.bytes > 0 }
        let own = steps.reduce(Int64(0)) { $0 + $1.bytes }
        var lines = details.size > own ? ["\(Wording.bytes(details.size - own))  the base image"] : []
        lines += steps.sorted { $0.bytes > $1.bytes }.prefix(8).map {
            "\(Wording.bytes($0.bytes))  line \($0.line): \($0.text.prefix(100))"
        }
        return lines.isEmpty ? nil : Evidence(label: "where its bytes come from", text: lines.joined(separator: "\n"))
    }

    private func require(_ smaller: ImageAction.SmallerThan) throws {
        guard let built else {
            throw CheckFault("Only an image that a check built can be compared with a stage.")
        }
        let others = built.result.stages.filter { !$0.isTarget }
        let stage: BuiltStage? =
            switch smaller.stage {
            case .first: built.result.stages.first
            case .largest: others.max { $0.image.size < $1.image.size }
            case .number(let number): built.result.stages.first { $0.index == number }
            case .name(let name): built.result.stages.first { $0.name?.lowercased() == name.lowercased() }
            }
        guard let stage else {
            let wanted =
                switch smaller.stage {
                case .first, .largest: "a stage that compiles before the last one"
                case .number(let number): "a stage \(number)"
                case .name(let name): "a stage named \(name)"
                }
            throw Failure(
                "There is no stage to compare the image with.", expected: wanted,
                seen: "\(built.result.stages.count) stage\(built.result.stages.count == 1 ? "" : "s")",
                location: built.line(of: ["FROM"]))
        }
        let ratio = Double(stage.image.size) / Double(max(1, details.size))
        guard ratio < smaller.factor else { return }
        throw Failure(
            "The image takes \(Wording.bytes(details.size)), and the stage \(stage.name ?? String(stage.index)) "
                + "\(Wording.bytes(stage.image.size)).",
            expected: "at least \(Wording.number(smaller.factor)) times smaller",
            seen: "\(Wording.number((ratio * 10).rounded() / 10)) times smaller",
            location: largestStep.map { step in built.line(of: step) }
        ).adding(sizes)
    }

    // MARK: Configuration

    private func require(_ expect: ConfigExpectation) throws {
        let config = details.config
        for (name, match) in expect.environment.sorted(by: { $0.key < $1.key }) {
            let line = built?.line(of: ["ENV", "ARG"], naming: name)
            guard let value = config.environmentValue(name) else {
                throw Failure(
                    "The image does not set the variable \(name).", expected: "ENV \(name)=…", seen: "no \(name)",
                    evidence: [list("the image's variables", config.env)], location: line ?? built?.line(of: ["ENV"]))
            }
            try compare(match, value, "The variable \(name) has another value.", at: line)
        }
        for name in expect.noEnvironment {
            guard let value = config.environmentValue(name) else { continue }
            throw Failure(
                "The image sets the variable \(name), which it should not.", expected: "no \(name)",
                seen: "\(name)=\(Comparison.short(value))", location: built?.line(of: ["ENV"], naming: name))
        }
        for port in expect.exposes where !config.exposedPorts.contains(port) {
            throw Failure(
                "The image does not declare the port \(port).", expected: port,
                seen: Wording.list(config.exposedPorts), location: built?.line(of: ["EXPOSE"]))
        }
        for path in expect.volumes {
            let wanted = "/" + FilePaths.normal(path)
            if config.volumes.contains(where: { "/" + FilePaths.normal($0) == wanted }) { continue }
            throw Failure(
                "The image does not declare \(path) as a volume.", expected: path,
                seen: Wording.list(config.volumes), location: built?.line(of: ["VOLUME"]))
        }
        try compare(
            expect.user, config.user ?? "",
            config.user.map { "The image's user is \($0)." } ?? "The image names no user, so it runs as root.",
            at: built?.line(of: ["USER"]))
        try compare(
            expect.workingDirectory, config.workingDir ?? "",
            "The image's working directory is \(config.workingDir ?? "/").", at: built?.line(of: ["WORKDIR"]))
        try compare(
            expect.entrypoint, (config.entrypoint ?? []).joined(separator: " "), "The image has another ENTRYPOINT.",
            at: built?.line(of: ["ENTRYPOINT"]))
        try compare(
            expect.command, (config.cmd ?? []).joined(separator: " "), "The image has another CMD.",
            at: built?.line(of: ["CMD"]))
        for (name, match) in expect.labels.sorted(by: { $0.key < $1.key }) {
            guard let value = config.labels[name] else {
                throw Failure(
                    "The image has no label \(name).", expected: "LABEL \(name)=…",
                    seen: Wording.list(config.labels.keys.sorted()), location: built?.line(of: ["LABEL"]))
            }
            try compare(
                match, value, "The label \(name) has another value.", at: built?.line(of: ["LABEL"], naming: name))
        }
        try compare(
            expect.stopSignal, config.stopSignal ?? "", "The image asks for another signal to stop.",
            at: built?.line(of: ["STOPSIGNAL"]))
        if let healthcheck = expect.healthcheck {
            let has = config.healthcheck.map { $0.test != ["NONE"] && !$0.test.isEmpty } ?? false
            if has != healthcheck {
                throw Failure(
                    has ? "The image has a health check, which it should not." : "The image has no health check.",
                    expected: healthcheck ? "HEALTHCHECK CMD …" : "no health check", seen: has ? "one" : "none",
                    location: built?.line(of: ["HEALTHCHECK"]))
            }
        }
    }

    private func compare(_ match: TextMatch?, _ value: String, _ message: String, at line: SourceLine?) throws(Failure)
    {
        do {
            try Comparison.require(match, of: value, message)
        } catch {
            throw error.at(line)
        }
    }

    private func list(_ label: String, _ items: [String]) -> Evidence {
        Evidence(label: label, text: items.isEmpty ? "(none)" : items.joined(separator: "\n"))
    }
}
