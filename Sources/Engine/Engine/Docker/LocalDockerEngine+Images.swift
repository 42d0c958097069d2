import EngineInterface
import Foundation
import Images
import Linux
import OCI

extension LocalDockerEngine {
    public func storedImages() async throws -> [StoredImageDetails] { try store.inspectImages() }

    public func storedImage(_ reference: String) async throws -> StoredImageDetails {
        guard let image = try store.inspectImage(reference) else { throw Self.noSuchImage(reference) }
        return image
    }

    /// In Docker's words, which complete the name.
    static func noSuchImage(_ reference: String) -> EngineError {
        let name = (try? Reference(reference))?.familiar ?? reference
        return EngineError(.noSuchImage, "No such image: \(name)", help: "See which there are with: docker images")
    }

    public func tagImage(_ reference: String, as name: String) async throws {
        let image = try await storedImage(reference)
        if let parsed = try? Reference(name), parsed.digest != nil {
            throw EngineError(
                .invalidArgument, "refusing to create a tag with a digest reference",
                help: "Leave out what follows the @.")
        }
        try store.tag(image.id, as: name)
        note(.image, "tag", image.id, ["name": (try? Reference(name))?.familiar ?? name])
    }

    public func saveImages(_ references: [String], to descriptor: Int32) async throws {
        // The same image by two names is written once, with both.
        var images: [(record: ImageRecord, names: [String]?)] = []
        for reference in references {
            for (record, name) in try named(reference) {
                if let index = images.firstIndex(where: { $0.record.id == record.id }) {
                    images[index].names = (images[index].names ?? []) + (name.map { [$0] } ?? [])
                } else {
                    images.append((record, name.map { [$0] } ?? []))
                }
            }
        }
        try await store.export(images, as: .docker, compression: nil, to: descriptor)
        for (record, _) in images { note(.image, "save", record.id, ["name": record.id]) }
    }

    /// What `docker save` takes: a name, an identifier, which saves an image without a name, or a repository with all its tags.
    private func named(_ text: String) throws -> [(ImageRecord, String?)] {
        let reference = try? Reference(text)
        if let record = try store.image(text) {
            return [(record, record.names.contains { $0 == reference?.familiar } ? text : nil)]
        }
        if let reference, reference.digest == nil, !text.hasSuffix(":" + (reference.tag ?? "")) {
            let tags = try store.imageIDsByName().keys.sorted().filter { name in
                guard let other = try? Reference(name) else { return false }
                return other.repository == reference.repository && other.domain == reference.domain
            }
            let found = try tags.compactMap { name in try store.image(name).map { ($0, String?.some(name)) } }
            if !found.isEmpty { return found }
        }
        throw Self.noSuchImage(text)
    }

    public func loadImages(from descriptor: Int32) async throws -> [(name: String, isIdentifier: Bool)] {
        let images = try await store.importNamedImages(from: descriptor, subject: "The archive")
        for (record, _) in images { note(.image, "load", record.id, ["name": record.id]) }
        return images.flatMap { record, names in
            names.isEmpty ? [(record.id, true)] : names.map { ($0, false) }
        }
    }

    public func importImage(
        from descriptor: Int32, reference: String?, message: String, changes: [String], platform: String?
    ) async throws -> String {
        let config = try await ConfigurationChanges(engine: engine).apply(changes, to: ImageConfig())
        let target = try platform.map { text in
            guard let platform = ImagePlatform(text) else {
                throw EngineError(.invalidArgument, "\"\(text)\" is not a platform, such as linux/amd64.")
            }
            return platform
        }
        let snapshot = try await store.snapshot(ofArchive: descriptor, subject: "The archive")
        let text = message.isEmpty ? "Imported from -" : message
        let now = Timestamp(nanoseconds: Clock.real)
        let record = try store.putImage(
            config: config, snapshot: snapshot.id,
            history: [HistoryEntry(createdBy: "", time: now, comment: text)],
            names: reference.map { [$0] } ?? [], platform: target)
        note(.image, "import", record.id, ["name": reference ?? record.id])
        return record.id
    }

    public func pruneImages(
        all: Bool, _ filter: @Sendable (StoredImageDetails) -> Bool
    ) async throws -> (removals: [ImageRemoval], bytes: Int64) {
        var removals: [ImageRemoval] = []
        for image in try store.inspectImages() where image.containers == 0 && (all || image.names.isEmpty) {
            guard filter(image) else { continue }
            // A container may have been made of it since.
            guard try store.containers(ofImage: image.id).isEmpty else { continue }
            do {
                try store.removeImage(image.id)
            } catch let error as EngineError where error.kind == .noSuchImage {
                // Somebody else was faster.
                continue
            }
            removals += image.names.map { .untagged($0) }
            removals.append(.deleted(image.id))
            note(.image, "delete", image.id, ["name": image.id])
        }
        let bytes = removals.isEmpty ? 0 : try engine.prune(PruneRequest(keepBytes: .max)).bytes
        return (removals, bytes)
    }
}
