import OCI

/// An image, as far as somebody who looks at it from outside needs to know.
public struct ImageDetails: Sendable {
    /// `sha256:` and 64 hexadecimal digits.
    public var id: String
    /// The names that it has in the store.
    public var names: [String]
    /// The configuration after the OCI image specification.
    public var config: ImageConfig
    /// The sizes of its layers in bytes, lowest first.
    public var layerSizes: [Int64]
    /// The sum of the layers' sizes.
    public var size: Int64 { layerSizes.reduce(0, +) }
    /// What stands in for the real image, when it comes from the offline catalogue.
    public var standIn: String?

    public init(id: String, names: [String], config: ImageConfig, layerSizes: [Int64], standIn: String? = nil) {
        self.id = id
        self.names = names
        self.config = config
        self.layerSizes = layerSizes
        self.standIn = standIn
    }
}

/// Read access to an image's files. Paths are absolute; symbolic links are followed within the image.
public protocol ImageFileSystem: Sendable {
    /// The entry at `path`, or `nil` when there is none. `followLinks` applies to the last component.
    func entry(at path: String, followLinks: Bool) async throws -> FileEntry?
    /// The first `limit` bytes of a regular file.
    func contents(of path: String, limit: Int) async throws -> [UInt8]
    /// The paths of all entries that match a pattern as `.dockerignore` uses it (`*`, `?`, `[a-z]`, `**`), sorted, at most `limit`.
    func paths(matching pattern: String, limit: Int) async throws -> [String]
}

public struct FileEntry: Sendable, Equatable {
    public enum Kind: String, Sendable, Codable { case file, directory, symlink, device, fifo, socket }
    public var path: String
    public var kind: Kind
    public var size: Int64
    /// Permission bits with setuid, setgid and sticky: `0o7777`.
    public var mode: UInt16
    public var user: UInt32
    public var group: UInt32
    /// Where a symbolic link points.
    public var target: String?

    public init(
        path: String, kind: Kind, size: Int64, mode: UInt16, user: UInt32, group: UInt32, target: String? = nil
    ) {
        self.path = path
        self.kind = kind
        self.size = size
        self.mode = mode
        self.user = user
        self.group = group
        self.target = target
    }
}

public struct VolumeDetails: Sendable, Equatable {
    public var name: String
    public var isAnonymous: Bool

    public init(name: String, isAnonymous: Bool) {
        self.name = name
        self.isAnonymous = isAnonymous
    }
}
