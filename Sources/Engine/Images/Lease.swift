import Glibc
import Linux

/// A process's sign of life: a file below `leases` on which it holds a lock.
///
/// The lock ends with the process, however it ends. What belongs to a lease that nobody holds may be removed.
///
/// The file lists, a line each, the objects that its holder uses and that are not to be pruned.
public final class Lease: Sendable {
    /// 32 hexadecimal digits.
    public let id: String
    private let lock: FileLock
    /// The lease's file, open for notes.
    private let notes: OwnedDescriptor

    private init(id: String, lock: FileLock) throws(SystemError) {
        self.id = id
        self.lock = lock
        notes = try Descriptor.open(lock.path, O_WRONLY | O_APPEND | O_NOFOLLOW)
    }

    /// Makes a new lease and holds it.
    static func take(in folders: StoreFolders) throws(SystemError) -> Lease {
        while true {
            let id = RandomName.hex(words: 2)
            let lock = try FileLock.open(folders.lease(id))
            // Between the creation of the file and the lock somebody may have thought the lease dead and removed it.
            if try lock.tryExclusive(), try lock.isAtItsPath() { return try Lease(id: id, lock: lock) }
        }
    }

    /// Holds the lease of a process that has died, or returns `nil` when its holder lives or somebody else clears up.
    static func takeOver(_ id: String, in folders: StoreFolders) throws(SystemError) -> Lease? {
        guard let lock = try FileLock.openExisting(folders.lease(id)), try lock.tryExclusive(), try lock.isAtItsPath()
        else { return nil }
        return try Lease(id: id, lock: lock)
    }

    /// Adds an object to those that the holder uses.
    func note(_ object: String) throws(SystemError) {
        // The first break ends a line that a full disk has cut off.
        try Descriptor.write(Array("\n\(object)\n".utf8), to: notes.number)
    }

    /// What a lease's file lists; nothing when it is gone.
    static func noted(_ id: String, in folders: StoreFolders) throws(SystemError) -> [String] {
        do {
            let bytes = try SmallFile.read(folders.lease(id), limit: .max)
            return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        } catch {
            if error.errno == ENOENT { return [] }
            throw error
        }
    }

    /// Forgets what the dead holder used.
    func forgetNotes() throws(SystemError) { try systemCall("ftruncate", lock.path) { ftruncate(notes.number, 0) } }

    /// Removes the lease's file while the lock is held, then gives the lock back.
    func end() {
        unlink(lock.path)
        try? lock.unlock()
    }

    /// Gives the lock back and leaves the file, so that somebody clears up what belongs to the lease.
    func abandon() { try? lock.unlock() }
}
