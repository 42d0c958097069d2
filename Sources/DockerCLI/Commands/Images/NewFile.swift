import Glibc
import Linux

/// A file that appears under its name only when it is complete.
///
/// A device or a pipe (`/dev/stdout`) is written to directly.
final class NewFile {
    private let owned: OwnedFile
    private let temporary: String?
    private let path: String
    private var isFinished = false

    /// The descriptor to write to, valid as long as this object lives.
    var descriptor: Int32 { owned.number }

    /// Opens a file for the owner alone beside the one that is to be.
    init(at name: String, in folder: String) throws(CommandFailure) {
        let path = FilePath.clean(name.hasPrefix("/") ? name : folder + "/" + name)
        self.path = path
        var status = stat()
        let exists = stat(path, &status) == 0
        if exists, status.st_mode & S_IFMT == S_IFDIR { throw CommandFailure("cannot write to a directory") }
        if exists, status.st_mode & S_IFMT != S_IFREG {
            temporary = nil
            owned = try OwnedFile(opening: path, flags: O_WRONLY)
            return
        }
        let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
        // Said as it was given.
        let given = FilePath.clean(name.lastIndex(of: "/").map { String(name[...$0]) } ?? ".")
        guard stat(parent.isEmpty ? "/" : parent, &status) == 0 else {
            throw CommandFailure(
                "invalid output path: stat \(given): \(OwnedFile.reason(errno))",
                help: "Make the folder first: mkdir -p \(given)")
        }
        let beside = "\(path).\(getpid()).partial"
        temporary = beside
        owned = try OwnedFile(opening: beside, flags: O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW)
    }

    /// Gives the file its name.
    func finish() throws(CommandFailure) {
        guard let temporary else { return }
        guard rename(temporary, path) == 0 else {
            throw CommandFailure("rename \(temporary) \(path): \(OwnedFile.reason(errno))")
        }
        isFinished = true
    }

    deinit { if let temporary, !isFinished { unlink(temporary) } }
}

/// An open file that is closed with the object that holds it.
final class OwnedFile: Sendable {
    let number: Int32

    /// Opens a file; new ones are for the owner alone. Errors are in Go's words: `open x: no such file or directory`.
    init(opening path: String, flags: Int32, named name: String? = nil) throws(CommandFailure) {
        number = open(path, flags | O_CLOEXEC, 0o600)
        guard number >= 0 else { throw CommandFailure("open \(name ?? path): \(Self.reason(errno))") }
    }

    /// An error number in words as Go writes them.
    static func reason(_ number: Int32) -> String {
        let text = String(cString: strerror(number))
        return text.prefix(1).lowercased() + text.dropFirst()
    }

    deinit { if number >= 0 { close(number) } }
}
