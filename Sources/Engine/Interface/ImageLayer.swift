/// One layer of an image, and what it changed.
public struct ImageLayer: Sendable {
    /// The instruction that made it, as the image's history has it; `nil` when nobody knows.
    public var createdBy: String?
    /// The sizes of its regular files together, hard links counted once.
    public var bytes: Int64
    /// Whether it belongs to the base image.
    public var isBase: Bool
    /// What it changed, sorted by path. Folders are not listed, only what is in them.
    public var changes: [LayerChange]

    public init(createdBy: String?, bytes: Int64, isBase: Bool, changes: [LayerChange]) {
        self.createdBy = createdBy
        self.bytes = bytes
        self.isBase = isBase
        self.changes = changes
    }
}

/// A file that a layer added, changed or removed.
public struct LayerChange: Sendable, Equatable {
    public enum Kind: String, Sendable, Codable {
        case added
        case changed
        /// Only its mode or its owner changed; its content was copied all the same.
        case attributes
        case removed
    }
    /// Absolute.
    public var path: String
    public var kind: Kind
    /// What the file takes in this layer; 0 for one that was removed, and for further names of the same file.
    public var bytes: Int64
    /// What the file that it hides takes, and the layer that holds it, counted from 0.
    public var hidden: Hidden?

    public struct Hidden: Sendable, Equatable {
        public var bytes: Int64
        public var layer: Int

        public init(bytes: Int64, layer: Int) {
            self.bytes = bytes
            self.layer = layer
        }
    }

    public init(path: String, kind: Kind, bytes: Int64, hidden: Hidden? = nil) {
        self.path = path
        self.kind = kind
        self.bytes = bytes
        self.hidden = hidden
    }
}
