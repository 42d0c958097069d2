import EngineInterface
import Foundation
import Glibc
import Images
import Linux

/// Runs the script that makes one layer.
struct Assembly: Sendable {
    let store: ImageStore
    let part: Part
    let platform: Platform
    /// Variables that replace those of this process.
    let environment: [String: String]

    /// Makes the layer on top of `parent`. Cancelling ends all its processes.
    func run(parent: SnapshotID?, progress: @escaping @Sendable (Double, String) -> Void) async throws -> Snapshot {
        let draft = try store.beginDraft(parent: parent)
        do {
            try await fill(draft, progress: progress)
            return try store.commit(draft)
        } catch {
            store.discard(draft)
            throw error
        }
    }

    private func fill(_ draft: SnapshotDraft, progress: @escaping @Sendable (Double, String) -> Void) async throws {
        let folder = draft.folder
        let files = folder + "/files"
        try systemCall("mkdir", files) { mkdir(files, 0o700) }
        try SmallFile.write(part.script, to: folder + "/script")
        try SmallFile.write(Script.users, to: files + "/users")
        let packages = store.downloadsFolder + "/apt"
        if mkdir(packages, 0o755) != 0 && errno != EEXIST { throw SystemError("mkdir", packages, errno: errno) }
        try SmallFile.write(
            PackageSources.host().map { $0 + "\n" }.joined(), to: packages + "/sources.list")
        guard let shell = Tool.find("sh") else { throw EngineError(.hostUnable, "This machine has no shell 'sh'.") }

        var request = SpawnRequest(shell, [folder + "/script"])
        request.environment = try variables(draft, folder: folder, files: files)
        request.newNamespaces = [.mount, .pid]
        request.newSession = true
        let log = try Descriptor.pipe()
        let reports = try Descriptor.pipe()
        let nothing = try Descriptor.open("/dev/null", O_RDONLY)
        request.descriptors = [
            (nothing.number, 0), (log.write.number, 1), (log.write.number, 2), (reports.write.number, 3),
        ]
        let child = try ChildProcess(request)
        // Only the script may hold the write ends now: end-of-file means that it is done.
        log.write.closeNow()
        reports.write.closeNow()
        let lines = ProgressLines(handler: progress)
        let output = try OutputCollector(log.read, limit: 1 << 16)
        let reporting = try OutputCollector(reports.read, limit: 1 << 16) { lines.take($0) }
        let termination = await withTaskCancellationHandler {
            let termination = await child.wait()
            await output.waitForEnd()
            await reporting.waitForEnd()
            return termination
        } onCancel: {
            child.kill()
        }
        try Task.checkCancellation()
        if termination != .exited(0) {
            throw AssemblyFailure.error(
                part: part, termination: termination,
                output: String(decoding: output.contents().bytes, as: UTF8.self))
        }
    }

    private func variables(_ draft: SnapshotDraft, folder: String, files: String) throws -> [String] {
        let golang = PinnedWheel.golang(platform)
        let node = PinnedWheel.node(platform)
        var variables = ProcessInfo.processInfo.environment
        // The host's shell and package tool must not be led astray.
        for name in ["ENV", "BASH_ENV", "CDPATH", "APT_CONFIG", "PYTHONPATH", "PYTHONHOME"] { variables[name] = nil }
        // Relative to the store's folder: its path may hold characters that mount options cannot.
        let lowers = try draft.parent.map { try store.mountLowers(of: $0) } ?? []
        variables.merge([
            "STORE": store.root, "DRAFT": folder, "FILES": files,
            "LOWER": lowers.map { $0.dropFirst(store.root.count + 1) }.joined(separator: ":"),
            "ARCHITECTURE": platform.rawValue, "MACHINE": platform.machine, "KEYRING": PackageSources.keyring,
            "WHEEL_PLATFORM": platform.wheelPlatform, "GO_VERSION": golang.version, "GO_DIGEST": golang.digest,
            "GO_FILE": golang.file, "NODE_VERSION": node.version, "NODE_DIGEST": node.digest, "NODE_FILE": node.file,
        ]) { $1 }
        variables.merge(environment) { $1 }
        return variables.map { "\($0.key)=\($0.value)" }.sorted()
    }
}

/// Takes bytes apart into lines of a fraction and a message.
private final class ProgressLines: Sendable {
    private let rest = Locked<[UInt8]>([])
    private let handler: @Sendable (Double, String) -> Void

    init(handler: @escaping @Sendable (Double, String) -> Void) { self.handler = handler }

    func take(_ bytes: [UInt8]) {
        let lines = rest.withLock { rest in
            rest += bytes
            guard let end = rest.lastIndex(of: UInt8(ascii: "\n")) else { return [[UInt8]]() }
            defer { rest.removeSubrange(...end) }
            return rest[..<end].split(separator: UInt8(ascii: "\n")).map { Array($0) }
        }
        for line in lines {
            let words = String(decoding: line, as: UTF8.self).split(separator: " ", maxSplits: 1)
            if words.count == 2, let fraction = Double(words[0]) { handler(fraction, String(words[1])) }
        }
    }
}
