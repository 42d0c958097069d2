extension ActionReader {
    func build(_ map: MapReader) -> Action {
        var action = BuildAction()
        action.name = map.read("as", values.name) ?? action.name
        action.context = map.read("context", values.innerPath) ?? action.context
        action.dockerfile = map.read("dockerfile", values.innerPath) ?? action.dockerfile
        action.target = map.read("target", values.line)
        action.arguments = map.textMap("args") ?? [:]
        action.freshArguments = map.texts("fresh-args") ?? []
        for name in action.freshArguments where action.arguments[name] != nil {
            values.problems.add(map.place(of: "fresh-args"), "`\(name)` stands in `args`, too.")
        }
        action.secrets = map.textMap("secrets") ?? [:]
        action.allStages = map.boolean("all-stages") ?? false
        action.change = map.read("change") { values.list($0, values.innerPath) } ?? []
        action.mustFail = map.boolean("fails") ?? false
        action.error = map.textMatch("error")
        action.reuses = map.read("reuses") { values.list($0, selector) } ?? []
        action.reruns = map.read("reruns") { values.list($0, selector) } ?? []
        action.stages = map.numberMatch("stages")
        if action.mustFail {
            for key in ["reuses", "reruns", "stages", "all-stages", "as"] where map.has(key) {
                values.problems.add(
                    map.place(of: key), "A build that must fail yields no image, so `\(key)` has nothing to look at.")
            }
        } else {
            if map.has("error") {
                values.problems.add(map.place(of: "error"), "`error` is looked at with `fails: true` only.")
            }
            uses.add(.builds(image: action.name, allStages: action.allStages), map.place)
        }
        return .build(action)
    }

    private func selector(_ value: YAMLValue) -> StepSelector? {
        guard let map = MapReader(value, "a choice of steps", values) else { return nil }
        let pattern = map.read("matches", values.pattern)
        let file = map.read("before", values.innerPath)
        map.finish()
        guard map.has("matches") != map.has("before") else {
            values.problems.add(value.place, "A choice of steps needs either `matches` or `before`.")
            return nil
        }
        return pattern.map(StepSelector.matches) ?? file.map { .before(file: $0) }
    }

    func dockerfile(_ map: MapReader) -> Action {
        var action = DockerfileAction()
        action.path = map.read("path", values.innerPath) ?? action.path
        action.stage = map.read("stage", dockerfileStage) ?? action.stage
        action.instruction = map.require("instruction", instruction) ?? ""
        action.pattern = map.read("matches", values.pattern)
        action.count = map.numberMatch("count") ?? action.count
        return .dockerfile(action)
    }

    private static let instructions = [
        "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER",
        "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR",
    ]

    private func instruction(_ value: YAMLValue) -> String? {
        guard let text = values.text(value) else { return nil }
        guard Self.instructions.contains(text) else {
            values.problems.add(
                value.place, "There is no instruction `\(text.cut(40))`; instructions are written in capitals here.",
                help: Spelling.nearest(to: text, among: Self.instructions).map { "Did you mean `\($0)`?" })
            return nil
        }
        return text
    }

    private func dockerfileStage(_ value: YAMLValue) -> DockerfileAction.Stage? {
        stage(value).map { stage in
            switch stage {
            case .number(let number): .number(number)
            case .word("final"): .final
            case .word("any"): .any
            case .word(let name): .name(name)
            }
        }
    }

    private enum Stage {
        case number(Int)
        case word(String)
    }

    /// A stage's number from 0, with or without quotes, or its name.
    private func stage(_ value: YAMLValue) -> Stage? {
        if case .scalar(let text, _) = value.content, let number = Int(text), number >= 0 { return .number(number) }
        return values.line(value).map { .word($0.lowercased()) }
    }

    func image(_ map: MapReader) -> Action {
        var action = ImageAction()
        action.image = imageName(map)
        action.size = map.numberMatch("size", .size)
        action.layers = map.numberMatch("layers")
        action.smallerThan = map.map("smaller-than").map { inner in
            uses.add(.needsAllStages(image: action.image), map.place(of: "smaller-than"))
            return smallerThan(inner)
        }
        action.config = map.map("config").map(config) ?? action.config
        action.files = map.read("files") { values.list($0, file) } ?? []
        action.lacksAnywhere = map.read("lacks-anywhere", values.textOrTexts) ?? []
        if map.has("lacks-anywhere"), action.lacksAnywhere.isEmpty || action.lacksAnywhere.contains("") {
            values.problems.add(
                map.place(of: "lacks-anywhere"),
                "`lacks-anywhere` needs a text to look for; an empty one is everywhere.")
        }
        let subjects = ["size", "layers", "smaller-than", "config", "files", "lacks-anywhere"]
        if !subjects.contains(where: map.has) {
            values.problems.add(map.place, "This action looks at nothing, so it cannot fail.")
        }
        return .image(action)
    }

    private func smallerThan(_ map: MapReader) -> ImageAction.SmallerThan {
        var result = ImageAction.SmallerThan()
        result.stage =
            map.read("stage", stage).map { stage in
                switch stage {
                case .number(let number): .number(number)
                case .word("first"): .first
                case .word("largest"): .largest
                case .word(let name): .name(name)
                }
            } ?? result.stage
        result.factor = map.read("factor") { values.quantity($0, .number) } ?? result.factor
        if result.factor <= 0 {
            values.problems.add(map.place(of: "factor"), "`factor` has to be more than 0.")
        }
        map.finish()
        return result
    }

    private func config(_ map: MapReader) -> ConfigExpectation {
        var result = ConfigExpectation()
        result.environment = map.read("env", values.matchMap) ?? [:]
        result.noEnvironment = map.texts("no-env") ?? []
        result.exposes = map.read("exposes") { values.list($0, values.exposedPort) } ?? []
        result.volumes = map.read("volumes") { values.list($0, values.absolutePath) } ?? []
        result.user = map.textMatch("user")
        result.workingDirectory = map.textMatch("workdir")
        result.entrypoint = map.textMatch("entrypoint")
        result.command = map.textMatch("cmd")
        result.labels = map.read("labels", values.matchMap) ?? [:]
        result.stopSignal = map.textMatch("stop-signal")
        result.healthcheck = map.boolean("healthcheck")
        map.finish()
        return result
    }

    private func file(_ value: YAMLValue) -> FileExpectation? {
        guard let map = MapReader(value, "an entry of `files`", values) else { return nil }
        var result = FileExpectation()
        result.path = map.require("path", values.line) ?? ""
        result.present = map.boolean("present") ?? true
        result.kind = map.read("type") { values.choice($0, FileExpectation.Kind.self) }
        result.mode = map.read("mode", values.mode)
        result.modeLacks = map.read("mode-lacks", values.mode)
        result.user = map.numberMatch("user")
        result.group = map.numberMatch("group")
        result.content = map.textMatch("content")
        result.size = map.numberMatch("size", .size)
        map.finish()
        if !result.present {
            for key in ["type", "mode", "mode-lacks", "user", "group", "content", "size"] where map.has(key) {
                values.problems.add(
                    map.place(of: key), "What must not be there has no `\(key)`.",
                    help: "Take `present: false` or it away.")
            }
        }
        return result
    }
}
