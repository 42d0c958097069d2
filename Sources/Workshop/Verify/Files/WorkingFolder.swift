import Glibc
import Synchronization

/// A folder of one run for private copies of the learner's files.
///
/// A lock says that its run is alive, so a later run can remove what a killed one left.
final class WorkingFolder: Sendable {
    let path: String
    private let lock: Int32
    private let count = Mutex(0)
    private static let prefix = "workshop-verify-"

    init() throws(VerifyError) {
        let base = getenv("TMPDIR").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        Self.removeLeftovers(in: base)
        var template = Array("\(base)/\(Self.prefix)XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw .workingFolder(FilePaths.reason()) }
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let lock = open(path + "/lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            let reason = FilePaths.reason()
            if lock >= 0 { close(lock) }
            FileTree.remove(path)
            throw .workingFolder(reason)
        }
        self.path = path
        self.lock = lock
    }

    deinit { close(lock) }

    /// A path in it that nobody else gets.
    func newPath() -> String {
        let number = count.withLock { count in
            count += 1
            return count
        }
        return "\(path)/\(number)"
    }

    func remove() { FileTree.remove(path) }

    /// Removes the folders whose run is dead: those of this user whose lock is free.
    private static func removeLeftovers(in base: String) {
        for name in FileTree.names(in: base) where name.starts(with: prefix.utf8) {
            let path = "\(base)/" + String(decoding: name, as: UTF8.self)
            var status = stat()
            guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid() else {
                continue
            }
            let lock = open(path + "/lock", O_RDWR | O_CLOEXEC | O_NOFOLLOW)
            // Without a lock file it is either being made or removed by somebody else.
            guard lock >= 0 else { continue }
            if flock(lock, LOCK_EX | LOCK_NB) == 0 { FileTree.remove(path) }
            close(lock)
        }
    }
}
