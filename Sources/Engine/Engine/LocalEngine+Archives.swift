import EngineInterface
import Images

extension LocalEngine {
    /// Writes images into an archive, to a file, pipe or socket.
    ///
    /// - Parameters:
    ///   - images: names or identifiers, and the names that the archive gives them; `nil` for those that they have here.
    ///   - compression: of the layers; `nil` is what the format usually has, else `none`, `gzip` or `zstd`.
    /// - Throws: ``EngineError`` of kind `noSuchImage`, `diskFull`, …; `CancellationError`.
    public func export(
        _ images: [(reference: String, names: [String]?)], as format: ImageFormat, compression: String? = nil,
        to descriptor: Int32
    ) async throws {
        let records = try images.map { (record: try record($0.reference), names: $0.names) }
        try await store.export(records, as: format, compression: try Compression.forLayers(compression), to: descriptor)
    }

    /// Writes an image into a folder, with the files that an archive of the format would have.
    public func export(
        _ reference: String, as format: ImageFormat, names: [String]? = nil, compression: String? = nil,
        toLayout folder: String
    ) async throws {
        try await store.export(
            try record(reference), as: format, names: names, compression: try Compression.forLayers(compression),
            toLayout: folder)
    }

    /// Writes an image's files into a folder, which is made when it is missing. Files of the same names are replaced,
    /// others stay; all belong to whoever runs this program.
    public func exportFiles(of reference: String, toFolder folder: String) async throws {
        try await store.export(files: try record(reference), toFolder: folder)
    }

    /// Takes the images of an archive, as `docker save` writes it or an OCI image layout, into the store.
    ///
    /// - Parameter subject: what to call the archive in messages.
    public func load(from descriptor: Int32, subject: String) async throws -> [ImageDetails] {
        try await store.importArchive(from: descriptor, subject: subject).map { try store.details($0) }
    }

    /// Takes the images of an OCI image layout, which is a folder, into the store.
    ///
    /// - Parameter choice: only the image with this tag or digest; `nil` for all.
    public func loadLayout(folder: String, choice: String? = nil) async throws -> [ImageDetails] {
        // No names: what a build takes its files from is not to change what names stand for.
        try await store.importLayout(folder: folder, choice: choice, names: []).map { try store.details($0) }
    }

    /// Gives an image another name, which moves from another image that has it.
    public func tagImage(_ reference: String, as name: String) throws {
        try store.tag(try record(reference).id, as: name)
    }

    private func record(_ reference: String) throws -> ImageRecord {
        guard let record = try store.image(reference) else {
            throw EngineError(
                .noSuchImage, "There is no image \(reference) on this machine.",
                help: "See what there is with: workshop images list")
        }
        return record
    }
}
