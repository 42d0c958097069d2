import DockerFlags
import DockerFormat
import Foundation
import Linux

/// `docker buildx bake`: builds the targets of a file one after the other, each as `docker build` does.
enum BakeAction: DockerCommandAction {
    static func needsEngine(_ invocation: DockerInvocation) -> Bool { false }

    static func run(_ context: CommandContext) async throws -> Int32 {
        let flags = context.flags
        if flags.bool("push") {
            throw CommandFailure("ERROR: there is no way to a registry yet", help: "Leave --push out.")
        }
        let call = flags.bool("check") ? "check" : flags.string("call")
        guard call == "build" || call == "check" else {
            throw CommandFailure("ERROR: --call \(call) is not there", help: "There are build and check.")
        }
        let file = try file(context)
        if let list = flags.given("list") { return list == "targets" ? self.list(file, context) : try refuseList(list) }
        var targets = try file.targets(context.arguments.isEmpty ? ["default"] : context.arguments)
        try change(&targets, flags.strings("set"))
        for index in targets.indices {
            for name in ["no-cache", "pull"] where flags.bool(name) { targets[index].target.flags[name] = true }
        }
        if flags.bool("print") {
            context.output.line(document(targets).indented(by: 2))
            return 0
        }
        for (name, target) in targets {
            context.error.line("[\(name)] docker build \(target.buildWords.joined(separator: " "))")
            let words = (call == "check" ? ["--check"] : []) + progress(flags) + target.buildWords
            let status = try await build(words, in: context.workingDirectory)
            guard status == 0 else {
                context.error.line("ERROR: target \(name): the build ended with status \(status)")
                return status
            }
        }
        return 0
    }

    private static func progress(_ flags: DockerFlagValues) -> [String] {
        flags.given("progress").map { ["--progress", $0] } ?? []
    }

    /// The file that was named, or the one that is there.
    private static func file(_ context: CommandContext) throws -> BakeFile {
        let named = context.flags.strings("file")
        guard named.count <= 1 else {
            throw CommandFailure("ERROR: several bake files cannot be joined yet", help: "Name one with -f.")
        }
        let folder = context.workingDirectory
        let usual = ["docker-bake.override.json", "docker-bake.json", "docker-bake.hcl"]
        guard
            let name = named.first ?? usual.first(where: { FileManager.default.fileExists(atPath: folder + "/" + $0) })
        else {
            throw CommandFailure(
                "ERROR: couldn't find a bake definition", help: "Write docker-bake.json, or name a file with -f.")
        }
        guard name.hasSuffix(".json") || name.hasSuffix(".hcl") else {
            throw CommandFailure(
                "ERROR: \(name): only bake files in JSON (.json) and HCL (.hcl) are read",
                help: "For example docker-bake.json: {\"target\": {\"default\": {\"tags\": [\"app\"]}}}")
        }
        guard let data = FileManager.default.contents(atPath: context.absolutePath(name)) else {
            throw CommandFailure("ERROR: open \(name): no such file or directory")
        }
        var variables = context.environment
        for (key, value) in context.flags.pairs("var") { variables[key] = value }
        return name.hasSuffix(".hcl")
            ? try BakeFile(hcl: String(decoding: data, as: UTF8.self), named: name, variables: variables)
            : try BakeFile(json: data, named: name, variables: variables)
    }

    /// Applies `--set TARGET.KEY=VALUE`; the target may be a pattern.
    static func change(
        _ targets: inout [(name: String, target: BakeTarget)], _ changes: [String]
    ) throws(CommandFailure) {
        var seen: Set<String> = []
        for change in changes {
            let halves = change.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let parts = halves[0].split(separator: ".", maxSplits: 1).map(String.init)
            guard halves.count == 2, parts.count == 2, let pattern = GlobPattern(parts[0]) else {
                throw CommandFailure(
                    "ERROR: invalid override \(change), expected target.name=value",
                    help: "For example: --set '*.args.VERSION=2'")
            }
            let isAgain = !seen.insert(halves[0]).inserted
            for index in targets.indices where pattern.matches(targets[index].name) {
                try targets[index].target.set(parts[1], to: halves[1], again: isAgain)
            }
        }
    }

    private static func document(_ targets: [(name: String, target: BakeTarget)]) -> OrderedJSON {
        [
            "group": .map(["default": ["targets": .strings(targets.map(\.name))]]),
            "target": .map(Dictionary(targets.map { ($0.name, $0.target.json) }) { first, _ in first }),
        ]
    }

    private static func list(_ file: BakeFile, _ context: CommandContext) -> Int32 {
        context.output.line("TARGET")
        for name in (Array(file.targets.keys) + file.groups.keys).sorted() { context.output.line(name) }
        return 0
    }

    private static func refuseList(_ list: String) throws(CommandFailure) -> Int32 {
        throw CommandFailure("ERROR: --list \(list) is not there", help: "There is: --list targets")
    }

    /// Runs `docker build` in a process of its own, which needs one that has no other threads yet.
    private static func build(_ words: [String], in folder: String) async throws -> Int32 {
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        var request = SpawnRequest(program, ["docker", "build"] + words)
        request.directory = folder
        request.descriptors = [(0, 0), (1, 1), (2, 2)]
        request.diesWithParent = false
        let child = try ChildProcess(request)
        return try await child.waitUnlessCancelled().status
    }
}
