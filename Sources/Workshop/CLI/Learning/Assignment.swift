import Progress

/// Which exercise is meant and where the learner's files are, from what was typed and where.
struct Assignment: Equatable {
    var exercise: String
    var directory: String

    /// - Parameters:
    ///   - id: the exercise as typed, if any.
    ///   - directory: `--dir`, if given.
    ///   - command: what was typed, for messages.
    ///   - here: the current folder.
    ///   - recorded: where the learner worked on an exercise, by what was written down.
    /// - Throws: ``UsageError`` when nothing tells the exercise, or when its folder is gone.
    init(
        id: String?, directory: String?, command: String = "verify", here: String = Paths.current(),
        recorded: (String) -> String? = { _ in nil }
    ) throws {
        if let directory, !Paths.isFolder(directory) {
            throw UsageError("\(directory) is no folder. Give --dir the folder with your Dockerfile.")
        }
        let start = directory.map(Paths.absolute) ?? here
        guard let id else {
            guard let found = Self.marked(from: start, upwards: directory == nil) else {
                throw UsageError(
                    "Which exercise? Go to the folder that workshop start made, or name it: workshop \(command) ID"
                )
            }
            (exercise, self.directory) = (found.exercise, found.folder)
            return
        }
        exercise = id
        self.directory = start
        if directory != nil || Marker.read(in: start) == id { return }
        // Somebody who names the exercise beside its folder means that folder.
        let below = start + "/" + id
        if Marker.read(in: below) == id {
            self.directory = below
        } else if let above = Self.marked(from: start, upwards: true), above.exercise == id {
            self.directory = above.folder
        } else if let folder = recorded(id) {
            guard Marker.mayBe(id, in: folder) else {
                throw UsageError(
                    "You worked on \(id) in \(folder), which is not there any more. Go to where it is now, or begin anew: workshop start \(id)"
                )
            }
            self.directory = folder
        }
    }

    /// The nearest folder with a marker, and its exercise.
    private static func marked(from folder: String, upwards: Bool) -> (exercise: String, folder: String)? {
        var current = folder
        while true {
            if let exercise = Marker.read(in: current) { return (exercise, current) }
            if !upwards || current == "/" { return nil }
            current = Paths.parent(current)
        }
    }
}
