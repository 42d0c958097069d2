/// All that is handed on with an image, also what a container made from it never sees.
public struct ShippedImage: Sendable {
    /// A layer by itself.
    public struct Layer: Sendable {
        /// The instruction that made it, as the image's history has it; `nil` when nobody knows.
        public var createdBy: String?
        /// Its own files, and none of the layers below. What a later layer removes or replaces is still there.
        public var files: any ImageFileSystem

        public init(createdBy: String?, files: any ImageFileSystem) {
            self.createdBy = createdBy
            self.files = files
        }
    }
    /// The instructions and remarks of the image's history, first to last.
    public var history: [String]
    /// Lowest first, without the layers of a base image that was not built here.
    public var layers: [Layer]

    public init(history: [String], layers: [Layer]) {
        self.history = history
        self.layers = layers
    }
}
