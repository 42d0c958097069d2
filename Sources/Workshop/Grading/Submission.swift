/// What one learner handed in.
public struct Submission: Sendable, Equatable {
    public enum Kind: Sendable, Equatable {
        case folder
        case zip
        case tar
        case gzippedTar
    }
    /// The folder's or archive's name without the archive's ending, fit to be shown.
    public var name: String
    /// The name as the file system has it. Names need not be UTF-8.
    public var fileName: [UInt8]
    public var kind: Kind

    public init(name: String, fileName: [UInt8], kind: Kind) {
        self.name = name
        self.fileName = fileName
        self.kind = kind
    }
}
