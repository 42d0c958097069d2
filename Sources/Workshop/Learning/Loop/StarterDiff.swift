import Glibc
import Linux
import Progress
import TerminalText

/// What a learner has changed since the starter, as a unified diff made by the system's `diff`.
public struct StarterDiff: Sendable {
    /// The exercise's starter and the learner's folder.
    let starter: String
    let folder: String

    /// - Parameters:
    ///   - exerciseFolder: the course's folder for the exercise.
    ///   - folder: the learner's folder.
    public init(exerciseFolder: String, folder: String) {
        starter = exerciseFolder + "/starter"
        self.folder = folder
    }

    /// The lines of the diff, without line breaks; none when nothing differs.
    ///
    /// - Throws: ``DiffError`` when there is no `diff`, or when it cannot read a file.
    public func lines() async throws -> [String] {
        guard let program = Tool.find("diff") else { throw DiffError.noProgram }
        let known = LearnerFiles.list(starter) ?? []
        let before = FileDigests.learner(folder: starter, known: known)
        let after = FileDigests.learner(folder: folder, known: known)
        var lines: [String] = []
        for path in FileDigests.changes(from: before, to: after) {
            let old = before[path] == nil ? "/dev/null" : "\(starter)/\(path)"
            let new = after[path] == nil ? "/dev/null" : "\(folder)/\(path)"
            let request = SpawnRequest(
                program,
                [
                    "-u", "--label", before[path] == nil ? "/dev/null" : "starter/\(path)", "--label",
                    after[path] == nil ? "/dev/null" : "mine/\(path)", old, new,
                ])
            let result = try await Tool.run(request, limit: 4 << 20)
            // 0: they only differ in the permission to be executed. 2 is trouble.
            switch result.termination {
            case .exited(0): lines.append("mode of mine/\(path) differs from starter/\(path)")
            case .exited(1): lines += Self.split(result.output)
            default:
                throw DiffError.failed(path, String(decoding: result.error, as: UTF8.self))
            }
        }
        return lines
    }

    private static func split(_ output: [UInt8]) -> [String] {
        var lines = output.split(separator: 0x0a, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    /// A line of a diff in the colours of what it says.
    public static func styled(_ line: String) -> StyledLine {
        switch line.first {
        case "+" where line.hasPrefix("+++ "), "-" where line.hasPrefix("--- "): StyledLine(line, .strong)
        case "+": StyledLine(line, .good)
        case "-": StyledLine(line, .bad)
        case "@", "\\": StyledLine(line, .quiet)
        case " ", nil: StyledLine(line)
        default: StyledLine(line, .doubtful)
        }
    }
}

/// Why no diff can be shown.
public enum DiffError: Error, Sendable, Equatable, CustomStringConvertible {
    case noProgram
    /// A file, and what `diff` said about it.
    case failed(String, String)

    public var description: String {
        switch self {
        case .noProgram: "The program diff is not installed. Install it with: sudo apt-get install diffutils"
        case .failed(let path, let reason):
            "\(path) cannot be compared: \(Harmless.lines(reason).joined(separator: " "))"
        }
    }
}
