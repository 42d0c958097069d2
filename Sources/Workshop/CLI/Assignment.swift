/// Which exercise is meant and where the learner's files are, from what was typed and where.
struct Assignment {
    var exercise: String
    var directory: String

    /// - Parameters:
    ///   - id: the exercise as typed, if any.
    ///   - directory: `--dir`, if given.
    /// - Throws: ``UsageError`` when nothing tells the exercise.
    init(id: String?, directory: String?) throws {
        if let directory, !Paths.isFolder(directory) {
            throw UsageError("\(directory) is no folder. Give --dir the folder with your Dockerfile.")
        }
        let here = directory.map(Paths.absolute) ?? Paths.current()
        guard let id else {
            guard let marked = ExerciseMarker.read(in: here) else {
                throw UsageError(
                    "Which exercise? Go to the folder that workshop start made, or name it: workshop verify ID [--dir FOLDER]."
                )
            }
            exercise = marked
            self.directory = here
            return
        }
        exercise = id
        // Somebody who names the exercise beside its folder means that folder.
        let below = here + "/" + id
        let isStarted = ExerciseMarker.read(in: here) != id && ExerciseMarker.read(in: below) == id
        self.directory = directory == nil && isStarted ? below : here
    }
}
