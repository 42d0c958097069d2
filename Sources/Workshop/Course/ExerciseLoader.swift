/// Reads exercises from their folders.
public enum ExerciseLoader {
    /// The name of the file that makes a folder an exercise.
    public static let fileName = "exercise.yaml"
    /// In bytes. A file that people write is far smaller.
    private static let largestFile = 1 << 20

    /// Reads the exercise in a folder, whose name is its identifier.
    ///
    /// - Throws: ``CourseErrors`` with everything that is wrong with the file.
    public static func load(folder: String) throws(CourseErrors) -> Exercise {
        let folder = FolderPath.absolute(folder)
        let id = String(folder.split(separator: "/").last ?? "")
        let file = folder + "/" + fileName
        guard TextFile.exists(file) else {
            throw CourseErrors([
                CourseError(
                    file: file,
                    TextFile.isDirectory(folder)
                        ? "The file is missing, so this is no exercise." : "There is no such folder.")
            ])
        }
        let text: String
        do { text = try TextFile.read(file, limit: largestFile) } catch { throw CourseErrors([error]) }
        return try read(text, id: id, folder: folder, file: file)
    }

    /// Reads the text of an exercise.yaml.
    ///
    /// - Parameters:
    ///   - id: the name of the exercise's folder.
    ///   - file: how errors name the file.
    /// - Throws: ``CourseErrors`` with everything that is wrong with it.
    public static func read(
        _ text: String, id: String, folder: String, file: String
    ) throws(CourseErrors) -> Exercise {
        let problems = Problems(file: file)
        if !ValueReader.isName(id) {
            problems.add(
                nil, "`\(id.cut(60))` cannot be the name of an exercise's folder.",
                help: "A name is made of small letters, digits and hyphens between them, at most 40.")
        }
        let reader = ExerciseReader(id: id, folder: folder, problems: problems)
        let exercise = YAMLDocument.read(text, problems: problems).flatMap(reader.read)
        let errors = problems.all
        guard errors.isEmpty, let exercise else { throw CourseErrors(errors) }
        return exercise
    }
}
