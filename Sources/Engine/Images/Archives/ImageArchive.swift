import EngineInterface
import Glibc
import Linux
import OCI

/// Writes images as archives of several blobs: an OCI image layout, or what `docker save` writes, which is one, too.
struct ImageArchive {
    /// An image to write, with its layers' folders.
    struct Image {
        var record: ImageRecord
        var document: [UInt8]
        var references: [Reference]
        /// In the order of the record's layers.
        var snapshots: [Snapshot]
    }

    private let isDocker: Bool
    private var layout: LayoutWriter

    init(in layout: LayoutWriter, isDocker: Bool) {
        self.layout = layout
        self.isDocker = isDocker
    }

    mutating func write(_ images: [Image]) throws {
        try layout.begin()
        var entries: [ContentDescriptor] = []
        var described: [JSONText] = []
        var tags: [String: [(String, JSONText)]] = [:]
        for image in images {
            var layers: [ContentDescriptor] = []
            for (layer, snapshot) in zip(image.record.layers, image.snapshots) {
                layers.append(try layout.add(layer, snapshot))
            }
            let config = try layout.add(image.document, type: MediaType.config)
            let manifest = try layout.add(ImageManifest(config: config, layers: layers).bytes, type: MediaType.manifest)
            entries += Self.entries(manifest, image)
            described.append(Self.described(image, config, layers))
            for reference in image.references {
                let last = layers.last.map { String($0.digest.dropFirst(7)) } ?? ""
                tags[Self.repository(reference), default: []].append((reference.tag ?? "latest", .string(last)))
            }
        }
        try layout.end(ImageIndex(manifests: entries))
        if isDocker { try layout.output.file("manifest.json", JSONText.array(described).bytes) }
        if isDocker, !tags.isEmpty {
            let fields = tags.sorted { $0.key < $1.key }.map {
                ($0.key, JSONText.object($0.value.sorted { $0.0 < $1.0 }))
            }
            try layout.output.file("repositories", JSONText.object(fields).bytes)
        }
        try layout.output.finish()
    }

    /// One line of the index for each name, or one without a name.
    private static func entries(_ manifest: ContentDescriptor, _ image: Image) -> [ContentDescriptor] {
        func entry(_ annotations: [String: String]) -> ContentDescriptor {
            ContentDescriptor(
                mediaType: manifest.mediaType, digest: manifest.digest, size: manifest.size, annotations: annotations,
                platform: image.record.platform)
        }
        if image.references.isEmpty { return [entry([:])] }
        return image.references.map {
            entry([
                "io.containerd.image.name": $0.canonical, "org.opencontainers.image.ref.name": $0.tag ?? "latest",
            ])
        }
    }

    /// A line of Docker's manifest.json.
    private static func described(
        _ image: Image, _ config: ContentDescriptor, _ layers: [ContentDescriptor]
    ) -> JSONText {
        func path(_ descriptor: ContentDescriptor) -> String { "blobs/sha256/" + descriptor.digest.dropFirst(7) }
        var sources: [String: JSONText] = [:]
        for (layer, stored) in zip(layers, image.record.layers) { sources[stored.diffID] = layer.json }
        return .object([
            ("Config", .string(path(config))), ("RepoTags", .strings(image.references.map(\.familiar))),
            ("Layers", .strings(layers.map(path))),
            ("LayerSources", .object(sources.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })),
        ])
    }

    private static func repository(_ reference: Reference) -> String {
        let name = reference.familiar
        guard let tag = reference.tag, name.hasSuffix(":" + tag) else { return name }
        return String(name.dropLast(tag.count + 1))
    }
}
