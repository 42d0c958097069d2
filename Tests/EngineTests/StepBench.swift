import Build
import Containers
import EngineInterface
import Foundation
import Images
import Linux
import OCI
import Testing

@testable import Engine

/// A store with a small base image, a build context, and a builder that really runs commands.
final class StepBench: Sendable {
    let folder: String
    let context: String
    let store: ImageStore
    let outbound = OutboundPool()
    private let builder: Builder

    /// Steps need mounts and namespaces that the test process has only when it was started for it.
    static var canRun: Bool { getenv("WORKSHOP_NAMESPACES") != nil }

    /// With the folder of another process's bench, builds go into the same store.
    init(sharing other: String? = nil) throws {
        folder = other ?? "/tmp/workshop-step-tests-\(UUID().uuidString)"
        context = folder + "/context"
        let steps = folder + "/steps-\(UUID().uuidString)"
        for path in [context, steps] {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }
        store = try ImageStore(root: folder + "/store")
        let runner = LocalStepRunner(
            folder: steps, runtime: try OCIRuntime.find(), lease: store.lease.id, outbound: outbound)
        builder = Builder(store: store, runner: runner, bases: NoOtherBases())
        if other != nil { return }
        var config = ImageConfig()
        config.env = ["PATH=/bin"]
        try store.putImage(config: config, snapshot: try busybox(), history: [], names: ["busybox"])
    }

    /// Gives a test a bench, and takes everything away afterwards.
    static func with(_ test: (StepBench) async throws -> Void) async throws {
        let bench = try StepBench()
        do {
            try await test(bench)
        } catch {
            await bench.close()
            throw error
        }
        let mounts = SmallFile.text("/proc/self/mounts") ?? ""
        #expect(!mounts.contains(bench.folder), "a step left something mounted")
        await bench.close()
    }

    private func close() async {
        await closeOnly()
        try? removeTree(folder)
    }

    /// Leaves the folder to its owner.
    func closeOnly() async {
        await outbound.close()
        store.close()
    }

    private func busybox() throws -> SnapshotID {
        let draft = try store.beginDraft(parent: nil)
        for name in ["bin", "etc", "tmp"] { mkdir("\(draft.upper)/\(name)", 0o755) }
        let program = try SmallFile.read("/bin/busybox", limit: 16 << 20)
        let file = try Descriptor.open(draft.upper + "/bin/busybox", O_WRONLY | O_CREAT, mode: 0o755)
        try Descriptor.write(program, to: file.number)
        file.closeNow()
        chmod(draft.upper + "/bin/busybox", 0o755)
        for applet in [
            "sh", "cat", "echo", "id", "ls", "stat", "true", "false", "touch", "wget", "nc", "rm", "mkdir", "env", "df",
            "grep", "printf", "tty", "sleep", "test", "wc", "hostname", "cp",
        ] { symlink("busybox", "\(draft.upper)/bin/\(applet)") }
        try SmallFile.write(
            "root:x:0:0:root:/root:/bin/sh\napp:x:1000:1000::/:/bin/sh\n", to: draft.upper + "/etc/passwd")
        try SmallFile.write("root:x:0:\napp:x:1000:\n", to: draft.upper + "/etc/group")
        return try store.commit(draft).id
    }

    func write(_ text: String, to path: String, in folder: String? = nil) throws {
        let path = (folder ?? context) + "/" + path
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try SmallFile.write(text, to: path)
    }

    /// What a build came to: its result or its failure, and every line that its commands wrote.
    struct Outcome {
        var result: BuildResult?
        var failure: BuildFailure?
        var output: [String]
        var events: [String]
    }

    func build(_ dockerfile: String, change: (inout BuildRequest) -> Void = { _ in }) async throws -> Outcome {
        try write(dockerfile, to: "Dockerfile")
        var request = BuildRequest(context: context, network: .none)
        change(&request)
        let seen = Locked<(lines: [String], events: [String])>(([], []))
        let handler: BuildEventHandler = { event in
            seen.withLock { seen in
                if case .output(_, let line, _) = event { seen.lines.append(line) }
                seen.events.append("\(event)")
            }
        }
        do {
            let result = try await builder.build(request, events: handler)
            return seen.withLock { Outcome(result: result, output: $0.lines, events: $0.events) }
        } catch let failure as BuildFailure {
            return seen.withLock { Outcome(failure: failure, output: $0.lines, events: $0.events) }
        }
    }

    func text(_ path: String, in result: BuildResult?) async throws -> String? {
        guard let id = result?.image.id, let record = try store.image(id) else { return nil }
        let files = try store.files(of: record)
        guard try await files.entry(at: path, followLinks: true) != nil else { return nil }
        return String(decoding: try await files.contents(of: path, limit: 1 << 20), as: UTF8.self)
    }

    /// The files below the store that hold some bytes, names and attributes included.
    func storeFiles(holding needle: String) throws -> [String] {
        let root = folder + "/store"
        let wanted = Data(needle.utf8)
        var found: [String] = []
        for case let name as String in FileManager.default.enumerator(atPath: root) ?? .init() {
            if name.contains(needle) { found.append(name) }
            let path = root + "/" + name
            var status = stat()
            guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
                let bytes = FileManager.default.contents(atPath: path)
            else { continue }
            if bytes.range(of: wanted) != nil { found.append(name) }
        }
        return found
    }
}

private struct NoOtherBases: BaseImageProvider {
    func image(
        _ reference: String, isNewerWanted: Bool, events: @escaping BuildEventHandler
    ) async throws -> ImageRecord? { nil }
}

extension Trait where Self == ConditionTrait {
    /// Skips, with a word, where the process was not started in the engine's namespaces.
    static var needsNamespaces: Self {
        .enabled(if: StepBench.canRun, "runs only in the engine's namespaces: make test")
    }
}
