import Glibc
import Linux
import Progress

/// An exercise's solution, as files.
public struct SolutionFiles: Sendable, Equatable {
    public struct File: Sendable, Equatable {
        /// Relative to the solution.
        public var path: String
        /// `nil` for what is no text, or too long to be shown.
        public var text: String?
    }

    /// Those that differ from the starter come with their text; the others need not be looked at.
    public var files: [File] = []
    /// The paths that are as in the starter.
    public var same: [String] = []
    let folder: String

    private static let largest = 256 << 10

    /// - Parameter exerciseFolder: the course's folder for the exercise.
    public init(exerciseFolder: String) {
        folder = exerciseFolder + "/solution"
        let paths = LearnerFiles.list(folder, limit: 10_000) ?? []
        let starter = FileDigests.learner(folder: exerciseFolder + "/starter", known: paths, onlyKnown: true)
        let own = FileDigests.learner(folder: folder, known: paths, onlyKnown: true)
        for path in paths {
            if own[path] == starter[path] {
                same.append(path)
                continue
            }
            let bytes = (try? SmallFile.read("\(folder)/\(path)", limit: Self.largest + 1)) ?? []
            let text = bytes.count > Self.largest || bytes.contains(0) ? nil : String(validating: bytes, as: UTF8.self)
            files.append(File(path: path, text: text))
        }
    }

    /// As text to print: each file under its name.
    public var text: String {
        var parts = files.map { file in
            "── \(file.path) " + String(repeating: "─", count: max(2, 70 - file.path.count)) + "\n"
                + (file.text ?? "(not a text; --dir writes it to a file)\n")
        }
        if !same.isEmpty { parts.append("As in the starter: \(same.joined(separator: ", ")).\n") }
        return parts.joined(separator: "\n")
    }

    /// Writes the whole solution into a folder, which is made where it is missing. Nothing that exists is changed.
    ///
    /// - Returns: what was written and what was there already.
    /// - Throws: ``LearnerFolderError``.
    public func write(to target: String) throws(LearnerFolderError) -> (created: [String], kept: [String]) {
        let paths = (files.map(\.path) + same).sorted()
        let kept = paths.filter { FileCopies.isFile("\(target)/\($0)") }
        let created = paths.filter { !kept.contains($0) }
        do {
            try FileCopies.makeFolders(target)
            try FileCopies.copy(created, from: folder, to: target)
        } catch {
            throw LearnerFolderError(description: error.description)
        }
        return (created, kept)
    }
}
