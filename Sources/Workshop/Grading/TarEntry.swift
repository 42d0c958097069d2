/// One header of a tar stream, long names and extended records already applied.
struct TarEntry: Equatable {
    enum Kind: Equatable {
        case file
        case directory
        case symlink
        case hardLink
        /// A device, a pipe, or something that this reader does not know, by its type letter.
        case other(UInt8)
    }
    var kind: Kind
    /// The name as it stands in the archive. Not trusted, not always UTF-8.
    var name: [UInt8]
    /// Where a link points.
    var target: [UInt8]
    var size: Int64
    var mode: UInt32
}
