import EngineInterface
import GRDB
import Linux

/// What living processes use is not pruned.
///
/// Each process notes in its lease's file what it uses: writing to the database, for every cached step that is looked at,
/// would cost a transaction and in the end a sync of the disk. Two locks see to it that nothing goes between being looked
/// up and being noted. Whoever only reads holds the prune lock together with others; whoever writes is in a transaction
/// anyway; and pruning has the prune lock alone, and is a transaction, while it reads the notes and chooses.
extension ImageStore {
    /// Keeps a snapshot, with those below it, or an image from being pruned as long as this store object lives.
    public func pin(_ object: String) throws {
        if isPinned(object) { return }
        try whileNothingIsPruned { try note(object) }
    }

    /// The same within a transaction that writes.
    func pin(_ object: String, in database: Database) throws {
        if !isPinned(object) { try lease.note(object) }
    }

    func isPinned(_ object: String) -> Bool { state.withLock { $0.pins.contains(object) } }

    func remember(pin object: String) { state.withLock { _ = $0.pins.insert(object) } }

    /// Looks something up and notes it before anybody can prune it. `note` may be called in `body` only; transactions
    /// that write may not.
    func whileNothingIsPruned<Result>(_ body: () throws -> Result) throws -> Result {
        let lock = try storeWork(root) { () throws(SystemError) in
            let lock = try FileLock.open(folders.pruneLock)
            try lock.shared()
            return lock
        }
        defer { try? lock.unlock() }
        return try body()
    }

    func note(_ object: String) throws {
        if isPinned(object) { return }
        try storeWork(root) { try lease.note(object) }
        remember(pin: object)
    }

    /// Prunes: nobody looks anything up meanwhile without writing.
    func whilePruning<Result>(_ body: () throws -> Result) throws -> Result {
        let lock = try storeWork(root) { () throws(SystemError) in
            let lock = try FileLock.open(folders.pruneLock)
            try lock.exclusive()
            return lock
        }
        defer { try? lock.unlock() }
        return try body()
    }

    /// What all leases note. Within ``whilePruning(_:)`` and a transaction that writes, nothing is missing.
    func notedObjects() throws -> Set<String> {
        try storeWork(root) {
            var objects: Set<String> = []
            for id in try FolderListing.names(in: folders.leases) {
                objects.formUnion(try Lease.noted(id, in: folders))
            }
            return objects
        }
    }
}
