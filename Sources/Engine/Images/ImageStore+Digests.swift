import EngineInterface
import Foundation
import GRDB
import Glibc
import Linux

extension ImageStore {
    /// The SHA-256 of an open regular file's contents, as hexadecimal digits.
    ///
    /// A file that was read before and has not changed since, as its inode tells, is not read again. As Git does, the
    /// store remembers nothing about a file that was changed so recently that another change could carry the same time.
    ///
    /// - Parameters:
    ///   - descriptor: open for reading.
    ///   - path: for messages.
    public func contentDigest(ofOpenFile descriptor: Int32, path: String) throws -> String {
        try fileRecord(ofOpenFile: descriptor, path: path).digest.hexadecimal
    }

    /// The SHA-256 of the regular file at a path. Links are followed. See ``contentDigest(ofOpenFile:path:)``.
    public func contentDigest(of path: String) throws -> String {
        let file = try storeWork(root) { try Descriptor.open(path, O_RDONLY | O_NONBLOCK) }
        defer { withExtendedLifetime(file) {} }
        return try contentDigest(ofOpenFile: file.number, path: path)
    }

    /// The stamp and the digest of an open regular file, remembered or read, and whether any change after that shows
    /// in the stamp. See ``contentDigest(ofOpenFile:path:)``.
    public func fileRecord(
        ofOpenFile descriptor: Int32, path: String
    ) throws -> (stamp: FileStamp, digest: ContentDigest, isSettled: Bool) {
        try storeWork(root) {
            var status = stat()
            try systemCall("fstat", path) { fstat(descriptor, &status) }
            let stamp = FileStamp(status)
            if let known = try knownDigest(of: stamp) { return (stamp, known, true) }
            let now = FileStamp.now
            var hasher = ContentHasher()
            let digest = try hasher.digest(of: descriptor, path: path)
            try systemCall("fstat", path) { fstat(descriptor, &status) }
            let isSettled = stamp.isSettled(at: now) && FileStamp(status) == stamp
            if isSettled { try remember(digest, of: stamp) }
            return (stamp, digest, isSettled)
        }
    }

    // MARK: Whole folders

    /// What is remembered of the files in each of some folders. One transaction, one row a folder.
    public func folderDigests(_ folders: [FolderDigests.Folder]) throws -> [FolderDigests?] {
        try read { database in
            let statement = try database.cachedStatement(
                sql: "SELECT digest FROM digest WHERE device = ? AND inode = ? AND mode = ?")
            return try folders.map { folder in
                try Data.fetchOne(
                    statement,
                    arguments: [Int64(bitPattern: folder.device), Int64(bitPattern: folder.inode), Self.folderMark]
                ).flatMap { FolderDigests(bytes: [UInt8]($0), device: folder.device) }
            }
        }
    }

    /// Remembers the files of some folders, replacing what was remembered of these folders. One transaction.
    ///
    /// Only files that were settled when they were read may be remembered; see ``FileStamp/isSettled(at:)``.
    public func remember(_ folders: [(folder: FolderDigests.Folder, digests: FolderDigests)]) throws {
        if folders.isEmpty { return }
        let now = Date().timeIntervalSince1970
        try write { database in
            let statement = try database.cachedStatement(sql: Self.insertion)
            for (folder, digests) in folders {
                try statement.execute(arguments: [
                    Int64(bitPattern: folder.device), Int64(bitPattern: folder.inode), 0, 0, 0, Self.folderMark,
                    Data(digests.bytes), now,
                ])
            }
        }
    }

    /// Stands for the mode in a folder's row: no file has it.
    private static let folderMark = -1

    private static let insertion = """
        INSERT OR REPLACE INTO digest (device, inode, size, modified, changed, mode, digest, stored)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """

    // MARK: Single files

    /// Writes down the digests that this process has computed. Happens by itself from time to time and on closing.
    public func flushDigests() throws {
        let pending = state.withLock { state in
            defer { state.pendingDigests = [:] }
            return state.pendingDigests
        }
        if pending.isEmpty { return }
        let now = Date().timeIntervalSince1970
        try write { database in
            let statement = try database.cachedStatement(sql: Self.insertion)
            for (stamp, digest) in pending {
                try statement.execute(arguments: [
                    Int64(bitPattern: stamp.device), Int64(bitPattern: stamp.inode), stamp.size, stamp.modified,
                    stamp.changed, Int64(stamp.mode), digest.withBytes { Data($0) }, now,
                ])
            }
        }
    }

    /// How many rows there are for files and folders whose digests are written down.
    func rememberedDigestCount() throws -> Int {
        try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM digest") ?? 0 }
    }

    private func knownDigest(of stamp: FileStamp) throws -> ContentDigest? {
        if let pending = state.withLock({ $0.pendingDigests[stamp] }) { return pending }
        return try read { database in
            let statement = try database.cachedStatement(
                sql: """
                    SELECT digest FROM digest WHERE device = ? AND inode = ? AND size = ? AND modified = ?
                    AND changed = ? AND mode = ?
                    """)
            let data = try Data.fetchOne(
                statement,
                arguments: [
                    Int64(bitPattern: stamp.device), Int64(bitPattern: stamp.inode), stamp.size, stamp.modified,
                    stamp.changed, Int64(stamp.mode),
                ])
            // Anything else was written by an earlier version.
            guard let data, data.count == ContentDigest.byteCount else { return nil }
            return data.withUnsafeBytes { ContentDigest(bytes: $0) }
        }
    }

    private func remember(_ digest: ContentDigest, of stamp: FileStamp) throws {
        let count = state.withLock { state in
            state.pendingDigests[stamp] = digest
            return state.pendingDigests.count
        }
        if count >= 512 { try flushDigests() }
    }
}
