/// Names a blob by its digest: descriptor.md of the OCI image specification.
public struct ContentDescriptor: Sendable, Equatable, Decodable {
    /// What kind of content it is; see ``MediaType``.
    public var mediaType: String
    /// `sha256:…`.
    public var digest: String
    /// In bytes.
    public var size: Int64
    /// What else is said about it: names, mostly.
    public var annotations: [String: String]?
    /// Whom an image in an index is for.
    public var platform: Platform?

    /// The platform of an image in an index, as it is written.
    public struct Platform: Sendable, Equatable, Decodable {
        /// `amd64`, …
        public var architecture: String
        /// `linux`, …
        public var os: String
        /// `v7`, …
        public var variant: String?
    }

    /// A descriptor of a blob.
    public init(
        mediaType: String, digest: String, size: Int64, annotations: [String: String]? = nil,
        platform: ImagePlatform? = nil
    ) {
        self.mediaType = mediaType
        self.digest = digest
        self.size = size
        self.annotations = annotations
        self.platform = platform.map {
            Platform(architecture: $0.architecture, os: $0.os, variant: $0.variant)
        }
    }

    /// With the fields in the order of the specification.
    public var json: JSONText {
        var fields: [(String, JSONText)] = [
            ("mediaType", .string(mediaType)), ("digest", .string(digest)), ("size", .integer(size)),
        ]
        if let annotations, !annotations.isEmpty { fields.append(("annotations", .map(annotations))) }
        if let platform {
            var parts: [(String, JSONText)] = [
                ("architecture", .string(platform.architecture)), ("os", .string(platform.os)),
            ]
            if let variant = platform.variant { parts.append(("variant", .string(variant))) }
            fields.append(("platform", .object(parts)))
        }
        return .object(fields)
    }
}

/// An image's manifest: manifest.md of the OCI image specification. Docker's manifests have the same fields.
public struct ImageManifest: Sendable, Equatable, Decodable {
    /// ``MediaType/manifest``, or Docker's own name for it; old ones lack it.
    public var mediaType: String?
    /// The image's configuration file.
    public var config: ContentDescriptor
    /// Lowest first.
    public var layers: [ContentDescriptor]

    /// A manifest of an image.
    public init(config: ContentDescriptor, layers: [ContentDescriptor]) {
        mediaType = MediaType.manifest
        self.config = config
        self.layers = layers
    }

    /// The manifest as UTF-8.
    public var bytes: [UInt8] {
        JSONText.object([
            ("schemaVersion", .integer(2)), ("mediaType", .string(mediaType ?? MediaType.manifest)),
            ("config", config.json), ("layers", .array(layers.map(\.json))),
        ]).bytes
    }
}

/// Several images, or the images of a layout: image-index.md of the OCI image specification.
public struct ImageIndex: Sendable, Equatable, Decodable {
    /// ``MediaType/index``, or Docker's own name for it.
    public var mediaType: String?
    /// Manifests, or further indexes.
    public var manifests: [ContentDescriptor]

    /// An index of images.
    public init(manifests: [ContentDescriptor]) {
        mediaType = MediaType.index
        self.manifests = manifests
    }

    /// The index as UTF-8.
    public var bytes: [UInt8] {
        JSONText.object([
            ("schemaVersion", .integer(2)), ("mediaType", .string(mediaType ?? MediaType.index)),
            ("manifests", .array(manifests.map(\.json))),
        ]).bytes
    }
}

/// The names of content that images are made of: media-types.md of the OCI image specification.
public enum MediaType {
    /// Several images.
    public static let index = "application/vnd.oci.image.index.v1+json"
    /// One image.
    public static let manifest = "application/vnd.oci.image.manifest.v1+json"
    /// An image's configuration file.
    public static let config = "application/vnd.oci.image.config.v1+json"
    /// A layer that is not compressed.
    public static let layer = "application/vnd.oci.image.layer.v1.tar"
    /// A layer packed by gzip.
    public static let gzipLayer = "application/vnd.oci.image.layer.v1.tar+gzip"
    /// A layer packed by Zstandard.
    public static let zstdLayer = "application/vnd.oci.image.layer.v1.tar+zstd"
    /// Docker's own name for ``index``.
    public static let dockerIndex = "application/vnd.docker.distribution.manifest.list.v2+json"
    /// Docker's own name for ``manifest``.
    public static let dockerManifest = "application/vnd.docker.distribution.manifest.v2+json"
}
