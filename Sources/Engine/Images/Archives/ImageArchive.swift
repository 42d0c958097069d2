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

    private let folders: StoreFolders
    /// A folder for compressed layers on their way.
    private let scratch: String
    private let isDocker: Bool
    private let compression: Compression
    private let isCancelled: @Sendable () -> Bool
    private var writer: TarWriter<DescriptorSink>
    /// The blobs that are in the archive.
    private var written: [String: ContentDescriptor] = [:]

    init(
        to descriptor: Int32, folders: StoreFolders, scratch: String, isDocker: Bool, compression: Compression,
        isCancelled: @escaping @Sendable () -> Bool
    ) {
        self.folders = folders
        self.scratch = scratch
        self.isDocker = isDocker
        self.compression = compression
        self.isCancelled = isCancelled
        writer = TarWriter(DescriptorSink(descriptor: descriptor, subject: "archive"), isCancelled: isCancelled)
    }

    mutating func write(_ images: [Image]) throws {
        try writer.folder("blobs/")
        try writer.folder("blobs/sha256/")
        var entries: [ContentDescriptor] = []
        var described: [JSONText] = []
        var tags: [String: [(String, JSONText)]] = [:]
        for image in images {
            var layers: [ContentDescriptor] = []
            for (layer, snapshot) in zip(image.record.layers, image.snapshots) {
                layers.append(try add(layer, snapshot))
            }
            let config = try add(image.document, type: MediaType.config)
            let manifest = try add(ImageManifest(config: config, layers: layers).bytes, type: MediaType.manifest)
            entries += Self.entries(manifest, image)
            described.append(Self.described(image, config, layers))
            for reference in image.references {
                let last = layers.last.map { String($0.digest.dropFirst(7)) } ?? ""
                tags[Self.repository(reference), default: []].append((reference.tag ?? "latest", .string(last)))
            }
        }
        try writer.file("index.json", ImageIndex(manifests: entries).bytes)
        if isDocker { try writer.file("manifest.json", JSONText.array(described).bytes) }
        try writer.file("oci-layout", Array(#"{"imageLayoutVersion":"1.0.0"}"#.utf8))
        if isDocker, !tags.isEmpty {
            let fields = tags.sorted { $0.key < $1.key }.map {
                ($0.key, JSONText.object($0.value.sorted { $0.0 < $1.0 }))
            }
            try writer.file("repositories", JSONText.object(fields).bytes)
        }
        try writer.finish()
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

    // MARK: Blobs

    private mutating func add(_ bytes: [UInt8], type: String) throws -> ContentDescriptor {
        let blob = ContentDescriptor(mediaType: type, digest: sha256(bytes), size: Int64(bytes.count))
        if written.updateValue(blob, forKey: blob.digest) == nil {
            try writer.file("blobs/sha256/" + blob.digest.dropFirst(7), bytes)
        }
        return blob
    }

    private mutating func add(_ layer: StoredLayer, _ snapshot: Snapshot) throws -> ContentDescriptor {
        let source = LayerSource(layer: layer, snapshot: snapshot, folders: folders, isCancelled: isCancelled)
        if compression == .none {
            let blob = ContentDescriptor(mediaType: MediaType.layer, digest: layer.diffID, size: layer.bytes)
            if written.updateValue(blob, forKey: blob.digest) == nil {
                try writer.file("blobs/sha256/" + blob.digest.dropFirst(7), size: blob.size) { sink in
                    try source.write(to: &sink)
                }
            }
            return blob
        }
        // A layer that came compressed goes on as it came.
        if let kept = source.kept, kept.mediaType == MediaType.gzipLayer || kept.mediaType == MediaType.zstdLayer {
            let file = try Descriptor.open(folders.blob(kept.digest), O_RDONLY)
            return try add(file, digest: kept.digest, type: kept.mediaType)
        }
        let path = scratch + "/layer"
        let file = try Descriptor.open(path, O_RDWR | O_CREAT | O_EXCL)
        unlink(path)
        try Compressor.pack(compression, to: file.number) { socket in
            var sink = BufferedSink(socket)
            try source.write(to: &sink)
            try sink.flush()
        }
        var hash = HashingSink()
        try Self.copy(file, isCancelled) { hash.write($0) }
        return try add(
            file, digest: hash.digest(), type: compression == .zstd ? MediaType.zstdLayer : MediaType.gzipLayer)
    }

    /// A blob that is a file.
    private mutating func add(_ file: OwnedDescriptor, digest: String, type: String) throws -> ContentDescriptor {
        var status = stat()
        try systemCall("fstat", digest) { fstat(file.number, &status) }
        let blob = ContentDescriptor(mediaType: type, digest: digest, size: Int64(status.st_size))
        if written.updateValue(blob, forKey: digest) == nil {
            let isCancelled = isCancelled
            try writer.file("blobs/sha256/" + digest.dropFirst(7), size: blob.size) { sink in
                try Self.copy(file, isCancelled) { try sink.write($0) }
            }
        }
        return blob
    }

    private static func copy(
        _ file: OwnedDescriptor, _ isCancelled: @Sendable () -> Bool, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        var offset: off_t = 0
        var buffer = [UInt8](repeating: 0, count: 1 << 17)
        while true {
            if isCancelled() { throw CancellationError() }
            let position = offset
            let count = try systemCall("read") { pread(file.number, &buffer, buffer.count, position) }
            if count == 0 { break }
            try buffer.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            offset += count
        }
        withExtendedLifetime(file) {}
    }
}

/// A layer's archive, not compressed: packed anew, or as it came.
struct LayerSource {
    let layer: StoredLayer
    let snapshot: Snapshot
    let folders: StoreFolders
    let isCancelled: @Sendable () -> Bool

    /// The archive as it came, when it is kept and is this layer's.
    var kept: KeptBlob? { layer.latestTime == nil ? snapshot.blob : nil }

    /// Writes the archive, whose digest and length are checked.
    func write<Sink: ByteSink>(to sink: inout BufferedSink<Sink>) throws {
        let tee = HashingTee(sink)
        let done: HashingTee<BufferedSink<Sink>>
        if let kept {
            let file = try Descriptor.open(folders.blob(kept.digest), O_RDONLY)
            let source = DescriptorSource(descriptor: file.number, subject: kept.digest)
            if kept.mediaType == MediaType.layer {
                done = try copy(source, tee)
            } else {
                var head = HeadedSource(source)
                let compression = Compression(head: try head.peek(8))
                done = try copy(try Decompressor(head, compression) { _ in withExtendedLifetime(file) {} }, tee)
            }
            withExtendedLifetime(file) {}
        } else {
            done = try LayerArchive.write(
                snapshot: snapshot.path, to: tee, latestTime: layer.latestTime, isCancelled: isCancelled)
        }
        guard done.hash.count == layer.bytes, done.hash.digest() == layer.diffID else {
            throw EngineError(
                .damagedStore, "The files of the layer \(layer.diffID.prefix(19)) in \(snapshot.path) have changed.",
                help: "Remove the image and build it again with --no-cache.")
        }
        sink = done.sink
    }

    private func copy<Source: ByteSource, Sink: ByteSink>(_ source: Source, _ sink: Sink) throws -> Sink {
        var source = source
        var sink = sink
        var buffer = [UInt8](repeating: 0, count: 1 << 17)
        while true {
            if isCancelled() { throw CancellationError() }
            let count = try buffer.withUnsafeMutableBytes { try source.read(into: $0) }
            if count == 0 { return sink }
            try buffer.withUnsafeBytes { try sink.write(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
    }
}
