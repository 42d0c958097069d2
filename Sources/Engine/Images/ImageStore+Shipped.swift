import EngineInterface

extension ImageStore {
    /// The history of an image, and the files of each layer that was built here by itself.
    public func shipped(_ record: ImageRecord) throws -> ShippedImage {
        if let snapshot = record.snapshot { try pin(snapshot) }
        let chain = try chain(to: record.snapshot)
        let base = try baseDepth(of: record, chain)
        let texts = record.history.filter { !$0.emptyLayer }.map(\.createdBy)
        let layers = chain.indices.dropFirst(base).map { index in
            // Where the history does not tell of all layers, the topmost are those that it tells of.
            let entry = index - (chain.count - texts.count)
            return ShippedImage.Layer(
                createdBy: texts.indices.contains(entry) ? texts[entry] : nil,
                files: LayeredFileSystem(layers: [chain[index].path]))
        }
        return ShippedImage(
            history: record.history.flatMap { [$0.createdBy] + ($0.comment.map { [$0] } ?? []) }, layers: Array(layers))
    }
}
