import ArgumentParser
import Foundation
import Grading

/// `workshop start`
struct StartCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Begin an exercise: copy what it starts from into a folder.",
        discussion: """
            The folder gets a small file .workshop, so that verify knows which exercise it belongs to.
            Nothing that is there already is overwritten.

            Examples:
              workshop start ping-app
              workshop start ping-app ~/course/ping
            """)

    @Argument(help: "The exercise; see workshop list.", completion: exerciseCompletion)
    var id: String

    @Argument(help: "The folder to make (default: ./ID).", completion: .directory)
    var folder: String?

    func run() throws {
        let exercise = try CourseFolder.find().exercise(id)
        let name = folder ?? exercise.id
        let path = Paths.absolute(name)
        try place(ExerciseAnswers(exercise), at: path)
        try ExerciseMarker.write(exercise.id, in: path)
        let files = exercise.files.isEmpty ? "the Dockerfile" : exercise.files.joined(separator: ", ")
        Terminal.print(
            """
            \(exercise.title)
            \(exercise.summary)

              read    \(exercise.folder)/README.md
              write   \(files), in \(path)
              check   cd \(Self.quoted(name)) && workshop verify
            """)
    }

    /// An empty folder may be there; anything in it may not.
    private func place(_ answers: ExerciseAnswers, at path: String) throws {
        let manager = FileManager.default
        if let entries = try? manager.contentsOfDirectory(atPath: path) {
            guard entries.isEmpty else {
                throw UsageError("\(path) is not empty. Name another folder: workshop start \(id) FOLDER.")
            }
            try manager.removeItem(atPath: path)
        }
        try answers.lay(.starter, into: path)
    }

    private static func quoted(_ text: String) -> String {
        let isPlain = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_./~".contains($0)) }
        return isPlain ? text : "'" + text.replacingOccurrences(of: "'", with: "'\\''") + "'"
    }
}
