import EngineInterface
import Glibc
import Linux
import OCI

extension ImageStore {
    /// Writes an image to a file, pipe or socket, which may be one that cannot be sought in.
    ///
    /// `tar` is the image's files as a container sees them. `oci` is an OCI image layout as a tar archive. `docker` is what
    /// `docker save` writes and `docker load` reads, and an OCI image layout at the same time. Cancelling the task ends
    /// the writing; what has been written is then of no use.
    ///
    /// - Parameters:
    ///   - names: the names that the archive gives the image; `nil` for those that it has here.
    ///   - compression: of the layers, `none`, `gzip` or `zstd`. `nil` is gzip for `oci` and none for `docker`, as these
    ///     formats usually have it.
    /// - Throws: ``EngineError``; `CancellationError`.
    public func export(
        _ record: ImageRecord, as format: ImageFormat, names: [String]? = nil, compression: Compression? = nil,
        to descriptor: Int32
    ) async throws {
        try await export([(record, names)], as: format, compression: compression, to: descriptor)
    }

    /// Writes several images into one archive, which must not be of the format `tar`.
    public func export(
        _ images: [(record: ImageRecord, names: [String]?)], as format: ImageFormat, compression: Compression? = nil,
        to descriptor: Int32
    ) async throws {
        guard let first = images.first, format != .tar || images.count == 1 else {
            throw EngineError(.invalidArgument, "A tar archive of files holds one image.")
        }
        let compression = compression ?? format.usualCompression
        guard [.none, .gzip, .zstd].contains(compression) else {
            throw EngineError(
                .invalidArgument, "Layers cannot be compressed with \(compression.rawValue).",
                help: "Choose gzip, zstd or none.")
        }
        for image in images { if let snapshot = image.record.snapshot { try pin(snapshot) } }
        try await Blocking.run { isCancelled in
            try self.exporting {
                if format == .tar {
                    try self.writeFiles(of: first.record, to: descriptor, isCancelled)
                } else {
                    let writer = TarWriter(
                        DescriptorSink(descriptor: descriptor, subject: "archive"), isCancelled: isCancelled)
                    try self.write(images, as: format, compression: compression, to: writer, isCancelled)
                }
            }
        }
    }

    /// Writes an image into a folder of the host: an OCI image layout, or, as `docker`, what `docker save` writes, unpacked.
    public func export(
        _ record: ImageRecord, as format: ImageFormat, names: [String]? = nil, compression: Compression? = nil,
        toLayout folder: String
    ) async throws {
        if let snapshot = record.snapshot { try pin(snapshot) }
        try await Blocking.run { isCancelled in
            try self.exporting {
                try self.write(
                    [(record, names)], as: format, compression: compression ?? format.usualCompression,
                    to: try LayoutFolder(folder), isCancelled)
            }
        }
    }

    private func write(
        _ images: [(record: ImageRecord, names: [String]?)], as format: ImageFormat, compression: Compression,
        to output: any LayoutOutput, _ isCancelled: @escaping @Sendable () -> Bool
    ) throws {
        let images = try images.map { try archived($0.record, $0.names) }
        try withLayout(to: output, compression: compression, isCancelled) { layout in
            var archive = ImageArchive(in: layout, isDocker: format == .docker)
            try archive.write(images)
        }
    }

    /// Writes an image layout, with a folder of the store's for what is on its way.
    func withLayout(
        to output: any LayoutOutput, compression: Compression, _ isCancelled: @escaping @Sendable () -> Bool,
        _ body: (LayoutWriter) throws -> Void
    ) throws {
        let draft = try beginDraft(parent: nil)
        defer { discard(draft) }
        try body(
            LayoutWriter(
                to: output, folders: folders, scratch: draft.folder, compression: compression,
                isCancelled: isCancelled))
    }

    /// Writes an image's files into a folder of the host, which is made when it is missing.
    ///
    /// The files belong to whoever runs this program. Files that are there already are replaced, others stay.
    public func export(files record: ImageRecord, toFolder folder: String) async throws {
        let layers = try mountLowers(of: record.snapshot)
        if let snapshot = record.snapshot { try pin(snapshot) }
        try await Blocking.run { isCancelled in
            try self.exporting {
                var export = try FolderExport(
                    into: folder, latestTime: record.latestTime, isCancelled: isCancelled)
                try export.run(layers: layers)
            }
        }
    }

    /// Faults of the target are not the store's.
    func exporting(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch let error as SystemError {
            switch error.errno {
            case ENOSPC, EDQUOT:
                throw EngineError(.diskFull, "There is no room left for the output.", help: "Free some space.")
            default: throw EngineError(.failure, "The image cannot be written: \(error).")
            }
        } catch let fault as ArchiveFault {
            throw fault.engineError("A layer in the store")
        }
    }

    private func archived(_ record: ImageRecord, _ names: [String]?) throws -> ImageArchive.Image {
        let chain = Dictionary(try chain(to: record.snapshot).map { ($0.id, $0) }) { first, _ in first }
        return ImageArchive.Image(
            record: record, document: try document(of: record),
            references: try (names ?? record.names).map { try parse($0) },
            snapshots: try record.layers.map { layer in
                guard let snapshot = chain[layer.snapshot] else {
                    throw EngineError(.damagedStore, "The image \(record.id) lacks its layer \(layer.diffID).")
                }
                return snapshot
            })
    }

    private func writeFiles(
        of record: ImageRecord, to descriptor: Int32, _ isCancelled: @escaping @Sendable () -> Bool
    ) throws {
        var writer = TarWriter(
            DescriptorSink(descriptor: descriptor, subject: "archive"), latestTime: record.latestTime,
            isCancelled: isCancelled)
        var walk = try LayeredFolderWalk(layers: try mountLowers(of: record.snapshot))
        while let step = try walk.next() {
            switch step {
            case .folder(let folder, let path):
                guard let top = folder.parts.first else { continue }
                try writer.folder(
                    top.number, name: path + [UInt8(ascii: "/")], status: folder.status,
                    path: String(decoding: path, as: UTF8.self))
            case .other(let folder, let name, let status, let path):
                try writer.other(
                    name, in: folder.number, name: path, status: status, path: String(decoding: path, as: UTF8.self))
                withExtendedLifetime(folder) {}
            case .leave: break
            }
        }
        try writer.finish()
    }
}

extension ImageFormat {
    /// How layers are packed in it when nobody says how.
    fileprivate var usualCompression: Compression { self == .oci ? .gzip : .none }
}

extension ImageRecord {
    /// The time that no file of the image is to be later than, when it was made with such a limit.
    var latestTime: Int64? { layers.last { $0.latestTime != nil }?.latestTime }
}
