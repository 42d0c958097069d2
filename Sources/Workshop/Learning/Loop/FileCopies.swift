import Glibc
import Linux

/// Copies single files between folders that are trusted to a different degree.
enum FileCopies {
    /// Whether there is a file or a link of that name.
    static func isFile(_ path: String) -> Bool {
        var status = stat()
        guard lstat(path, &status) == 0 else { return false }
        return status.st_mode & S_IFMT == S_IFREG || status.st_mode & S_IFMT == S_IFLNK
    }

    /// Whether no folder on the way to a path is a link or a file, so that nothing outside of `folder` is meant.
    static func hasPlainFolders(_ path: String, below folder: String) -> Bool {
        var current = folder
        for part in path.split(separator: "/").dropLast() {
            if part == ".." { return false }
            current += "/" + part
            var status = stat()
            guard lstat(current, &status) == 0 else { return errno == ENOENT }
            guard status.st_mode & S_IFMT == S_IFDIR else { return false }
        }
        return !path.split(separator: "/").contains("..")
    }

    /// Copies files and links, with modes and times, and makes the folders that they need. Nothing that exists is replaced.
    static func copy(_ paths: [String], from source: String, to target: String) throws(ResetError) {
        let copier = TreeCopier(keepsOwners: false)
        for path in paths {
            let parts = path.split(separator: "/")
            guard let name = parts.last, hasPlainFolders(path, below: source), hasPlainFolders(path, below: target)
            else {
                continue
            }
            let inner = parts.dropLast().joined(separator: "/")
            try makeFolders(target + "/" + inner)
            do throws(SystemError) {
                let from = try Descriptor.open(source + "/" + inner, O_RDONLY | O_DIRECTORY)
                let to = try Descriptor.open(target + "/" + inner, O_RDONLY | O_DIRECTORY)
                try copier.copyEntry(
                    String(name), in: from.number, to: String(name), in: to.number, path: source + "/" + path)
                withExtendedLifetime((from, to)) {}
            } catch {
                throw ResetError(.file(error.subject ?? path, error.reason))
            }
        }
    }

    /// Makes a folder and those above it that are missing.
    static func makeFolders(_ path: String) throws(ResetError) {
        var status = stat()
        if path.isEmpty || stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR { return }
        if let slash = path.lastIndex(of: "/") { try makeFolders(String(path[..<slash])) }
        guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
            throw ResetError(.file(path, String(cString: strerror(errno))))
        }
    }
}
