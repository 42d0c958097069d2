import Linux

/// What the store remembers of the files in one folder: their stamps and digests, packed, so that a folder's memory is
/// one row and is read without making an object of each file.
public struct FolderDigests: Sendable {
    /// Which folder: its device and inode.
    public struct Folder: Hashable, Sendable {
        public var device: UInt64
        public var inode: UInt64

        public init(device: UInt64, inode: UInt64) {
            self.device = device
            self.inode = inode
        }
    }

    /// One file.
    public struct Record: Sendable {
        public var stamp: FileStamp
        public var digest: ContentDigest
        /// Whether the file has extended attributes, which the digest says nothing of.
        public var hasAttributes: Bool

        public init(stamp: FileStamp, digest: ContentDigest, hasAttributes: Bool) {
            self.stamp = stamp
            self.digest = digest
            self.hasAttributes = hasAttributes
        }
    }

    // A version, then records sorted by inode: inode, size, modified, changed (8 bytes each), mode, flags (4 each),
    // digest (32).
    private static let version: UInt8 = 1
    private static let recordSize = 72
    private let device: UInt64
    private(set) var bytes: [UInt8]

    /// Packs records of files on one device.
    public init(_ records: [Record], device: UInt64) {
        self.device = device
        bytes = [Self.version]
        bytes.reserveCapacity(1 + records.count * Self.recordSize)
        for record in records.sorted(by: { $0.stamp.inode < $1.stamp.inode }) where record.stamp.device == device {
            append(record.stamp.inode)
            append(UInt64(bitPattern: record.stamp.size))
            append(UInt64(bitPattern: record.stamp.modified))
            append(UInt64(bitPattern: record.stamp.changed))
            append(UInt64(record.stamp.mode) | (record.hasAttributes ? 1 << 32 : 0))
            record.digest.withBytes { bytes.append(contentsOf: $0) }
        }
    }

    /// Takes what ``bytes`` was; `nil` when it is something else.
    init?(bytes: [UInt8], device: UInt64) {
        guard bytes.first == Self.version, (bytes.count - 1) % Self.recordSize == 0 else { return nil }
        self.bytes = bytes
        self.device = device
    }

    /// How many files there are.
    public var count: Int { (bytes.count - 1) / Self.recordSize }

    /// The files, by their inodes.
    public subscript(index: Int) -> Record {
        bytes.withUnsafeBytes { all in
            let start = 1 + index * Self.recordSize
            func number(_ place: Int) -> UInt64 {
                UInt64(littleEndian: all.loadUnaligned(fromByteOffset: start + place, as: UInt64.self))
            }
            let last = number(32)
            return Record(
                stamp: FileStamp(
                    device: device, inode: number(0), size: Int64(bitPattern: number(8)),
                    modified: Int64(bitPattern: number(16)), changed: Int64(bitPattern: number(24)),
                    mode: UInt32(truncatingIfNeeded: last)),
                digest: ContentDigest(bytes: UnsafeRawBufferPointer(rebasing: all[(start + 40)..<(start + 72)])),
                hasAttributes: last & (1 << 32) != 0)
        }
    }

    /// What is remembered of a file, if it has not changed since.
    public func record(of stamp: FileStamp) -> Record? {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if inode(middle) < stamp.inode { low = middle + 1 } else { high = middle }
        }
        guard low < count else { return nil }
        let found = self[low]
        return found.stamp == stamp ? found : nil
    }

    private func inode(_ index: Int) -> UInt64 {
        bytes.withUnsafeBytes {
            UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: 1 + index * Self.recordSize, as: UInt64.self))
        }
    }

    private mutating func append(_ number: UInt64) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }
}
