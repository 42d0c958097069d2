import Course

/// The versions of an exercise's files.
struct ExerciseCases: Sendable {
    let exercise: Exercise

    /// Starter, solution, alternatives by name, mistakes in the order of exercise.yaml.
    var all: [AuthorCase] {
        [.starter, .solution] + folders("alternatives").map { .alternative($0) }
            + exercise.mistakes.map { .mistake($0.name) }
    }

    /// The folders in a folder of the exercise, sorted.
    func folders(_ name: String) -> [String] {
        let path = FilePaths.join(exercise.folder, name)
        return FileTree.names(in: path).map { String(decoding: $0, as: UTF8.self) }
            .filter { FilePaths.isDirectory("\(path)/\($0)") }.sorted()
    }

    /// Makes a folder with the files of a case: alternatives and mistakes are laid over the solution.
    ///
    /// - Throws: ``FileTree/CopyError`` when a folder is missing; ``CheckFault`` for a `.remove` that names no file.
    func lay(_ subject: AuthorCase, at path: String) async throws {
        switch subject {
        case .starter, .solution:
            try await FileTree.copy(FilePaths.join(exercise.folder, subject.description), to: path)
        case .alternative, .mistake:
            try await FileTree.copy(FilePaths.join(exercise.folder, "solution"), to: path)
            let layer = FilePaths.join(exercise.folder, subject.description)
            try await FileTree.copy(layer, over: path)
            try remove(listedIn: path + "/.remove", from: path)
        }
    }

    private func remove(listedIn list: String, from folder: String) throws {
        guard let bytes = FilePaths.read(list, limit: 1 << 20) else { return }
        FileTree.remove(list)
        for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
            let name = FilePaths.normal(line.trimming { $0.isWhitespace })
            guard !name.isEmpty else { continue }
            guard FileTree.exists(FilePaths.join(folder, name)) else {
                throw CheckFault(".remove names \(name), which is not there.")
            }
            FileTree.remove(FilePaths.join(folder, name))
        }
    }
}

extension StringProtocol {
    fileprivate func trimming(_ isTrimmed: (Character) -> Bool) -> String {
        String(String(drop(while: isTrimmed)).reversed().drop(while: isTrimmed).reversed())
    }
}
