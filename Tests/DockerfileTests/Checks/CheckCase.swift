import Foundation
import Testing

@testable import Dockerfile

/// A block of the files in Fixtures/checks; its README says how they are written.
struct CheckCase: Sendable, CustomTestStringConvertible {
    let file: String
    let title: String
    let dockerfile: String
    let facts: CheckFacts
    let sets: Set<CheckSet>
    let configuration: CheckConfiguration?
    /// Why the file's `# check=` cannot be read.
    let error: String?
    /// `rule line`, `rule line:column`, each with a part of the text behind `|`.
    let expected: [String]

    var testDescription: String { "\(file): \(title)" }

    static func all(prefix: String) throws -> [CheckCase] {
        let folder = CheckFiles.fixtures
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasPrefix(prefix) && $0.hasSuffix(".txt") }.sorted()
        return try names.flatMap { name in
            try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
                .components(separatedBy: "\n>>> ").dropFirst().map { try CheckCase(file: name, block: $0) }
        }
    }

    init(file: String, block: String) throws {
        self.file = file
        var lines = block.components(separatedBy: "\n")
        title = lines.removeFirst()
        var facts = CheckFacts()
        facts.targetPlatform = "linux/amd64"
        facts.buildPlatform = "linux/amd64"
        var ignore: [String]?
        var configuration: CheckConfiguration?
        var error: String?
        while let line = lines.first, line.hasPrefix("@") {
            lines.removeFirst()
            let words = line.dropFirst().split(separator: " ", maxSplits: 1).map(String.init)
            let value = words.count == 2 ? words[1] : ""
            switch words[0] {
            case "arg":
                let parts = value.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                facts.buildArguments[String(parts[0])] = String(parts[1])
            case "target": facts.target = value
            case "stages": facts.stages = Set(value.split(separator: ",").compactMap { Int($0) })
            case "platform": facts.targetPlatform = value
            case "ignore": ignore = (ignore ?? []) + [value]
            case "noignore": facts.ignoreFile = .absent
            case "base": try Self.base(value, &facts)
            case "check": configuration = try CheckConfiguration(value)
            case "error": error = value
            case "offline": break
            default: throw CheckFiles.Fault(text: "\(file): \(line)")
            }
        }
        if let ignore {
            let text = ignore.joined(separator: "\n") + "\n"
            facts.ignoreFile = .found(try IgnoreFile(Array(text.utf8), file: ".dockerignore"))
        }
        let end = try #require(lines.firstIndex(of: "---"), "\(file): \(title)")
        dockerfile = lines[..<end].map { $0 + "\n" }.joined().replacing("⏎", with: "\r").replacing("␠", with: " ")
        expected = lines[(end + 1)...].filter { !$0.isEmpty }
        sets = file.hasPrefix("course") ? [.course] : [.buildkit]
        self.facts = facts
        self.configuration = configuration
        self.error = error
    }

    private static func base(_ text: String, _ facts: inout CheckFacts) throws {
        let words = text.split(separator: " ", maxSplits: 2).map(String.init)
        var image =
            facts.baseImages[words[0]]
            ?? CheckFacts.BaseImage(
                environment: [], user: "", workingDirectory: "", shell: [], onBuild: [], entrypoint: [], command: [],
                exposesPorts: false)
        if words.count > 1 {
            let value = words.count == 3 ? words[2] : ""
            switch words[1] {
            case "env": image.environment = (image.environment ?? []) + [value]
            case "user": image.user = value
            case "dir": image.workingDirectory = value
            case "shell": image.shell = [value]
            case "platform": image.platform = value
            case "onbuild": image.onBuild = (image.onBuild ?? []) + [value]
            case "entrypoint": image.entrypoint = [value]
            case "ports": image.exposesPorts = true
            default: throw CheckFiles.Fault(text: text)
            }
        }
        facts.baseImages[words[0]] = image
    }
}

/// Where the files that checks are tested with lie.
enum CheckFiles {
    struct Fault: Error {
        var text: String
    }
    private static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    static let fixtures = tests.appendingPathComponent("Fixtures/checks")
    static let pages = tests.deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("docs/rules")
}
