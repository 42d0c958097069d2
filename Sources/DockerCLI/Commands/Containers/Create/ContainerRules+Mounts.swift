import EngineInterface

extension ContainerRules {
    static func checkMounts(_ creation: ContainerCreation) throws(EngineError) {
        var targets: Set<String> = []
        func take(_ target: String) throws(EngineError) {
            guard targets.insert(FilePath.clean(target)).inserted else {
                throw EngineError(
                    .invalidArgument, "Duplicate mount point: \(FilePath.clean(target))",
                    help: "Two options mount something at the same path.")
            }
        }
        for bind in creation.host.binds {
            try check(bind: bind)
            try take(bind.split(separator: ":").dropFirst().first.map(String.init) ?? "")
        }
        for path in creation.configuration.volumes {
            let problem = problem(target: path)
            guard problem == nil else { throw specification(path, "volume", problem ?? "") }
        }
        for mount in creation.host.mounts { try take(mount.target) }
        for path in creation.host.temporaryFileSystems.keys.sorted() {
            guard path.hasPrefix("/") else {
                throw EngineError(.invalidArgument, "invalid mount path: '\(path)' mount path must be absolute")
            }
            try take(path)
        }
        for text in creation.host.volumesFrom {
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            if parts.count > 1, !["ro", "rw", "z", "Z"].contains(parts[1]) {
                throw EngineError(.invalidArgument, "invalid mode: \(parts[1])")
            }
        }
    }

    private static func check(bind: String) throws(EngineError) {
        let parts = bind.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 || parts.count == 3 else {
            throw EngineError(
                .invalidArgument, "invalid volume specification: '\(bind)'",
                help: "Write -v SOURCE:PATH or -v SOURCE:PATH:ro; use --mount for paths with a colon.")
        }
        let kind = parts[0].hasPrefix("/") ? "bind" : "volume"
        if parts.count == 3 { try check(modes: parts[2], bind: bind, kind: kind) }
        if let problem = problem(target: parts[1]) { throw specification(bind, kind, problem) }
        if kind == "volume", !isName(parts[0]) {
            throw EngineError(
                .invalidArgument,
                "create \(parts[0]): \"\(parts[0])\" includes invalid characters for a local volume name, only "
                    + "\"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are allowed. If you intended to pass a host directory, use absolute "
                    + "path",
                help: "A path in this folder begins with ./ or \"$PWD\"/.")
        }
    }

    /// Options after the second colon: each of a kind once.
    private static func check(modes: String, bind: String, kind: String) throws(EngineError) {
        let groups: [[String]] = [
            ["ro", "rw"], ["z", "Z"], ["nocopy"], ["private", "rprivate", "shared", "rshared", "slave", "rslave"],
            ["consistent", "cached", "delegated", "default"],
        ]
        var seen: Set<Int> = []
        for mode in modes.split(separator: ",", omittingEmptySubsequences: false) {
            guard let group = groups.firstIndex(where: { $0.contains(String(mode)) }), seen.insert(group).inserted,
                kind == "volume" || mode != "nocopy"
            else {
                throw EngineError(
                    .invalidArgument, "invalid mode: \(modes)", help: "ro makes it read-only: -v SOURCE:PATH:ro.")
            }
        }
    }

    private static func problem(target: String) -> String? {
        guard target.hasPrefix("/") else { return "invalid mount path: '\(target)' mount path must be absolute" }
        return FilePath.clean(target) == "/" ? "invalid specification: destination can't be '/'" : nil
    }

    private static func specification(_ text: String, _ kind: String, _ problem: String) -> EngineError {
        EngineError(
            .invalidArgument,
            "invalid volume specification: '\(text)': invalid mount config for type \"\(kind)\": \(problem)",
            help: "The path inside the container begins with a slash.")
    }
}
