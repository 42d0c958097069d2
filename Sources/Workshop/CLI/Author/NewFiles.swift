import Glibc
import Linux

/// Writes files that do not exist yet.
enum NewFiles {
    /// Makes the folders that are missing and writes each file; what is there is never changed.
    ///
    /// - Throws: ``UsageError`` when one is there or cannot be written.
    static func write(_ files: [(path: String, text: String)], below folder: String) throws {
        for (path, text) in files {
            let file = folder + "/" + path
            try Paths.makeFolders(Paths.parent(file))
            do {
                let descriptor = try Descriptor.open(file, O_WRONLY | O_CREAT | O_EXCL, mode: 0o644)
                defer { withExtendedLifetime(descriptor) {} }
                try Descriptor.write(Array(text.utf8), to: descriptor.number)
            } catch {
                throw UsageError("\(file) cannot be written: \(error.reason).")
            }
        }
    }
}
