import Glibc

/// An advisory lock on a file, by flock(2).
///
/// The lock belongs to the open file description: it is released when the last descriptor goes, so it never outlives
/// the process, however that ends. Two ``FileLock``s of one process exclude each other like those of two processes.
/// The descriptor is close-on-exec.
public final class FileLock: Sendable {
    private let file: OwnedDescriptor
    /// The locked file's path.
    public let path: String

    private init(file: OwnedDescriptor, path: String) {
        self.file = file
        self.path = path
    }

    /// Opens the lock's file, creating it when it is missing. Nothing is locked yet.
    public static func open(_ path: String) throws(SystemError) -> FileLock {
        FileLock(file: try Descriptor.open(path, O_RDWR | O_CREAT | O_NOFOLLOW, mode: 0o600), path: path)
    }

    /// Opens the lock's file, or returns `nil` when there is none.
    public static func openExisting(_ path: String) throws(SystemError) -> FileLock? {
        do {
            return FileLock(file: try Descriptor.open(path, O_RDWR | O_NOFOLLOW), path: path)
        } catch {
            if error.errno == ENOENT { return nil }
            throw error
        }
    }

    /// Takes the lock for this owner alone, or returns `false` when somebody else has it.
    public func tryExclusive() throws(SystemError) -> Bool { try attempt(LOCK_EX) }

    /// Takes the lock together with other shared owners, or returns `false` when somebody has it alone.
    public func tryShared() throws(SystemError) -> Bool { try attempt(LOCK_SH) }

    /// Whether nobody has the lock alone; it is not taken.
    public func isFree() throws(SystemError) -> Bool {
        guard try tryShared() else { return false }
        try unlock()
        return true
    }

    /// The same lock, after its file was renamed.
    public func renamed(_ path: String) -> FileLock { FileLock(file: file, path: path) }

    /// The open file: whoever gets a copy of it holds the lock, too, until all copies are closed.
    public var descriptor: Int32 { file.number }

    /// Waits for the lock and takes it for this owner alone. Blocks the calling thread.
    public func exclusive() throws(SystemError) {
        try systemCall("flock", path) { flock(file.number, LOCK_EX) }
    }

    /// Waits for the lock and takes it together with other shared owners. Blocks the calling thread.
    public func shared() throws(SystemError) {
        try systemCall("flock", path) { flock(file.number, LOCK_SH) }
    }

    /// Gives the lock back. It can be taken again.
    public func unlock() throws(SystemError) {
        try systemCall("flock", path) { flock(file.number, LOCK_UN) }
    }

    /// Whether the file is still the one at ``path``.
    ///
    /// Who removes a lock's file does so while holding the lock. Somebody who opened it just before then holds a lock
    /// that nobody else will ever see, and notices it by this.
    public func isAtItsPath() throws(SystemError) -> Bool {
        var own = stat()
        try systemCall("fstat", path) { fstat(file.number, &own) }
        var there = stat()
        guard lstat(path, &there) == 0 else {
            if errno == ENOENT { return false }
            throw SystemError("lstat", path, errno: errno)
        }
        return own.st_dev == there.st_dev && own.st_ino == there.st_ino
    }

    private func attempt(_ operation: Int32) throws(SystemError) -> Bool {
        do {
            try systemCall("flock", path) { flock(file.number, operation | LOCK_NB) }
            return true
        } catch {
            if error.errno == EWOULDBLOCK { return false }
            throw error
        }
    }
}
