import EngineInterface
import Images

extension LocalEngine {
    /// An image with its layers, lowest first, and what each changed.
    ///
    /// - Throws: ``EngineError`` of kind `noSuchImage`.
    public func layers(ofImage reference: String) throws -> (image: ImageDetails, layers: [ImageLayer]) {
        guard let record = try store.image(reference) else {
            throw EngineError(
                .noSuchImage, "There is no image \(reference) on this machine.",
                help: "See what there is with: workshop images list")
        }
        return (try store.details(record), try store.layers(of: record))
    }
}
