import EngineInterface
import Glibc
import Linux
import OCI

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
