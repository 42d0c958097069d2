import Glibc
import Linux

/// What a runtime makes in a root file system only to mount on it: it must not become part of the image.
struct MountPoints {
    private static let paths = ["/etc/hosts", "/etc/hostname", "/etc/resolv.conf", "/dev", "/proc", "/sys"]
    private let root: String
    /// Deepest first.
    private let missing: [String]

    /// Notes what is missing before the runtime comes. `targets` are absolute paths of mounts.
    init(root: String, targets: [String]) throws {
        self.root = root
        let folder = try RootedDirectory(root)
        var all: Set<String> = []
        for path in Self.paths + targets {
            var reached = ""
            for part in path.split(separator: "/") where part != "." {
                reached += "/\(part)"
                all.insert(reached)
            }
        }
        missing = try all.filter { try folder.status($0, followLinks: false) == nil }
            .sorted { ($1.utf8.count, $1) < ($0.utf8.count, $0) }
    }

    /// Takes away what is still as empty as the runtime made it.
    func clear() {
        guard let folder = try? RootedDirectory(root) else { return }
        for path in missing {
            // Rooted: the step may have made any part of the path a link.
            guard let status = try? folder.status(path, followLinks: false),
                let place = try? folder.openParent(of: path)
            else { continue }
            if status.st_mode & S_IFMT == S_IFDIR {
                unlinkat(place.parent.number, place.name, AT_REMOVEDIR)
            } else if status.st_mode & S_IFMT == S_IFREG && status.st_size == 0 {
                unlinkat(place.parent.number, place.name, 0)
            }
        }
    }
}
