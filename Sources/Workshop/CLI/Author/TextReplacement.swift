import Glibc
import Linux

/// Replaces a file's text in one step.
enum TextReplacement {
    /// Writes beside the file and renames, so that nobody ever sees half of it.
    ///
    /// - Parameter known: the text that the file has to have still; somebody may be writing at it.
    /// - Throws: ``UsageError`` when the file was changed or cannot be written.
    static func write(_ text: String, over path: String, unlessOtherThan known: String) throws {
        guard SmallFile.text(path) == known else {
            throw UsageError("\(path) was changed meanwhile, so nothing was written to it. Run the command again.")
        }
        let other = "\(path).new-\(getpid())"
        do {
            var status = stat()
            try systemCall("stat", path) { stat(path, &status) }
            try SmallFile.write(text, to: other, mode: status.st_mode & 0o777)
            try systemCall("rename", path) { rename(other, path) }
        } catch {
            unlink(other)
            throw UsageError("\(path) cannot be written: \(error).")
        }
    }
}
