import Glibc
import Linux

/// Writes a file so that its name never stands for something half written.
enum OutputFile {
    /// Calls the body with an open descriptor. A regular file gets its name when the body returns; a pipe or a device that has
    /// the name is written as it is.
    static func write(_ path: String, _ body: (Int32) async throws -> Void) async throws {
        var status = stat()
        let exists = stat(path, &status) == 0
        if exists && status.st_mode & S_IFMT == S_IFDIR {
            throw UsageError("\(path) is a folder. Name a file to write.")
        }
        if exists && status.st_mode & S_IFMT != S_IFREG {
            let file = try open(path, O_WRONLY, shown: path)
            defer { withExtendedLifetime(file) {} }
            return try await body(file.number)
        }
        try Paths.makeFolders(Paths.parent(path))
        let draft = "\(path).\(getpid()).partial"
        let file = try open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, shown: path)
        do {
            try await body(file.number)
            try systemCall("rename", path) { rename(draft, path) }
        } catch {
            unlink(draft)
            throw error
        }
        withExtendedLifetime(file) {}
    }

    private static func open(_ path: String, _ flags: Int32, shown: String) throws -> OwnedDescriptor {
        do throws(SystemError) {
            return try Descriptor.open(path, flags, mode: 0o666)
        } catch {
            throw UsageError("\(shown) cannot be written: \(error.reason).")
        }
    }
}
