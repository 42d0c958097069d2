import Glibc
import Linux

/// The file `.workshop` in a learner's folder: which exercise the folder belongs to.
public enum Marker {
    public static let name = ".workshop"

    /// The exercise that a folder was started for; `nil` when it was started for none.
    public static func read(in folder: String) -> String? {
        guard let text = SmallFile.text(folder + "/" + name) else { return nil }
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2, parts[0] == "exercise" {
                let id = parts[1].filter { !$0.isWhitespace }
                return id.isEmpty ? nil : id
            }
        }
        return nil
    }

    /// Whether a folder is there and belongs to no other exercise.
    public static func mayBe(_ id: String, in folder: String) -> Bool {
        var status = stat()
        guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return false }
        return read(in: folder).map { $0 == id } ?? true
    }

    /// - Throws: `SystemError` when the file cannot be written.
    public static func write(_ id: String, in folder: String) throws(SystemError) {
        try SmallFile.write(
            "# Which exercise this folder belongs to, for workshop verify.\nexercise: \(id)\n", to: folder + "/" + name)
    }
}
