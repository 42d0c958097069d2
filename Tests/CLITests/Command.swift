import Foundation
import Testing

/// Runs the executable that was built with the tests, with a store and a folder of its own.
final class Command {
    struct Result {
        var status: Int32
        var output: Data
        var errors: String

        var text: String { String(decoding: output, as: UTF8.self) }
    }

    /// A folder for the test's files, which is also the current one of what is run.
    let folder: URL
    private let home: URL

    init() throws {
        let base = FileManager.default.temporaryDirectory.appendingPathComponent("workshop-cli-\(UUID().uuidString)")
        folder = base.appendingPathComponent("files")
        home = base.appendingPathComponent("home")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        // Layers may hold folders that only the engine's namespaces may open.
        _ = try? Self.run(["unshare", "--", "rm", "-rf", home.path], in: folder, home: home)
        try? FileManager.default.removeItem(at: folder.deletingLastPathComponent())
    }

    func write(_ text: String, to name: String) throws {
        let file = folder.appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    func read(_ name: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }

    func run(_ arguments: String..., input: Data = Data(), environment: [String: String] = [:]) throws -> Result {
        try run(arguments, input: input, environment: environment)
    }

    func run(_ arguments: [String], input: Data = Data(), environment: [String: String] = [:]) throws -> Result {
        try Self.run(arguments, in: folder, home: home, input: input, environment: environment)
    }

    /// Whether this machine lets the engine work at all.
    static let isPossible: Bool = {
        let folder = FileManager.default.temporaryDirectory
        return (try? run(["unshare", "--", "true"], in: folder, home: folder))?.status == 0
    }()

    private static func run(
        _ arguments: [String], in folder: URL, home: URL, input: Data = Data(), environment: [String: String] = [:]
    ) throws -> Result {
        let process = Process()
        process.executableURL = try executable
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment
            .merging(["WORKSHOP_HOME": home.path, "LC_ALL": "C.UTF-8"]) { $1 }.merging(environment) { $1 }
        // Files, not pipes: nothing has to be read while the command runs. Elsewhere than in the folder, which may be built.
        let elsewhere = FileManager.default.temporaryDirectory
        let names = ["input", "output", "errors"].map {
            elsewhere.appendingPathComponent("workshop-cli-\($0)-\(UUID().uuidString)")
        }
        defer { names.forEach { try? FileManager.default.removeItem(at: $0) } }
        try input.write(to: names[0])
        for name in names.dropFirst() { try Data().write(to: name) }
        process.standardInput = try FileHandle(forReadingFrom: names[0])
        process.standardOutput = try FileHandle(forWritingTo: names[1])
        process.standardError = try FileHandle(forWritingTo: names[2])
        try process.run()
        process.waitUntilExit()
        return Result(
            status: process.terminationStatus, output: try Data(contentsOf: names[1]),
            errors: try String(decoding: Data(contentsOf: names[2]), as: UTF8.self))
    }

    /// Beside the tests' own binary.
    private static var executable: URL {
        get throws {
            let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
            return URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("workshop")
        }
    }
}
