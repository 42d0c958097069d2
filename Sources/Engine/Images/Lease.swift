import Glibc
import Linux

/// A process's sign of life: a file below `leases` on which it holds a lock.
///
/// The lock ends with the process, however it ends. What belongs to a lease that nobody holds may be removed.
public final class Lease: Sendable {
    /// 32 hexadecimal digits.
    public let id: String
    private let lock: FileLock

    private init(id: String, lock: FileLock) {
        self.id = id
        self.lock = lock
    }

    /// Makes a new lease and holds it.
    static func take(in folders: StoreFolders) throws(SystemError) -> Lease {
        while true {
            let id = RandomName.hex(words: 2)
            let lock = try FileLock.open(folders.lease(id))
            // Between the creation of the file and the lock somebody may have thought the lease dead and removed it.
            if try lock.tryExclusive(), try lock.isAtItsPath() { return Lease(id: id, lock: lock) }
        }
    }

    /// Holds the lease of a process that has died, or returns `nil` when its holder lives or somebody else clears up.
    static func takeOver(_ id: String, in folders: StoreFolders) throws(SystemError) -> Lease? {
        guard let lock = try FileLock.openExisting(folders.lease(id)), try lock.tryExclusive(), try lock.isAtItsPath()
        else { return nil }
        return Lease(id: id, lock: lock)
    }

    /// Removes the lease's file while the lock is held, then gives the lock back.
    func end() {
        unlink(lock.path)
        try? lock.unlock()
    }

    /// Gives the lock back and leaves the file, so that somebody clears up what belongs to the lease.
    func abandon() { try? lock.unlock() }
}
