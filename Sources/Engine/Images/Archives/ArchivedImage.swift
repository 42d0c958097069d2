import Foundation
import OCI

/// An image that an archive holds: its configuration file and where its layers are.
struct ArchivedImage: Sendable {
    struct Layer: Sendable {
        var file: ArchiveFile
        /// Of the file as it is, compressed or not; `nil` when the archive does not say.
        var digest: String?
        var mediaType: String
    }

    var document: ImageDocument
    /// The configuration file, byte for byte.
    var bytes: [UInt8]
    var layers: [Layer]
    /// The names that the archive gives it.
    var names: [String]

    /// The images of an archive: as `docker save` describes them, or else as an OCI layout does.
    ///
    /// - Parameter choice: only the images of an OCI layout with this name, tag or digest; `nil` for all.
    static func all(
        in files: any ArchiveFiles, platform: ImagePlatform, choice: String? = nil
    ) throws -> [ArchivedImage] {
        if choice == nil, let manifest = try files.file("manifest.json") {
            return try docker(manifest.contents(), files)
        }
        guard let index = try files.file("index.json") else { throw ArchiveFault.noImages }
        return try layout(index.contents(), files, platform, choice)
    }

    // MARK: docker save

    private struct DockerImage: Decodable {
        var Config: String
        var RepoTags: [String]?
        var Layers: [String]
    }

    private static func docker(_ manifest: [UInt8], _ files: any ArchiveFiles) throws -> [ArchivedImage] {
        let images = try decode([DockerImage].self, manifest, "manifest.json")
        if images.isEmpty { throw ArchiveFault.noImages }
        return try images.map { image in
            let bytes = try files.required(image.Config).contents()
            // Their names are digests in every version of the format.
            let file = image.Config.split(separator: "/").last.map(String.init) ?? ""
            let named = file.hasSuffix(".json") ? String(file.dropLast(5)) : file
            if named.utf8.count == 64 { try check(sha256(bytes), is: "sha256:" + named, image.Config) }
            let document = try decode(ImageDocument.self, bytes, image.Config)
            let layers = try image.Layers.map {
                Layer(file: try files.required($0), digest: nil, mediaType: MediaType.layer)
            }
            return try ArchivedImage(
                document: document, bytes: bytes, layers: layers, names: image.RepoTags ?? []
            ).checked(image.Config)
        }
    }

    // MARK: OCI image layout

    private static func layout(
        _ index: [UInt8], _ files: any ArchiveFiles, _ platform: ImagePlatform, _ choice: String?
    ) throws -> [ArchivedImage] {
        var entries = try decode(ImageIndex.self, index, "index.json").manifests
        if let choice {
            entries = entries.filter { entry in
                let names = ["io.containerd.image.name", "org.opencontainers.image.ref.name"].compactMap {
                    entry.annotations?[$0]
                }
                return entry.digest == choice || names.contains(choice)
            }
            if entries.isEmpty { throw ArchiveFault.missing(choice) }
        }
        var images: [ArchivedImage] = []
        for entry in entries {
            guard let found = try manifest(entry, files, platform, depth: 0) else { continue }
            var image = try image(found, files)
            // The full name as containerd and Docker write it, else the layout's own, which is often only a tag.
            let name =
                entry.annotations?["io.containerd.image.name"]
                ?? entry.annotations?["org.opencontainers.image.ref.name"]
            image.names = name.map { [$0] } ?? []
            // The same image under another name.
            if let known = images.firstIndex(where: { $0.bytes == image.bytes }) {
                images[known].names += image.names
            } else {
                images.append(image)
            }
        }
        if images.isEmpty { throw ArchiveFault.noImages }
        return images
    }

    /// The manifest that an entry of an index leads to, through further indexes.
    private static func manifest(
        _ entry: ContentDescriptor, _ files: any ArchiveFiles, _ platform: ImagePlatform, depth: Int
    ) throws -> ContentDescriptor? {
        guard entry.mediaType == MediaType.index || entry.mediaType == MediaType.dockerIndex else {
            let isImage = entry.mediaType == MediaType.manifest || entry.mediaType == MediaType.dockerManifest
            // Attestations lie beside images and have a platform that no machine has.
            return isImage && entry.platform?.os != "unknown" ? entry : nil
        }
        guard depth < 4 else {
            throw ArchiveFault.badDocument(name: entry.digest, reason: "its indexes are nested too deeply.")
        }
        let index = try decode(ImageIndex.self, try verified(entry, files), entry.digest)
        let images = index.manifests.filter { $0.platform?.os != "unknown" }
        let suiting = images.first { candidate in
            candidate.platform.map {
                ImagePlatform(os: $0.os, architecture: $0.architecture, variant: $0.variant) == platform
            } ?? false
        }
        guard let chosen = suiting ?? (images.count == 1 ? images.first : nil) else { return nil }
        return try manifest(chosen, files, platform, depth: depth + 1)
    }

    private static func image(_ entry: ContentDescriptor, _ files: any ArchiveFiles) throws -> ArchivedImage {
        let manifest = try decode(ImageManifest.self, try verified(entry, files), entry.digest)
        let bytes = try verified(manifest.config, files)
        let layers = try manifest.layers.map { layer in
            let file = try files.blob(layer.digest)
            guard file.size == layer.size else {
                throw ArchiveFault.badDocument(
                    name: layer.digest, reason: "it has \(file.size) bytes and should have \(layer.size).")
            }
            return Layer(file: file, digest: layer.digest, mediaType: layer.mediaType)
        }
        return try ArchivedImage(
            document: try decode(ImageDocument.self, bytes, manifest.config.digest), bytes: bytes, layers: layers,
            names: []
        ).checked(manifest.config.digest)
    }

    // MARK: Checks

    private func checked(_ name: String) throws -> ArchivedImage {
        guard document.diffIDs.count == layers.count else {
            throw ArchiveFault.badDocument(
                name: name, reason: "it names \(document.diffIDs.count) layers, and there are \(layers.count).")
        }
        return self
    }

    private static func verified(_ entry: ContentDescriptor, _ files: any ArchiveFiles) throws -> [UInt8] {
        let bytes = try files.blob(entry.digest).contents()
        try check(sha256(bytes), is: entry.digest, entry.digest)
        return bytes
    }

    private static func check(_ found: String, is expected: String, _ what: String) throws {
        guard found == expected else {
            throw ArchiveFault.wrongDigest(what: what, expected: expected, found: found)
        }
    }

    private static func decode<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8], _ name: String) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch DecodingError.keyNotFound(let key, _) {
            throw ArchiveFault.badDocument(name: name, reason: "'\(key.stringValue)' is missing.")
        } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context) {
            let place = context.codingPath.map(\.stringValue).joined(separator: ".")
            throw ArchiveFault.badDocument(name: name, reason: "'\(place)' is of the wrong kind.")
        } catch {
            throw ArchiveFault.badDocument(name: name, reason: "it is no JSON.")
        }
    }
}
