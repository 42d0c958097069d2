import Dockerfile
import Glibc
import Images
import Linux

/// The folders of `--mount=type=cache`: kept between builds, by their identifier.
enum CacheFolder {
    /// Finds or makes the folder, and waits for it or takes another if others must not use it at once.
    static func take(
        _ specification: MountSpecification, target: String, in store: ImageStore, _ prepared: PreparedMounts
    ) async throws -> (folder: String, isNew: Bool) {
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
        if mkdir(folder, 0o755) == 0 {
            try systemCall("chmod", folder) { chmod(folder, mode_t(specification.mode ?? 0o755)) }
            try systemCall("chown", folder) { chown(folder, specification.user ?? 0, specification.group ?? 0) }
        } else if errno != EEXIST {
            throw SystemError("mkdir", folder, errno: errno)
        } else {
            return (folder, false)
        }
        return (folder, true)
    }
}
