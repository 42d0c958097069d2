import Course
import Dockerfile
import Foundation

/// The instructions that an exercise's starter gives: what they are like is not the learner's doing.
struct StarterLines {
    private let given: Set<ArraySlice<UInt8>>

    /// - Parameter file: the Dockerfile relative to the learner's folder. A starter without it, or one that cannot be
    ///   parsed, gives nothing.
    init(exercise: Exercise, file: String) {
        let data = try? Data(contentsOf: URL(fileURLWithPath: "\(exercise.folder)/starter/\(file)"))
        self.init(starter: data.map { Array($0) } ?? [])
    }

    init(starter: [UInt8]) {
        let file = try? Dockerfile.parse(starter, file: "Dockerfile")
        given = Set(file.map(Self.statements)?.map(\.source) ?? [])
    }

    /// Whether the instruction at a line was written or changed by the learner.
    func isOwn(line: Int, of file: Dockerfile) -> Bool {
        guard let statement = Self.statements(file).last(where: { $0.line <= line }) else { return true }
        return !given.contains(statement.source)
    }

    private static func statements(_ file: Dockerfile) -> [Statement] {
        (file.globalArguments + file.stages.flatMap { [$0.from] + $0.instructions }).map(\.statement)
    }
}
