import Course
import Glibc

/// Gives a file one more line that changes what it holds, but not what it does.
enum FileChange {
    /// - Parameters:
    ///   - path: relative to `folder`, a private copy.
    ///   - token: makes the content differ from every earlier one, so that no cache knows it. Letters and digits.
    /// - Throws: ``Failure`` when the learner has no such file.
    static func apply(to path: String, in folder: String, token: String) throws {
        let parts = FilePaths.normal(path).split(separator: "/")
        var full = folder
        // A symbolic link could lead out of the copy.
        for part in parts {
            full += "/\(part)"
            var status = stat()
            guard lstat(full, &status) == 0 else {
                throw Failure("The file \(path) is not in your folder.", expected: "a file \(path)", seen: "nothing")
            }
            guard status.st_mode & S_IFMT != S_IFLNK else {
                throw Failure(
                    "\(path) is or lies behind a symbolic link, so it cannot be changed in a copy.",
                    expected: "a file \(path)", seen: "a symbolic link")
            }
        }
        let descriptor = open(full, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { throw CheckFault("\(path) cannot be changed: \(FilePaths.reason()).") }
        defer { close(descriptor) }
        var last: UInt8 = 10
        let size = lseek(descriptor, 0, SEEK_END)
        if size > 0 { _ = pread(descriptor, &last, 1, size - 1) }
        let text = (last == 10 ? "" : "\n") + line(for: String(parts.last ?? ""), token: token)
        guard FileTree.write(Array(text.utf8)[...], to: descriptor) else {
            throw CheckFault("\(path) cannot be changed: \(FilePaths.reason()).")
        }
    }

    /// A comment in the file's language; where comments are unknown or not allowed, a line of blanks.
    static func line(for name: String, token: String) -> String {
        let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
        let comment = "touched \(token)"
        if name.hasPrefix("Dockerfile") || name == "Makefile" { return "# \(comment)\n" }
        guard name.contains(".") else { return blanks(token) }
        switch ending {
        case "js", "mjs", "cjs", "jsx", "ts", "tsx", "go", "c", "h", "cc", "cpp", "hpp", "cs", "java", "kt", "rs",
            "swift",
            "scala", "dart", "mod":
            return "// \(comment)\n"
        case "py", "rb", "sh", "bash", "yml", "yaml", "toml", "pl", "r", "conf", "env":
            return "# \(comment)\n"
        case "css": return "/* \(comment) */\n"
        case "html", "htm", "xml", "svg", "md": return "<!-- \(comment) -->\n"
        case "sql", "lua", "hs": return "-- \(comment)\n"
        default: return blanks(token)
        }
    }

    /// The token as blanks and tabs, which JSON and most other formats allow at the end.
    private static func blanks(_ token: String) -> String {
        let bits = token.utf8.flatMap { byte in (0..<8).map { (byte >> $0) & 1 } }
        return bits.map { $0 == 1 ? "\t" : " " }.joined() + "\n"
    }
}
