import EngineInterface
import Foundation
import GRDB
import Glibc
import Linux

/// Images, their snapshots and the build cache, on disk, for any number of processes at once.
///
/// The database says what exists; folders without a row are remains of processes that were killed and are removed.
/// All changes are short transactions. Methods throw ``EngineError``.
public final class ImageStore: Sendable {
    /// The store's folder, absolute.
    public let root: String
    /// This store object's sign of life. What it began and did not finish goes when it does.
    public let lease: Lease

    let folders: StoreFolders
    let database: DatabaseQueue
    let state = Locked(State())
    let hasher = LayerHasher()

    /// What this process remembers of its own doings.
    struct State {
        var lastDraft = 0
        var pins: Set<String> = []
        var pendingDigests: [FileStamp: ContentDigest] = [:]
        var isClosed = false
    }

    /// Opens the store in a folder, creating both when they are missing, and removes the drafts of dead processes.
    public init(root: String) throws {
        let folders = StoreFolders(root: root)
        (database, lease) = try storeWork(root) {
            if access(folders.locks, F_OK) != 0 { try Self.makeFolders(folders) }
            return (try StoreSchema.open(folders), try Lease.take(in: folders))
        }
        self.root = root
        self.folders = folders
        try reapDeadLeases()
    }

    deinit { close() }

    /// Lets go of everything that belongs to this store object: its drafts, its pins, its lease.
    ///
    /// Nothing may be mounted from its drafts any more. Further calls fail or do nothing.
    public func close() {
        let isFirst = state.withLock { state in
            defer { state.isClosed = true }
            return !state.isClosed
        }
        guard isFirst else { return }
        hasher.stop()
        try? saveLayerDigests()
        try? flushDigests()
        do {
            try storeWork(root) { try removeTree(folders.drafts(of: lease.id)) }
            if access(folders.session(of: lease.id), F_OK) == 0 { lease.abandon() } else { lease.end() }
        } catch {
            lease.abandon()
        }
        try? database.close()
    }

    /// The folder for what containers of this lease need. It is not created here; whoever creates it removes it, or
    /// has it removed by ``reapSessions(_:)`` of another process.
    public var sessionFolder: String { folders.session(of: lease.id) }
    /// The folder of named volumes.
    public var volumesFolder: String { folders.volumes }
    /// The folder for files that were fetched from elsewhere and can be fetched again.
    public var downloadsFolder: String { folders.downloads }
    /// The folder for locks on names of the caller's choice.
    public var locksFolder: String { folders.locks }

    private static func makeFolders(_ folders: StoreFolders) throws {
        // Others of this machine have no business here: snapshots hold setuid programs.
        try FileManager.default.createDirectory(
            atPath: folders.root, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        for folder in folders.all.dropFirst() {
            if mkdir(folder, 0o755) != 0 && errno != EEXIST { throw SystemError("mkdir", folder, errno: errno) }
        }
        // An overlay shows the mode of its lowest folder when there is no other.
        try systemCall("chmod", folders.empty) { chmod(folders.empty, 0o755) }
    }

    // MARK: - Running transactions

    func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try storeWork(root) { try database.unsafeRead(body) }
    }

    func write<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try storeWork(root) { try database.write(body) }
    }
}
