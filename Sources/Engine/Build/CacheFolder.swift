import Dockerfile
import Glibc
import Images
import Linux

/// The folders of `--mount=type=cache`: kept between builds, by their identifier.
enum CacheFolder {
    /// Finds or makes the folder, and waits for it or takes another if others must not use it at once.
    ///
    /// - Parameter fill: puts into a new folder what it begins with. Nobody sees the folder before it is done.
    static func take(
        _ specification: MountSpecification, target: String, in store: ImageStore, _ prepared: PreparedMounts,
        fill: (_ folder: String) throws -> Void
    ) async throws -> String {
        let name = KeyHasher.digest(Array((specification.id ?? target).utf8))
        let all = store.root + "/caches"
        if mkdir(all, 0o755) != 0 && errno != EEXIST { throw SystemError("mkdir", all, errno: errno) }
        var folder = all + "/" + name
        switch specification.sharing ?? .shared {
        case .shared: break
        case .locked:
            let lock = try FileLock.open(store.locksFolder + "/cache-" + name.prefix(32))
            while try !lock.tryExclusive() { try await Task.sleep(for: .milliseconds(50)) }
            prepared.add(lock)
        case .private:
            // The first folder that nobody uses.
            var number = 0
            while true {
                let lock = try FileLock.open(store.locksFolder + "/cache-\(name.prefix(32))-\(number)")
                if try lock.tryExclusive() {
                    prepared.add(lock)
                    break
                }
                number += 1
            }
            folder += "-\(number)"
        }
        // Nobody prunes it as long as this process lives.
        _ = try store.cacheMountFolder(String(folder.dropFirst(all.count + 1)))
        if access(folder, F_OK) != 0 {
            let lock = try FileLock.open(store.locksFolder + "/cache-new-" + name.prefix(32))
            while try !lock.tryExclusive() { try await Task.sleep(for: .milliseconds(20)) }
            defer { try? lock.unlock() }
            // Another process may have been faster.
            if access(folder, F_OK) != 0 { try make(folder, specification, in: store, fill) }
        }
        return folder
    }

    /// Makes the folder aside and moves it into place: a process that is killed leaves no half of it.
    private static func make(
        _ folder: String, _ specification: MountSpecification, in store: ImageStore, _ fill: (String) throws -> Void
    ) throws {
        let draft = try store.beginDraft(parent: nil)
        defer { store.discard(draft) }
        let made = draft.upper
        try fill(made)
        try systemCall("chmod", made) { chmod(made, mode_t(specification.mode ?? 0o755)) }
        try systemCall("chown", made) { chown(made, specification.user ?? 0, specification.group ?? 0) }
        try systemCall("rename", folder) { rename(made, folder) }
    }
}
