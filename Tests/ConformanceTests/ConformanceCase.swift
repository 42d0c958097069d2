import Foundation
import Linux

/// One case of Tests/Conformance: a Dockerfile, a context, and what BuildKit makes of them.
struct ConformanceCase: Sendable {
    /// `topic/case`.
    let name: String
    let folder: String
    let options: CaseOptions

    init(name: String, folder: String) throws {
        self.name = name
        self.folder = folder
        let path = folder + "/case.json"
        options =
            FileManager.default.fileExists(atPath: path)
            ? try JSONDecoder().decode(CaseOptions.self, from: try Data(contentsOf: URL(fileURLWithPath: path)))
            : CaseOptions()
    }

    /// The folder with all cases, beside this target's.
    static let root: String = {
        let here = #filePath.split(separator: "/").dropLast(2)
        return "/" + here.joined(separator: "/") + "/Conformance"
    }()

    /// The images that cases start from, in the order in which they are built.
    static func bases() throws -> [ConformanceCase] {
        try folders(in: root + "/bases").map { name in
            let number = name.firstIndex(of: "-") ?? name.startIndex
            return try ConformanceCase(name: String(name[number...].dropFirst()), folder: "\(root)/bases/\(name)")
        }
    }

    /// Every case, or those of the topics and with the names in `chosen`.
    static func all(_ chosen: Set<String> = []) throws -> [ConformanceCase] {
        var result: [ConformanceCase] = []
        for topic in try folders(in: root) where topic != "bases" {
            for name in try folders(in: "\(root)/\(topic)") where !name.hasPrefix("_") {
                guard chosen.isEmpty || chosen.contains(topic) || chosen.contains("\(topic)/\(name)") else { continue }
                result.append(try ConformanceCase(name: "\(topic)/\(name)", folder: "\(root)/\(topic)/\(name)"))
            }
        }
        return result
    }

    private static func folders(in path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).filter { name in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder)
                && isFolder.boolValue
        }.sorted()
    }

    /// The result kept in `expected.json` (BuildKit's) or `ours.json` (this engine's, where it differs with reason).
    func golden(_ file: String) throws -> BuildOutcome? {
        let path = "\(folder)/\(file)"
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        return try JSONDecoder().decode(BuildOutcome.self, from: try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    func keep(_ outcome: BuildOutcome, as file: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try (encoder.encode(outcome) + Data("\n".utf8)).write(to: URL(fileURLWithPath: "\(folder)/\(file)"))
    }

    /// Where a prepared case's parts are. Absolute paths.
    struct Place: Sendable {
        var context: String
        var dockerfile: String
        var namedContexts: [String: String] = [:]
    }

    /// Makes the context below `target`.
    func prepare(in target: String) throws -> Place {
        var place = Place(context: target + "/context", dockerfile: "")
        try Self.copy(folder + "/" + (options.context ?? "context"), to: place.context)
        for (name, source) in options.namedContexts ?? [:] {
            let path = "\(target)/named-\(name)"
            try Self.copy("\(folder)/\(source)", to: path)
            place.namedContexts[name] = path
        }
        for step in options.setup ?? [] { try step.perform(in: place.context) }
        let name = options.dockerfile ?? "Dockerfile"
        place.dockerfile = name.hasPrefix("context/") ? "\(target)/\(name)" : "\(folder)/\(name)"
        return place
    }

    /// Copies with the modes that a checkout may have lost: 0755 for folders and programs, 0644 for other files.
    private static func copy(_ source: String, to target: String) throws {
        let files = FileManager.default
        try files.createDirectory(atPath: target, withIntermediateDirectories: true)
        chmod(target, 0o755)
        guard files.fileExists(atPath: source) else { return }
        for name in try files.contentsOfDirectory(atPath: source) {
            let (from, to) = ("\(source)/\(name)", "\(target)/\(name)")
            var status = stat()
            try systemCall("lstat", from) { lstat(from, &status) }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: try copy(from, to: to)
            case S_IFLNK:
                try files.createSymbolicLink(
                    atPath: to, withDestinationPath: try files.destinationOfSymbolicLink(atPath: from))
            default:
                try Data(contentsOf: URL(fileURLWithPath: from)).write(to: URL(fileURLWithPath: to))
                chmod(to, status.st_mode & 0o100 != 0 ? 0o755 : 0o644)
            }
        }
    }
}
