import EngineInterface
import Images
import OCI

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

extension LocalEngine {
    /// The image with this name or identifier if the store has it; nothing is assembled.
    public func storedImage(_ reference: String) throws -> ImageDetails? {
        try store.image(reference).map { try store.details($0) }
    }

    /// What an image of the store sets for steps that build on it, and the machine that it is for, such as `linux/amd64`.
    public func storedBase(_ reference: String) throws -> (config: ImageConfig, platform: String)? {
        try store.image(reference).map { ($0.config, $0.platform.description) }
    }
}
