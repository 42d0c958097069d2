import EngineInterface
import Foundation
import Images
import Linux
import OCI

@testable import Build

/// A store and a build context of a test's own, removed with it.
final class Workbench: Sendable {
    let folder: String
    let context: String
    let store: ImageStore
    let runner = ScriptedRunner()

    /// Mounting overlays takes root, or the user namespace that stands for it.
    static var canMount: Bool { geteuid() == 0 }

    init() throws {
        folder = "/tmp/workshop-build-tests-\(UUID().uuidString)"
        context = folder + "/context"
        try FileManager.default.createDirectory(atPath: context, withIntermediateDirectories: true)
        store = try ImageStore(root: folder + "/store")
    }

    deinit {
        store.close()
        try? removeTree(folder)
    }

    func write(_ text: String, to path: String, mode: mode_t = 0o644) throws {
        let path = context + "/" + path
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        chmod(path, mode)
    }

    func remove(_ path: String) throws { try removeTree(context + "/" + path) }

    /// Puts an image with a few files into the store.
    @discardableResult
    func base(
        _ name: String,
        files: [String: String] = [
            "etc/passwd": "root:x:0:0::/root:/bin/sh\nnode:x:1000:1001::/home/node:/bin/sh\n",
            "etc/group": "root:x:0:\nnode:x:1001:\nweb:x:33:\n",
        ],
        config: (inout ImageConfig) -> Void = { _ in }
    ) throws -> ImageRecord {
        let draft = try store.beginDraft(parent: nil)
        for (path, text) in files {
            let path = draft.upper + "/" + path
            try FileManager.default.createDirectory(
                atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        }
        var image = ImageConfig()
        config(&image)
        return try store.putImage(
            config: image, snapshot: try store.commit(draft).id, history: [HistoryEntry(createdBy: "base")],
            names: [name])
    }

    @discardableResult
    func build(
        _ dockerfile: String? = nil, change: (inout BuildRequest) -> Void = { _ in },
        events: @escaping BuildEventHandler = { _ in }
    ) async throws -> BuildResult {
        if let dockerfile { try write(dockerfile, to: "Dockerfile") }
        var request = BuildRequest(context: context)
        change(&request)
        return try await Builder(store: store, runner: runner, bases: NoBases()).build(request, events: events)
    }

    /// The failure that a build ends in.
    func failure(_ dockerfile: String? = nil, change: (inout BuildRequest) -> Void = { _ in }) async -> BuildFailure? {
        do {
            try await build(dockerfile, change: change)
            return nil
        } catch {
            return error as? BuildFailure
        }
    }

    func files(_ result: BuildResult) throws -> any ImageFileSystem {
        guard let record = try store.image(result.image.id) else { throw EngineError(.noSuchImage, "no image") }
        return try store.files(of: record)
    }

    func text(_ path: String, in result: BuildResult) async throws -> String {
        String(decoding: try await files(result).contents(of: path, limit: 1 << 20), as: UTF8.self)
    }

    func entry(_ path: String, in result: BuildResult) async throws -> FileEntry? {
        try await files(result).entry(at: path, followLinks: false)
    }

    /// Whether nothing of this test is mounted any more.
    var hasMounts: Bool { (SmallFile.text("/proc/self/mounts") ?? "").contains(folder) }

    var hasDrafts: Bool {
        let drafts = folder + "/store/drafts"
        let leases = (try? FileManager.default.contentsOfDirectory(atPath: drafts)) ?? []
        return leases.contains {
            !((try? FileManager.default.contentsOfDirectory(atPath: "\(drafts)/\($0)")) ?? []).isEmpty
        }
    }
}

struct NoBases: BaseImageProvider {
    func image(
        _ reference: String, isNewerWanted: Bool, events: @escaping BuildEventHandler
    ) async throws -> ImageRecord? { nil }
}

/// Stands in for containers: does what a test says, and remembers what it was asked for.
final class ScriptedRunner: StepRunner {
    typealias Script = @Sendable (RunStep, (String) -> Void) async throws -> Int32
    private let state = Locked<(steps: [RunStep], script: Script?)>(([], nil))

    var steps: [RunStep] { state.withLock { $0.steps } }

    func script(_ script: @escaping Script) { state.withLock { $0.script = script } }

    func run(
        _ step: RunStep, output: @escaping @Sendable (_ line: String, _ isError: Bool) -> Void
    ) async throws -> ContainerExit {
        state.withLock { $0.steps.append(step) }
        let status = try await state.withLock { $0.script }?(step) { output($0, false) } ?? 0
        return ContainerExit(status: status, seconds: 0)
    }
}

extension BuildResult {
    var isAllCached: Bool { !steps.contains { !$0.isCached } }
}
