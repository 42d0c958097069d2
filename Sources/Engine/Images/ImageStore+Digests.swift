import Crypto
import Foundation
import GRDB
import Glibc
import Linux

/// What tells that a file is still the one that was read before.
struct FileStamp: Hashable, Sendable {
    var device: Int64
    var inode: Int64
    var size: Int64
    /// Times of the last change of contents and of attributes, in nanoseconds since 1970.
    var modified: Int64
    var changed: Int64
    var mode: Int64

    init(_ status: stat) {
        device = Int64(bitPattern: UInt64(status.st_dev))
        inode = Int64(bitPattern: UInt64(status.st_ino))
        size = Int64(status.st_size)
        modified = Self.nanoseconds(status.st_mtim)
        changed = Self.nanoseconds(status.st_ctim)
        mode = Int64(status.st_mode)
    }

    static func nanoseconds(_ time: timespec) -> Int64 { Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec) }
}

extension ImageStore {
    /// The SHA-256 of an open regular file's contents, as hexadecimal digits.
    ///
    /// A file that was read before and has not changed since, as its inode tells, is not read again. As Git does, the
    /// store remembers nothing about a file that was changed so recently that another change could carry the same time.
    ///
    /// - Parameters:
    ///   - descriptor: open for reading; its position changes.
    ///   - path: for messages.
    public func contentDigest(ofOpenFile descriptor: Int32, path: String) throws -> String {
        try storeWork(root) {
            var status = stat()
            try systemCall("fstat", path) { fstat(descriptor, &status) }
            let stamp = FileStamp(status)
            if let known = try knownDigest(of: stamp) { return known }
            var now = timespec()
            clock_gettime(CLOCK_REALTIME, &now)
            let digest = try Self.hash(descriptor, path: path)
            try systemCall("fstat", path) { fstat(descriptor, &status) }
            let isSettled = FileStamp.nanoseconds(now) - max(stamp.modified, stamp.changed) > Self.settlingTime
            if isSettled && FileStamp(status) == stamp { try remember(digest, of: stamp) }
            return digest
        }
    }

    /// The SHA-256 of the regular file at a path. Links are followed. See ``contentDigest(ofOpenFile:path:)``.
    public func contentDigest(of path: String) throws -> String {
        let file = try storeWork(root) { try Descriptor.open(path, O_RDONLY | O_NONBLOCK) }
        defer { withExtendedLifetime(file) {} }
        return try contentDigest(ofOpenFile: file.number, path: path)
    }

    /// Writes down the digests that this process has computed. Happens by itself from time to time and on closing.
    public func flushDigests() throws {
        let pending = state.withLock { state in
            defer { state.pendingDigests = [:] }
            return state.pendingDigests
        }
        if pending.isEmpty { return }
        let now = Date().timeIntervalSince1970
        try write { database in
            let statement = try database.cachedStatement(
                sql: """
                    INSERT OR REPLACE INTO digest (device, inode, size, modified, changed, mode, digest, stored)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """)
            for (stamp, digest) in pending {
                try statement.execute(arguments: [
                    stamp.device, stamp.inode, stamp.size, stamp.modified, stamp.changed, stamp.mode, digest, now,
                ])
            }
        }
    }

    /// How many files' digests are written down.
    func rememberedDigestCount() throws -> Int {
        try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM digest") ?? 0 }
    }

    /// File systems keep times as coarsely as two seconds.
    private static let settlingTime: Int64 = 2_500_000_000

    private func knownDigest(of stamp: FileStamp) throws -> String? {
        if let pending = state.withLock({ $0.pendingDigests[stamp] }) { return pending }
        return try read { database in
            let statement = try database.cachedStatement(
                sql: """
                    SELECT digest FROM digest WHERE device = ? AND inode = ? AND size = ? AND modified = ?
                    AND changed = ? AND mode = ?
                    """)
            return try String.fetchOne(
                statement,
                arguments: [stamp.device, stamp.inode, stamp.size, stamp.modified, stamp.changed, stamp.mode])
        }
    }

    private func remember(_ digest: String, of stamp: FileStamp) throws {
        let count = state.withLock { state in
            state.pendingDigests[stamp] = digest
            return state.pendingDigests.count
        }
        if count >= 512 { try flushDigests() }
    }

    private static func hash(_ descriptor: Int32, path: String) throws(SystemError) -> String {
        try systemCall("lseek", path) { lseek(descriptor, 0, SEEK_SET) }
        var hash = SHA256()
        var buffer = [UInt8](repeating: 0, count: 1 << 17)
        while true {
            let count = try systemCall("read", path) { Glibc.read(descriptor, &buffer, buffer.count) }
            if count == 0 { break }
            buffer.withUnsafeBytes { hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
        return hex(hash.finalize())
    }
}
