import EngineInterface
import Foundation
import GRDB
import Glibc
import Linux
import OCI

/// How much an archive from elsewhere may bring.
public struct ImportLimits: Sendable {
    /// What one layer, and the archive itself, may unpack to.
    public var bytes: Int64
    /// How many files a layer may have.
    public var entries: Int

    /// Generous for images, and still a limit.
    public init(bytes: Int64 = 64 << 30, entries: Int = 4_000_000) {
        self.bytes = bytes
        self.entries = entries
    }
}

extension ImageStore {
    /// Takes the images of an archive into the store: what `docker save` writes, or an OCI image layout as a tar archive,
    /// each also compressed.
    ///
    /// Every digest that the archive states is checked; the configuration file is kept byte for byte, so that the image
    /// has the identifier that it had elsewhere. Layers that are there already are not unpacked again. A layer that this
    /// program would pack differently is kept as it came, too. Cancelling the task leaves nothing behind.
    ///
    /// - Parameters:
    ///   - descriptor: a file, from its present position when it cannot be sought in; a pipe or socket to its end.
    ///   - subject: what to call the archive in messages: its path, or "The archive".
    ///   - names: names for the images in place of those that the archive gives them.
    ///   - platform: which image to take where an index offers several; `nil` is this machine's.
    /// - Throws: ``EngineError`` of kind `invalidArgument` for a bad archive.
    @discardableResult
    public func importArchive(
        from descriptor: Int32, subject: String = "The archive", names: [String]? = nil, platform: ImagePlatform? = nil,
        limits: ImportLimits = ImportLimits()
    ) async throws -> [ImageRecord] {
        try await importNamedImages(
            from: descriptor, subject: subject, names: names, platform: platform, limits: limits
        ).map(\.record)
    }

    /// The same, with the names that each image was given by the archive, or by `names`.
    public func importNamedImages(
        from descriptor: Int32, subject: String, names: [String]? = nil, platform: ImagePlatform? = nil,
        limits: ImportLimits = ImportLimits()
    ) async throws -> [(record: ImageRecord, names: [String])] {
        let references = try names?.map { try parse($0) }
        return try await Blocking.run { isCancelled in
            try self.importing(subject) {
                let draft = try self.beginDraft(parent: nil)
                defer { self.discard(draft) }
                let archive = try Self.seekable(descriptor, draft, limits, isCancelled)
                let files = try TarFiles(archive.file, size: archive.size, limit: limits.entries)
                let images = try ArchivedImage.all(in: files, platform: platform ?? .host)
                return try self.take(images, references, limits, isCancelled)
            }
        }
    }

    /// Takes the images of an OCI image layout that is a folder. See ``importArchive(from:subject:names:platform:limits:)``.
    ///
    /// - Parameter choice: only the image with this name, tag or digest in the layout; `nil` for all.
    @discardableResult
    public func importLayout(
        folder: String, choice: String? = nil, names: [String]? = nil, platform: ImagePlatform? = nil,
        limits: ImportLimits = ImportLimits()
    ) async throws -> [ImageRecord] {
        let references = try names?.map { try parse($0) }
        return try await Blocking.run { isCancelled in
            try self.importing(folder) {
                let images = try ArchivedImage.all(
                    in: try FolderFiles(folder), platform: platform ?? .host, choice: choice)
                return try self.take(images, references, limits, isCancelled).map(\.record)
            }
        }
    }

    func importing<Result>(_ subject: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try storeWork(root, body)
        } catch let fault as ArchiveFault {
            throw fault.engineError(subject)
        }
    }

    /// The archive as a file that can be read anywhere: itself, or what it unpacks to.
    private static func seekable(
        _ descriptor: Int32, _ draft: SnapshotDraft, _ limits: ImportLimits, _ isCancelled: @Sendable () -> Bool
    ) throws -> (file: OwnedDescriptor, size: Int64) {
        var status = stat()
        try systemCall("fstat") { fstat(descriptor, &status) }
        let copy = OwnedDescriptor(try systemCall("dup") { dup(descriptor) })
        _ = fcntlCloseOnExec(copy.number)
        if status.st_mode & S_IFMT == S_IFREG {
            let whole = ArchiveFile(file: copy, range: 0..<Int64(status.st_size))
            if try whole.compression() == .none { return (copy, Int64(status.st_size)) }
        }
        let path = draft.folder + "/archive"
        let file = try Descriptor.open(path, O_RDWR | O_CREAT | O_EXCL)
        // Nobody needs its name, and nothing is left of it whatever happens.
        unlink(path)
        var head = HeadedSource(DescriptorSource(descriptor: copy.number, subject: "archive"))
        let compression = Compression(head: try head.peek(8))
        var sink = DescriptorSink(descriptor: file.number, subject: path)
        if compression == .none {
            try pump(CheckedSource(head, limit: limits.bytes), &sink, isCancelled)
        } else {
            let unpacked = try Decompressor(head, compression) { _ in withExtendedLifetime(copy) {} }
            try pump(CheckedSource(unpacked, limit: limits.bytes), &sink, isCancelled)
        }
        try systemCall("fstat") { fstat(file.number, &status) }
        withExtendedLifetime(copy) {}
        return (file, Int64(status.st_size))
    }

    private static func fcntlCloseOnExec(_ descriptor: Int32) -> Int32 { fcntl(descriptor, F_SETFD, FD_CLOEXEC) }

    private static func pump<Source: ByteSource>(
        _ source: Source, _ sink: inout DescriptorSink, _ isCancelled: @Sendable () -> Bool
    ) throws {
        var source = source
        var buffer = [UInt8](repeating: 0, count: 1 << 17)
        while true {
            if isCancelled() { throw CancellationError() }
            let count = try buffer.withUnsafeMutableBytes { try source.read(into: $0) }
            if count == 0 { return }
            try buffer.withUnsafeBytes { try sink.write(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
    }

    // MARK: Images

    private func take(
        _ images: [ArchivedImage], _ references: [Reference]?, _ limits: ImportLimits,
        _ isCancelled: @escaping @Sendable () -> Bool
    ) throws -> [(record: ImageRecord, names: [String])] {
        try images.map { image in
            var snapshot: SnapshotID?
            var layers: [StoredLayer] = []
            for (layer, diffID) in zip(image.layers, image.document.diffIDs) {
                let made = try take(layer, diffID, on: snapshot, limits, isCancelled)
                layers.append(StoredLayer(snapshot: made.id, diffID: diffID, bytes: made.archive?.bytes ?? 0))
                snapshot = made.id
            }
            // A name that this program does not understand is no reason to refuse the image.
            let named = (references ?? image.names.compactMap { try? Reference($0) }).filter { $0.digest == nil }
            let record = try put(
                image.document, bytes: image.bytes, layers: layers, snapshot: snapshot, references: named, standIn: nil,
                isImported: true)
            return (record, named.map(\.familiar))
        }
    }

    /// The snapshot of a layer on top of others: one that is there already, or a new one.
    func take(
        _ layer: ArchivedImage.Layer, _ diffID: String, on parent: SnapshotID?, _ limits: ImportLimits,
        _ isCancelled: @escaping @Sendable () -> Bool
    ) throws -> Snapshot {
        if let known = try snapshot(archive: diffID, on: parent) { return known }
        let draft = try beginDraft(parent: parent)
        var isDone = false
        defer { if !isDone { discard(draft) } }
        let lowers = try parent.map { try mountLowers(of: $0) } ?? []
        let compression = try layer.file.compression()
        var unpacker = try LayerUnpacker(
            draft: draft, lowers: lowers, limit: limits.entries, isCancelled: isCancelled)
        let digest: LayerDigest
        if compression == .none {
            digest = try Self.unpack(layer.file.source, &unpacker, limits)
            try Self.check(digest.diffID, layer.digest, "A layer")
        } else {
            let stated = layer.digest
            let source = try Decompressor(CheckedSource(layer.file.source), compression) { source in
                try Self.check(source.hash.digest(), stated, "A layer")
            }
            digest = try Self.unpack(source, &unpacker, limits)
        }
        try Self.check(digest.diffID, diffID, "A layer's archive")
        // What would be packed differently, by order or attributes, has to be kept as it came.
        let own = try LayerArchive.digest(snapshot: draft.upper, isCancelled: isCancelled)
        var blob: KeptBlob?
        if own.diffID != diffID {
            blob = try keep(layer, compression, in: draft, isCancelled)
        }
        let made = try commit(draft, archive: digest, blob: blob)
        isDone = true
        return made
    }

    private static func unpack<Source: ByteSource>(
        _ source: Source, _ unpacker: inout LayerUnpacker, _ limits: ImportLimits
    ) throws -> LayerDigest {
        var reader = TarReader(CheckedSource(source, limit: limits.bytes))
        try unpacker.unpack(&reader)
        // What follows the end of the archive counts for its digest.
        var rest = reader.source
        try rest.drain()
        return LayerDigest(diffID: rest.hash.digest(), bytes: rest.hash.count)
    }

    private static func check(_ found: String, _ expected: String?, _ what: String) throws {
        guard let expected, found != expected else { return }
        throw ArchiveFault.wrongDigest(what: what, expected: expected, found: found)
    }

    /// Copies a layer's file into the draft, to be moved among the blobs with it.
    private func keep(
        _ layer: ArchivedImage.Layer, _ compression: Compression, in draft: SnapshotDraft,
        _ isCancelled: @Sendable () -> Bool
    ) throws -> KeptBlob {
        let path = draft.folder + "/blob"
        let file = try Descriptor.open(path, O_WRONLY | O_CREAT | O_EXCL)
        var sink = HashingTee(DescriptorSink(descriptor: file.number, subject: path))
        var source = layer.file.source
        var buffer = [UInt8](repeating: 0, count: 1 << 17)
        while true {
            if isCancelled() { throw CancellationError() }
            let count = try buffer.withUnsafeMutableBytes { try source.read(into: $0) }
            if count == 0 { break }
            try buffer.withUnsafeBytes { try sink.write(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
        withExtendedLifetime(file) {}
        let type: String
        switch compression {
        case .none: type = MediaType.layer
        case .gzip: type = MediaType.gzipLayer
        case .zstd: type = MediaType.zstdLayer
        case .xz, .bzip2: type = "\(MediaType.layer)+\(compression.rawValue)"
        }
        return KeptBlob(digest: sink.hash.digest(), mediaType: type)
    }

    private func snapshot(archive diffID: String, on parent: SnapshotID?) throws -> Snapshot? {
        let id = try read { database in
            try String.fetchOne(
                database, sql: "SELECT id FROM snapshot WHERE diff_id = ? AND parent IS ?", arguments: [diffID, parent])
        }
        guard let id else { return nil }
        try pin(id)
        return try snapshot(id)
    }
}

/// A source whose first bytes can be looked at before they are read.
struct HeadedSource<Source: ByteSource>: ByteSource {
    private var source: Source
    private var head: [UInt8] = []

    init(_ source: Source) { self.source = source }

    mutating func peek(_ count: Int) throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: count)
        let found = try buffer.withUnsafeMutableBytes { try source.fill($0) }
        head = Array(buffer[..<found])
        return head
    }

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        if head.isEmpty { return try source.read(into: buffer) }
        let count = min(head.count, buffer.count)
        buffer.copyBytes(from: head[..<count])
        head.removeFirst(count)
        return count
    }
}

extension HeadedSource: Sendable where Source: Sendable {}
