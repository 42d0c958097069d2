import Course
import Foundation

/// The answers in an exercise's folder.
public struct ExerciseAnswers: Sendable {
    private let exercise: Exercise

    public init(_ exercise: Exercise) { self.exercise = exercise }

    /// The starter, the solution, the variants and the mistakes, in this order.
    public func cases() throws -> [ExerciseCase] {
        [.starter, .solution] + folders("variants").map(ExerciseCase.variant)
            + exercise.mistakes.map(ExerciseCase.mistake)
    }

    /// Writes an answer's files into a new folder.
    ///
    /// Variants and mistakes are laid over a copy of the solution; their file `.remove` names what to take away.
    public func lay(_ answer: ExerciseCase, into folder: String) throws {
        let manager = FileManager.default
        guard !manager.fileExists(atPath: folder) else { throw AnswerError.exists(folder) }
        try manager.createDirectory(
            at: URL(fileURLWithPath: folder).deletingLastPathComponent(), withIntermediateDirectories: true)
        switch answer {
        case .starter: try copy("starter", to: folder)
        case .solution: try copy("solution", to: folder)
        case .variant(let name): try overlay("variants/\(name)", on: folder)
        case .mistake(let mistake): try overlay("mistakes/\(mistake.name)", on: folder)
        }
    }

    /// What is missing in or too much in the exercise's folder, as sentences.
    public func problems() -> [String] {
        var problems: [String] = []
        for name in ["README.md", "starter", "solution"] where !exists(name) {
            problems.append("\(exercise.id): \(name) is missing.")
        }
        let declared = Set(exercise.mistakes.map(\.name))
        let present = Set(folders("mistakes"))
        for name in declared.subtracting(present).sorted() {
            problems.append("\(exercise.id): the mistake `\(name)` has no folder mistakes/\(name).")
        }
        for name in present.subtracting(declared).sorted() {
            problems.append("\(exercise.id): mistakes/\(name) is not declared in exercise.yaml.")
        }
        for folder in present.sorted().map({ "mistakes/" + $0 }) + folders("variants").map({ "variants/" + $0 }) {
            problems += removals(folder).filter { !exists("solution/" + $0) }.map {
                "\(exercise.id): \(folder)/.remove names \($0), which is not in solution/."
            }
            if isSameAsSolution(folder) {
                problems.append("\(exercise.id): \(folder) does not differ from the solution.")
            }
        }
        let known: Set<String> = ["exercise.yaml", "README.md", "starter", "solution", "variants", "mistakes"]
        for name in entries("").filter({ !known.contains($0) }) {
            problems.append("\(exercise.id): \(name) has no place in an exercise's folder.")
        }
        return problems
    }

    // MARK: Files

    private func path(_ name: String) -> String { name.isEmpty ? exercise.folder : exercise.folder + "/" + name }

    private func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

    private func entries(_ name: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path(name))) ?? []).sorted()
    }

    private func folders(_ name: String) -> [String] {
        entries(name).filter { entry in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: path(name + "/" + entry), isDirectory: &isFolder)
                && isFolder.boolValue
        }
    }

    private func removals(_ folder: String) -> [String] {
        let text = (try? String(contentsOfFile: path(folder + "/.remove"), encoding: .utf8)) ?? ""
        return text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    private func copy(_ name: String, to folder: String) throws {
        guard exists(name) else { throw AnswerError.missing(path(name)) }
        try FileManager.default.copyItem(atPath: path(name), toPath: folder)
    }

    private func overlay(_ name: String, on folder: String) throws {
        guard exists(name) else { throw AnswerError.missing(path(name)) }
        try copy("solution", to: folder)
        let manager = FileManager.default
        for file in removals(name) {
            guard !file.split(separator: "/").contains(".."), !file.hasPrefix("/") else {
                throw AnswerError.leavesFolder(file, path(name + "/.remove"))
            }
            try? manager.removeItem(atPath: folder + "/" + file)
        }
        for file in try manager.subpathsOfDirectory(atPath: path(name)).sorted() where file != ".remove" {
            let (source, target) = (path(name) + "/" + file, folder + "/" + file)
            let attributes = try manager.attributesOfItem(atPath: source)
            if attributes[.type] as? FileAttributeType == .typeDirectory {
                try manager.createDirectory(atPath: target, withIntermediateDirectories: true)
            } else {
                try? manager.removeItem(atPath: target)
                try manager.copyItem(atPath: source, toPath: target)
            }
        }
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

    private func mode(_ path: String) -> Int? {
        (try? FileManager.default.attributesOfItem(atPath: path))?[.posixPermissions] as? Int
    }

    private func isFolder(_ name: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path(name), isDirectory: &isFolder) && isFolder.boolValue
    }
}

/// Why an answer's files cannot be laid out.
public enum AnswerError: Error, Sendable, CustomStringConvertible {
    case exists(String)
    case missing(String)
    case leavesFolder(String, String)

    public var description: String {
        switch self {
        case .exists(let path): "\(path) is there already. Choose a folder that does not exist yet."
        case .missing(let path): "\(path) is missing."
        case .leavesFolder(let file, let list): "\(list) names \(file), which leads out of the answer's folder."
        }
    }
}
