import Images
import Linux

/// Keeps two builds from doing the same step at once: the second waits and then finds the first one's result.
struct StepLock {
    private let lock: FileLock

    /// Waits for the lock on a key. Cancelling the task ends the wait.
    static func take(_ key: String, in store: ImageStore) async throws -> StepLock {
        let path = store.locksFolder + "/step-" + key.prefix(32)
        while true {
            let lock = try FileLock.open(path)
            while try !lock.tryExclusive() {
                // flock(2) cannot be waited for without giving a thread away.
                try await Task.sleep(for: .milliseconds(20))
            }
            // Who had it before may have removed the file.
            if try lock.isAtItsPath() { return StepLock(lock: lock) }
        }
    }

    /// Gives the lock back and removes its file.
    func release() {
        removeFile(lock.path)
        try? lock.unlock()
    }
}
