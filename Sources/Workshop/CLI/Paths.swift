import Glibc

/// Paths as this process sees them.
enum Paths {
    static func current() -> String {
        guard let folder = getcwd(nil, 0) else { return "/" }
        defer { free(folder) }
        return String(cString: folder)
    }

    /// The folder that this program's file is in.
    static func program() -> String {
        guard let path = realpath("/proc/self/exe", nil) else { return "/" }
        defer { free(path) }
        return parent(String(cString: path))
    }

    static func parent(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
        return String(path[..<slash])
    }

    /// A folder and all above it, without the root.
    static func upwards(from folder: String) -> [String] {
        var result: [String] = []
        var folder = folder
        while folder != "/" {
            result.append(folder)
            folder = parent(folder)
        }
        return result
    }

    static func absolute(_ path: String) -> String {
        let whole = path.hasPrefix("/") ? path : current() + "/" + path
        var parts: [Substring] = []
        for part in whole.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
