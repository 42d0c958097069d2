import Glibc
import Linux

/// The lowest layer of every container: the files and folders on which something is always mounted.
///
/// An image that has them itself hides these. Without the layer, the runtime would make them in the container's own layer,
/// where `docker diff` and `docker commit` would find them.
enum InitialLayer {
    static func path(store: String) -> String { store + "/initial" }

    /// Makes the layer when it is missing. Any number of processes may do so at once.
    static func make(store: String) throws(SystemError) {
        let path = path(store: store)
        if access(path, F_OK) == 0 { return }
        let draft = path + "." + RandomName.hex(words: 1)
        for folder in ["", "/dev", "/dev/pts", "/dev/shm", "/dev/mqueue", "/etc", "/proc", "/sys"] {
            try systemCall("mkdir", draft + folder) { mkdir(draft + folder, 0o755) }
            try systemCall("chmod", draft + folder) { chmod(draft + folder, 0o755) }
        }
        for (file, mode) in [
            ("/.dockerenv", mode_t(0o755)), ("/etc/hosts", 0o755), ("/etc/hostname", 0o755),
            ("/etc/resolv.conf", 0o755),
            ("/dev/console", 0o755),
        ] {
            try SmallFile.write("", to: draft + file)
            try systemCall("chmod", draft + file) { chmod(draft + file, mode) }
        }
        try systemCall("symlink", draft) { symlink("/proc/mounts", draft + "/etc/mtab") }
        if rename(draft, path) != 0 {
            let reason = errno
            // Somebody was faster.
            try? removeTree(draft)
            guard reason == ENOTEMPTY || reason == EEXIST else { throw SystemError("rename", path, errno: reason) }
        }
    }
}
