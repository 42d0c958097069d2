import Glibc
import Linux

/// The empty files and folders that are made only so that something can be mounted on them.
///
/// They are no part of what a command did, so they are taken out of its result again.
struct Stubs: Sendable {
    /// Paths that were missing before, deepest first.
    private var missing: [String] = []

    init(lowers: [String], mounts: [RunMount]) {
        var paths = ["/etc/resolv.conf", "/etc/hosts", "/etc/hostname", "/dev", "/proc", "/sys"]
        paths += mounts.map { "/" + $0.target.split(separator: "/").joined(separator: "/") }
        var all: Set<String> = []
        for path in paths where !path.contains("..") {
            var reached = ""
            for part in path.split(separator: "/") {
                reached += "/\(part)"
                all.insert(reached)
            }
        }
        missing = all.filter { !Self.exists($0, in: lowers) }.sorted { $0.utf8.count > $1.utf8.count }
    }

    private static func exists(_ path: String, in lowers: [String]) -> Bool {
        for lower in lowers {
            var status = stat()
            if lstat(lower + path, &status) == 0 { return !OverlayMarks.isWhiteout(status) }
        }
        return false
    }

    func remove(from upper: String) {
        guard let root = try? RootedDirectory(upper) else { return }
        for path in missing {
            // No link of the command's making is followed.
            guard let (folder, name) = try? root.openParent(of: path),
                let status = try? FolderReader.status(Array(name.utf8), in: folder.number, path: path)
            else { continue }
            let kind = status.st_mode & S_IFMT
            if kind == S_IFREG && status.st_size == 0 { unlinkat(folder.number, name, 0) }
            // Fails for folders that the command has put something into.
            if kind == S_IFDIR { unlinkat(folder.number, name, AT_REMOVEDIR) }
        }
    }
}
