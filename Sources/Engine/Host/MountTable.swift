import Linux

/// What /proc/self/mountinfo says. See proc_pid_mountinfo(5).
struct MountTable {
    struct Entry: Equatable {
        var point: String
        /// The file system's type: `ext4`, `cgroup2`, ….
        var type: String
        /// The options of the file system itself.
        var options: [String]
    }
    var entries: [Entry]

    init(_ text: String) {
        entries = text.split(separator: "\n").compactMap { line in
            // Optional fields of any number end with a lone dash.
            let fields = line.split(separator: " ")
            guard fields.count >= 10, let dash = fields[6...].firstIndex(of: "-"), dash + 3 < fields.count else {
                return nil
            }
            return Entry(
                point: MountPath.decode(fields[4]), type: String(fields[dash + 1]),
                options: fields[dash + 3].split(separator: ",").map(String.init))
        }
    }

    /// The mount that holds a path, which is absolute and free of links.
    func entry(holding path: String) -> Entry? {
        // Of two mounts at the same point, the later one covers the other.
        entries.reduce(nil) { best, entry in
            let holds = entry.point == "/" || path == entry.point || path.hasPrefix(entry.point + "/")
            return holds && entry.point.utf8.count >= (best?.point.utf8.count ?? 0) ? entry : best
        }
    }
}
