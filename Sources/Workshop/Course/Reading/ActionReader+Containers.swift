extension ActionReader {
    func start(_ map: MapReader) -> Action {
        let name = map.require("name", values.name) ?? ""
        return .start(settings(map, name: name, isRun: false))
    }

    func run(_ map: MapReader) -> Action {
        var action = RunAction()
        let name = map.read("name", values.name) ?? action.container.name
        action.container = settings(map, name: name, isRun: true)
        action.within = map.duration("within") ?? action.within
        action.expect = map.map("expect").map { outcome($0, withTime: true) } ?? action.expect
        return .run(action)
    }

    private func settings(_ map: MapReader, name: String, isRun: Bool) -> ContainerSettings {
        var result = ContainerSettings()
        result.name = name
        result.image = imageName(map)
        result.command = map.texts("command")
        result.entrypoint = map.texts("entrypoint")
        result.environment = environment(map)
        result.user = map.read("user", values.line)
        result.workingDirectory = map.read("workdir", values.absolutePath)
        result.publish = map.read("publish") { values.list($0, values.port) } ?? []
        result.network = map.read("network") { values.choice($0, ContainerSettings.Network.self) } ?? result.network
        result.mounts = map.read("mounts") { values.list($0, mount) } ?? []
        result.isRootReadOnly = map.boolean("read-only") ?? false
        result.limits = map.map("limits").map { Self.limits($0, values) } ?? result.limits
        if isRun {
            result.standardInput = map.text("stdin")
        } else {
            result.isShared = map.boolean("shared") ?? false
        }
        if !result.publish.isEmpty && result.network != .session {
            values.problems.add(map.place(of: "publish"), "Ports can be published on the network `session` only.")
        }
        if !name.isEmpty {
            uses.add(
                .starts(container: name, isShared: result.isShared, ports: result.publish, isRun: isRun),
                map.value("name")?.place ?? map.place)
        }
        return result
    }

    func environment(_ map: MapReader) -> [String: String] {
        let result = map.textMap("env") ?? [:]
        if result.keys.contains(where: { $0.isEmpty || $0.contains("=") }) {
            values.problems.add(map.place(of: "env"), "A variable's name must not be empty or hold `=`.")
        }
        return result
    }

    static func limits(_ map: MapReader, _ values: ValueReader) -> Limits {
        var result = Limits()
        result.seconds = map.duration("time")
        result.memoryBytes = map.read("memory", values.size)
        result.processes = map.read("processes") { values.integer($0, in: 1...1_000_000) }
        result.diskBytes = map.read("disk", values.size)
        result.outputBytes = map.read("output", values.size).map(Int.init)
        map.finish()
        return result
    }

    private func mount(_ value: YAMLValue) -> MountSetting? {
        guard let map = MapReader(value, "a mount", values) else { return nil }
        let folder = map.read("bind", values.innerPath)
        let volume = map.read("volume", values.name)
        let isMemory = map.boolean("tmpfs")
        let target = map.require("to", values.absolutePath)
        let isReadOnly = map.boolean("read-only") ?? false
        map.finish()
        guard ["bind", "volume", "tmpfs"].filter(map.has).count == 1, isMemory != false else {
            values.problems.add(value.place, "A mount needs one of `bind`, `volume` and `tmpfs: true`.")
            return nil
        }
        if let volume { uses.add(.usesVolume(volume), map.value("volume")?.place ?? value.place) }
        let source: MountSetting.Source? =
            folder.map { .bind($0) } ?? volume.map { .volume($0) } ?? (isMemory == true ? .tmpfs : nil)
        guard let source, let target else { return nil }
        return MountSetting(source: source, target: target, isReadOnly: isReadOnly)
    }

    func outcome(_ map: MapReader, withTime: Bool) -> OutcomeExpectation {
        var result = OutcomeExpectation()
        if let exit = map.value("exit") {
            if case .scalar("any", _) = exit.content {
                result.exit = nil
            } else {
                result.exit = values.numberMatch(exit, .number)
            }
        }
        result.standardOutput = map.textMatch("stdout")
        result.standardError = map.textMatch("stderr")
        result.output = map.textMatch("output")
        if withTime { result.time = map.numberMatch("time", .duration) }
        map.finish()
        return result
    }

    func volume(_ map: MapReader) -> Action? {
        let forms = ["create", "of", "exists", "gone", "remove"]
        let names = Dictionary(uniqueKeysWithValues: forms.map { ($0, map.read($0, values.name)) })
        let path = map.read("at", values.absolutePath)
        let remembered = map.read("as", values.name)
        let isAnonymous = map.boolean("anonymous")
        let same = map.read("same-as", values.name)
        let other = map.read("differs-from", values.name)
        let given = forms.filter(map.has)
        guard given.count == 1, let form = given.first else {
            values.problems.add(
                map.place, "A volume action needs one of `create`, `of`, `exists`, `gone` and `remove`.")
            return nil
        }
        if form != "of" {
            for key in ["at", "as", "anonymous", "same-as", "differs-from"] where map.has(key) {
                values.problems.add(map.place(of: key), "`\(key)` goes with `of` only.")
            }
        }
        guard let name = names[form] ?? nil else { return nil }
        let place = map.value(form)?.place ?? map.place
        switch form {
        case "create":
            uses.add(.makesVolume(name), place)
            return .volume(.create(name))
        case "of":
            guard map.has("at") else {
                values.problems.add(map.place, "`at` is missing: which of the container's volumes is meant?")
                return nil
            }
            uses.add(.usesContainer(name), place)
            if let same { uses.add(.usesVolume(same), map.place(of: "same-as")) }
            if let other { uses.add(.usesVolume(other), map.place(of: "differs-from")) }
            if let remembered { uses.add(.makesVolume(remembered), map.place(of: "as")) }
            return path.map {
                .volume(
                    .look(
                        container: name, path: $0, name: remembered, anonymous: isAnonymous, sameAs: same,
                        differsFrom: other))
            }
        default:
            uses.add(.usesVolume(name), place)
            return .volume(form == "exists" ? .exists(name) : form == "gone" ? .gone(name) : .remove(name))
        }
    }

    func stop(_ map: MapReader) -> Action {
        var action = StopAction()
        action.container = container(map, "container")
        action.signal = map.read("signal", values.signal)
        action.within = map.duration("within") ?? action.within
        action.exit = map.read("exit") { value in
            if case .scalar("any", _) = value.content { return nil }
            return values.numberMatch(value, .number)
        }
        return .stop(action)
    }

    func remove(_ map: MapReader) -> Action {
        let name = container(map, "container")
        uses.add(.removes(container: name), map.place)
        return .remove(container: name, volumes: map.boolean("volumes") ?? false)
    }

    func gone(_ map: MapReader) -> Action {
        guard let name = map.require("container", values.name) else { return .gone(container: "") }
        uses.add(.looksForRest(container: name), map.value("container")?.place ?? map.place)
        return .gone(container: name)
    }
}
