import EngineInterface
import Glibc
import Images
import OCI

/// Applies Dockerfile instructions to an image's configuration: `docker commit --change`, `docker import --change`.
struct ConfigurationChanges {
    let engine: LocalEngine

    private static let allowed: Set<String> = [
        "CMD", "ENTRYPOINT", "ENV", "EXPOSE", "HEALTHCHECK", "LABEL", "ONBUILD", "STOPSIGNAL", "USER", "VOLUME",
        "WORKDIR",
    ]

    /// The configuration with the changes.
    ///
    /// They are built like any Dockerfile, on an image without files, so that they mean exactly what they mean there.
    ///
    /// - Throws: ``EngineError`` of kind `invalidArgument` for a bad instruction, in Docker's words.
    func apply(_ changes: [String], to config: ImageConfig) async throws -> ImageConfig {
        if changes.isEmpty { return config }
        for change in changes {
            let word = change.split(whereSeparator: \.isWhitespace).first.map { $0.uppercased() } ?? ""
            guard Self.allowed.contains(word) else {
                throw EngineError(
                    .invalidArgument, "\(word.isEmpty ? "an empty line" : word) is not a valid change command",
                    help: "A change is one of \(Self.allowed.sorted().joined(separator: ", ")).")
            }
        }
        var start = config
        start.onBuild = []
        let base = try engine.store.putImage(config: start, snapshot: nil, history: [], names: [])
        let session = try await engine.openSession()
        do {
            let result = try await build(changes, on: base, session)
            await session.close()
            try forget([base.id, result.id])
            var changed = result.config
            changed.onBuild = config.onBuild + changed.onBuild
            return changed
        } catch let failure as BuildFailure {
            await session.close()
            try forget([base.id])
            throw EngineError(.invalidArgument, failure.description)
        } catch {
            await session.close()
            throw error
        }
    }

    private func build(
        _ changes: [String], on base: ImageRecord, _ session: any EngineSession
    ) async throws -> ImageDetails {
        let folder = engine.store.sessionFolder + "/changes"
        mkdir(engine.store.sessionFolder, 0o700)
        mkdir(folder, 0o700)
        defer { rmdir(folder) }
        var request = BuildRequest(context: folder)
        request.dockerfileBytes = Array(("FROM \(base.id)\n" + changes.joined(separator: "\n") + "\n").utf8)
        return try await session.build(request, events: { _ in }).image
    }

    /// Images that were made on the way, unless they have become somebody's.
    private func forget(_ ids: [String]) throws {
        for id in ids {
            guard let image = try engine.store.image(id), image.names.isEmpty else { continue }
            guard try engine.store.containers(ofImage: id).isEmpty else { continue }
            try engine.store.deleteImage(id)
        }
    }
}
