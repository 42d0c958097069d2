import Glibc

/// Paths as this process sees them.
enum Paths {
    static func current() -> String {
        guard let folder = getcwd(nil, 0) else { return "/" }
        defer { free(folder) }
        return String(cString: folder)
    }

    static func parent(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
        return String(path[..<slash])
    }

    static func absolute(_ path: String) -> String {
        let whole = path.hasPrefix("/") ? path : current() + "/" + path
        var parts: [Substring] = []
        for part in whole.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    /// The path with symbolic links followed; the path itself when there is no such file.
    static func real(_ path: String) -> String {
        guard let pointer = realpath(path, nil) else { return path }
        defer { free(pointer) }
        return String(cString: pointer)
    }

    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    /// Makes a folder and those above it that are missing.
    static func makeFolders(_ path: String) throws {
        guard path != "/", !isFolder(path) else { return }
        try makeFolders(parent(path))
        if mkdir(path, 0o777) != 0 && errno != EEXIST {
            throw UsageError("The folder \(path) cannot be made: \(String(cString: strerror(errno))).")
        }
    }
}
