import Glibc
import Linux
import OCI

/// Writes an OCI image layout, blob by blob, into an archive or a folder.
///
/// See image-layout.md of the OCI image specification.
struct LayoutWriter {
    var output: any LayoutOutput
    private let folders: StoreFolders
    /// A folder for compressed layers on their way.
    private let scratch: String
    private let compression: Compression
    private let isCancelled: @Sendable () -> Bool
    /// The blobs that are written.
    private var written: [String: ContentDescriptor] = [:]

    init(
        to output: any LayoutOutput, folders: StoreFolders, scratch: String, compression: Compression,
        isCancelled: @escaping @Sendable () -> Bool
    ) {
        self.output = output
        self.folders = folders
        self.scratch = scratch
        self.compression = compression
        self.isCancelled = isCancelled
    }

    mutating func begin() throws {
        try output.folder("blobs/")
        try output.folder("blobs/sha256/")
    }

    /// The index goes last: without it nothing of the rest counts.
    mutating func end(_ index: ImageIndex) throws {
        try output.file("oci-layout", Array(#"{"imageLayoutVersion":"1.0.0"}"#.utf8))
        try output.file("index.json", index.bytes)
    }

    mutating func add(_ bytes: [UInt8], type: String) throws -> ContentDescriptor {
        let blob = ContentDescriptor(mediaType: type, digest: sha256(bytes), size: Int64(bytes.count))
        if written.updateValue(blob, forKey: blob.digest) == nil {
            try output.file("blobs/sha256/" + blob.digest.dropFirst(7), bytes)
        }
        return blob
    }

    mutating func add(_ layer: StoredLayer, _ snapshot: Snapshot) throws -> ContentDescriptor {
        let source = LayerSource(layer: layer, snapshot: snapshot, folders: folders, isCancelled: isCancelled)
        if compression == .none {
            let blob = ContentDescriptor(mediaType: MediaType.layer, digest: layer.diffID, size: layer.bytes)
            if written.updateValue(blob, forKey: blob.digest) == nil {
                try output.file("blobs/sha256/" + blob.digest.dropFirst(7), size: blob.size) { sink in
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
            try output.file("blobs/sha256/" + digest.dropFirst(7), size: blob.size) { sink in
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
