import Glibc
import Linux

/// Which files in a learner's folder are the learner's work.
public enum LearnerFiles {
    /// What editors, Git and the system put beside somebody's work.
    public static func isIgnored(_ name: String) -> Bool {
        switch name {
        case ".git", ".workshop", ".DS_Store", ".vscode", ".idea", "4913": return true
        default: break
        }
        if name.hasSuffix("~") || name.hasPrefix(".#") || name.hasPrefix("#") && name.hasSuffix("#") { return true }
        // .Dockerfile.swp, .swo, .swx of vi.
        if name.hasPrefix("."), let dot = name.lastIndex(of: "."), name.distance(from: dot, to: name.endIndex) == 4 {
            return name[dot...].hasPrefix(".sw")
        }
        return false
    }

    /// The paths of files and links below a folder, relative to it and sorted; `nil` when there are more than `limit`.
    ///
    /// Folders that cannot be read count as empty; what is neither file nor link is left out.
    public static func list(_ folder: String, limit: Int = 500) -> [String]? {
        var paths: [String] = []
        return collect(folder, "", limit, 0, &paths) ? paths.sorted() : nil
    }

    private static func collect(
        _ folder: String, _ prefix: String, _ limit: Int, _ depth: Int, _ paths: inout [String]
    ) -> Bool {
        guard depth < 32, let stream = opendir(folder) else { return depth < 32 }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name == "." || name == ".." || isIgnored(name) { continue }
            var status = stat()
            guard lstat(folder + "/" + name, &status) == 0 else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFDIR:
                guard collect(folder + "/" + name, prefix + name + "/", limit, depth + 1, &paths) else { return false }
            case S_IFREG, S_IFLNK:
                if paths.count >= limit { return false }
                paths.append(prefix + name)
            default: break
            }
        }
        return true
    }
}
