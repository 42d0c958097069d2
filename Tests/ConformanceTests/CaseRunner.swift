import Engine
import EngineInterface
import Foundation
import Glibc
import Images
import Linux

/// Builds cases in a store of its own.
final class CaseRunner: Sendable {
    private let folder: String
    private let session: any EngineSession
    private let store: ImageStore
    /// The tree of the image `base`.
    private let base: [String: String]

    /// Makes the store, and in it the images that cases start from.
    init(folder: String) async throws {
        self.folder = folder
        mkdir(folder, 0o700)
        let engine = try LocalEngine(store: folder + "/store")
        session = try await engine.openSession()
        store = try ImageStore(root: folder + "/store")
        var trees: [String: [String: String]] = [:]
        for image in try ConformanceCase.bases() {
            let place = try image.prepare(in: "\(folder)/\(image.name)")
            if image.name == "base" { try Self.copyBusyBox(to: place.context + "/busybox") }
            let request = BuildRequest(context: place.context, dockerfile: place.dockerfile, tags: [image.name])
            let result = try await session.build(request, events: { _ in })
            trees[image.name] = try Self.tree(of: result.image.id, in: store, at: folder + "/mount-base")
        }
        base = trees["base"] ?? [:]
    }

    func close() async {
        await session.close()
        store.close()
        try? removeTree(folder)
    }

    /// Debian's busybox-static, the only program of the base image.
    private static func copyBusyBox(to path: String) throws {
        let places = ["/bin/busybox", "/usr/bin/busybox"]
        guard let source = places.first(where: { (path: String) in access(path, X_OK) == 0 }) else {
            throw EngineError(
                .hostUnable, "There is no busybox to make the base image of.", help: "Install busybox-static.")
        }
        try FileManager.default.copyItem(atPath: source, toPath: path)
        chmod(path, 0o755)
    }

    /// What the engine makes of a case, told as the kept result is.
    func outcome(of test: ConformanceCase, like expected: BuildOutcome?) async throws -> BuildOutcome {
        let scratch = "\(folder)/case-\(UUID().uuidString)"
        mkdir(scratch, 0o755)
        defer { try? removeTree(scratch) }
        let place = try test.prepare(in: scratch)
        let server = try test.options.serve.map { try FileServer(folder: "\(test.folder)/\($0)") }
        defer { server?.close() }
        var request = request(test, place)
        if let server { request.buildArguments["SERVER"] = server.address }
        do {
            let result = try await session.build(request, events: { _ in })
            let tree = try Self.tree(of: result.image.id, in: store, at: scratch + "/mount")
            let whole = BuildOutcome.lines(tree, from: .nothing, base: base)
            let changes = BuildOutcome.lines(tree, from: .base, base: base)
            let origin = expected?.from ?? (changes.count < whole.count ? .base : .nothing)
            return BuildOutcome(
                outcome: .built, config: BuildOutcome.Config(result.image.config), from: origin,
                tree: origin == .base ? changes : whole)
        } catch let error as BuildFailure {
            let message = ([error.description] + error.outputTail).joined(separator: "\n")
            return BuildOutcome(
                outcome: .failed,
                message: message.replacingOccurrences(of: scratch, with: "…")
                    .replacingOccurrences(of: test.folder, with: "…"),
                exitStatus: error.exitStatus, line: error.line)
        } catch let error as EngineError {
            return BuildOutcome(
                outcome: .failed, message: error.description.replacingOccurrences(of: scratch, with: "…"))
        }
    }

    private func request(_ test: ConformanceCase, _ place: ConformanceCase.Place) -> BuildRequest {
        var request = BuildRequest(context: place.context, dockerfile: place.dockerfile, target: test.options.target)
        request.buildArguments = test.options.args ?? [:]
        request.labels = test.options.labels ?? [:]
        request.limits.seconds = 60
        for (id, value) in test.options.secrets ?? [:] {
            request.secrets.append(BuildSecret(id: id, source: .value(Array(value.utf8))))
        }
        for (name, path) in place.namedContexts { request.namedContexts[name] = .folder(path) }
        return request
    }

    /// The files of an image as containers see them.
    private static func tree(of id: String, in store: ImageStore, at point: String) throws -> [String: String] {
        guard let record = try store.image(id) else { throw EngineError(.noSuchImage, "The image \(id) is gone.") }
        let empty = point + "-empty"
        mkdir(point, 0o755)
        mkdir(empty, 0o755)
        // A mount without an upper folder needs two lower ones.
        try Overlay.mount(lower: try store.mountLowers(of: record.snapshot) + [empty], upper: nil, work: nil, at: point)
        defer {
            try? Mount.unmount(point)
            rmdir(point)
            rmdir(empty)
        }
        return try TreeReader.lines(at: point)
    }
}
