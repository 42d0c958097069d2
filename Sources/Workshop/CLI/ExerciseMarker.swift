import Glibc
import Linux

/// The file `.workshop` in a learner's folder: which exercise the folder belongs to.
enum ExerciseMarker {
    static let name = ".workshop"

    /// The exercise that a folder was started for.
    static func read(in folder: String) -> String? {
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

    static func write(_ id: String, in folder: String) throws {
        try SmallFile.write(
            "# Which exercise this folder belongs to, for workshop verify.\nexercise: \(id)\n", to: folder + "/" + name)
    }
}
