import Course
import Foundation

/// Looks that an exercise's folder holds what it should and nothing else.
public struct ExerciseFolderRules: Sendable {
    private let exercise: Exercise

    public init(_ exercise: Exercise) { self.exercise = exercise }

    /// What is missing, too much or without effect, as sentences.
    public func problems() -> [String] {
        var problems: [String] = []
        if !exists("README.md") { problems.append("README.md is missing: it is what the learner reads.") }
        for folder in ["mistakes", "alternatives"].flatMap({ kind in folders(kind).map { kind + "/" + $0 } }) {
            problems += removals(folder).filter { !exists("solution/" + $0) }.map {
                "\(folder)/.remove names \($0), which is not in solution/."
            }
            if isSameAsSolution(folder) { problems.append("\(folder) does not differ from the solution.") }
        }
        let known: Set<String> = ["exercise.yaml", "README.md", "starter", "solution", "alternatives", "mistakes"]
        for name in entries("").filter({ !known.contains($0) }) {
            problems.append("\(name) has no place in an exercise's folder.")
        }
        return problems
    }

    private func path(_ name: String) -> String { name.isEmpty ? exercise.folder : exercise.folder + "/" + name }

    private func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

    private func entries(_ name: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path(name))) ?? []).sorted()
    }

    private func folders(_ name: String) -> [String] { entries(name).filter { isFolder(name + "/" + $0) } }

    private func isFolder(_ name: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path(name), isDirectory: &isFolder) && isFolder.boolValue
    }

    private func removals(_ folder: String) -> [String] {
        let text = (try? String(contentsOfFile: path(folder + "/.remove"), encoding: .utf8)) ?? ""
        return text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    private func isSameAsSolution(_ name: String) -> Bool {
        guard removals(name).isEmpty, exists("solution") else { return false }
        let manager = FileManager.default
        let files = ((try? manager.subpathsOfDirectory(atPath: path(name))) ?? []).filter { $0 != ".remove" }
        return files.allSatisfy { file in
            let (own, other) = (path(name + "/" + file), path("solution/" + file))
            return isFolder(name + "/" + file)
                || (manager.contentsEqual(atPath: own, andPath: other) && mode(own) == mode(other))
        }
    }

    /// A file that only lost its permission to be executed differs, too.
    private func mode(_ path: String) -> Int? {
        ((try? FileManager.default.attributesOfItem(atPath: path))?[.posixPermissions] as? NSNumber)?.intValue
    }
}
