import DockerFormat

/// One build of a bake file.
struct BakeTarget: Equatable {
    var inherits: [String] = []
    /// Values by option: `context`, `dockerfile`, `target`.
    var texts: [String: String] = [:]
    /// Lists: `tags`, `platforms`, `output`, `secret`, `ssh`, ….
    var lists: [String: [String]] = [:]
    /// Names and values: `args`, `labels`, `contexts`.
    var maps: [String: [String: String]] = [:]
    /// `no-cache`, `pull`.
    var flags: [String: Bool] = [:]

    static let textNames: Set = ["context", "dockerfile", "target", "network", "shm-size"]
    static let listNames: Set = [
        "tags", "platforms", "output", "secret", "ssh", "cache-from", "cache-to", "no-cache-filter", "ulimits",
        "attest",
    ]
    static let mapNames: Set = ["args", "labels", "contexts", "extra-hosts"]
    static let flagNames: Set = ["no-cache", "pull"]

    /// This target with the fields of another in place of its own; maps are joined.
    func overridden(by other: BakeTarget) -> BakeTarget {
        var result = self
        result.inherits = other.inherits
        result.texts.merge(other.texts) { $1 }
        result.lists.merge(other.lists) { $1 }
        result.flags.merge(other.flags) { $1 }
        result.maps.merge(other.maps) { $0.merging($1) { $1 } }
        return result
    }

    /// The words of `docker build` that do the same.
    var buildWords: [String] {
        var words: [String] = []
        func add(_ option: String, _ values: [String]) { for value in values { words += ["--" + option, value] } }
        func pairs(_ name: String, _ separator: String = "=") -> [String] {
            (maps[name] ?? [:]).sorted { $0.key < $1.key }.map { $0.key + separator + $0.value }
        }
        add("file", texts["dockerfile"].map { [dockerfilePath($0)] } ?? [])
        add("target", texts["target"].map { [$0] } ?? [])
        add("network", texts["network"].map { [$0] } ?? [])
        add("shm-size", texts["shm-size"].map { [$0] } ?? [])
        add("build-arg", pairs("args"))
        add("label", pairs("labels"))
        add("build-context", pairs("contexts"))
        add("add-host", pairs("extra-hosts", ":"))
        for (name, option) in [
            ("tags", "tag"), ("platforms", "platform"), ("output", "output"), ("secret", "secret"), ("ssh", "ssh"),
            ("cache-from", "cache-from"), ("cache-to", "cache-to"), ("no-cache-filter", "no-cache-filter"),
            ("ulimits", "ulimit"), ("attest", "attest"),
        ] { add(option, lists[name] ?? []) }
        for name in flags.keys.sorted() where flags[name] == true { words.append("--" + name) }
        return words + [texts["context"] ?? "."]
    }

    /// In a bake file the Dockerfile is found from the context.
    private func dockerfilePath(_ path: String) -> String {
        let context = texts["context"] ?? "."
        let isLocal = !context.contains("://") && !context.hasPrefix("git@") && context != "-"
        guard isLocal, context != ".", !path.hasPrefix("/") else { return path }
        return FilePath.clean(context + "/" + path)
    }

    /// As `--print` shows it.
    var json: OrderedJSON {
        var members: [String: OrderedJSON] = ["context": .string(texts["context"] ?? "."), "dockerfile": "Dockerfile"]
        for (name, value) in texts { members[name] = .string(value) }
        for (name, value) in lists { members[name] = .strings(value) }
        for (name, value) in maps { members[name] = .strings(value) }
        for (name, value) in flags { members[name] = .bool(value) }
        return .map(members)
    }

    /// Changes one field as `--set TARGET.KEY=VALUE` says; a list gets one member more when it was set before.
    mutating func set(_ key: String, to value: String, again: Bool) throws(CommandFailure) {
        let parts = key.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let names = ["tag": "tags", "platform": "platforms", "label": "labels", "arg": "args"]
        let name = names[parts[0]] ?? parts[0]
        if Self.mapNames.contains(name), parts.count == 2 {
            maps[name, default: [:]][parts[1]] = value
        } else if Self.listNames.contains(name) {
            lists[name] = (again ? lists[name] ?? [] : []) + [value]
        } else if Self.textNames.contains(name) {
            texts[name] = value
        } else if Self.flagNames.contains(name) {
            flags[name] = ["1", "true"].contains(value)
        } else {
            throw CommandFailure("ERROR: unknown key: \(key)", help: "For example: --set '*.tags=app:dev'")
        }
    }
}
