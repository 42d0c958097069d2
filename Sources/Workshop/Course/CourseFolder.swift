import Glibc

/// A course: a folder that holds `Exercises/` and, beside it, `Lessons/`.
public struct CourseFolder: Sendable, Hashable {
    /// The absolute path.
    public let path: String

    /// The folder of the exercises.
    public var exercises: String { path + "/Exercises" }
    /// The folder of the texts to read; it may be missing.
    public var lessons: String { path + "/Lessons" }

    /// - Throws: ``CourseError`` when the folder holds no `Exercises/`.
    public init(_ folder: String) throws(CourseError) {
        path = FolderPath.absolute(folder)
        guard TextFile.isDirectory(path + "/Exercises") else {
            throw CourseError(
                file: path,
                TextFile.isDirectory(path)
                    ? "There is no folder Exercises here, so this is no course."
                    : "There is no such folder.",
                help: "Name the folder that holds `Exercises`.")
        }
    }

    /// Finds the course to work with.
    ///
    /// It looks, in this order, at `explicit`, at the variable `WORKSHOP_COURSE`, at the current folder and those above
    /// it, at `../share/workshop` beside the executable's folder, and at the folders above the executable.
    /// - Parameters:
    ///   - explicit: what the user asked for.
    ///   - currentFolder: an absolute path; by default that of the process.
    ///   - executable: by default that of the process.
    /// - Throws: ``CourseError`` when what was asked for is no course, or when none is found.
    public static func find(
        explicit: String? = nil, environment: [String: String], currentFolder: String? = nil, executable: String? = nil
    ) throws(CourseError) -> CourseFolder {
        let current = currentFolder ?? FolderPath.workingDirectory()
        if let explicit { return try CourseFolder(FolderPath.absolute(explicit, base: current)) }
        if let named = environment["WORKSHOP_COURSE"], !named.isEmpty {
            do {
                return try CourseFolder(FolderPath.absolute(named, base: current))
            } catch {
                throw CourseError(
                    file: error.file, "The variable WORKSHOP_COURSE names this folder. " + error.message,
                    help: error.help)
            }
        }
        var candidates = [current] + FolderPath.parents(of: current)
        if let program = FolderPath.real(executable ?? "/proc/self/exe") {
            let above = FolderPath.parents(of: program)
            if let prefix = above.dropFirst().first { candidates.append(prefix + "/share/workshop") }
            candidates += above
        }
        for candidate in candidates {
            if let course = try? CourseFolder(candidate), course.holdsExercise { return course }
        }
        throw CourseError(
            file: current, "There is no course here: neither this folder nor one above it holds a folder Exercises.",
            help: "Go to the course's folder, name it with --course, or set WORKSHOP_COURSE.")
    }

    /// Somebody's folder may be called Exercises, too; only one with an exercise in it makes a course.
    private var holdsExercise: Bool { !((try? exerciseNames()) ?? []).isEmpty }

    /// The identifiers of the exercises: the folders with an exercise.yaml, sorted.
    ///
    /// - Throws: ``CourseError`` when the folder cannot be read.
    public func exerciseNames() throws(CourseError) -> [String] {
        guard let names = TextFile.names(in: exercises) else {
            throw CourseError(file: exercises, "The folder cannot be read: \(TextFile.reason(errno)).")
        }
        return names.filter { name in
            !name.hasPrefix(".") && TextFile.exists("\(exercises)/\(name)/\(ExerciseLoader.fileName)")
        }
    }

    /// Reads one exercise.
    ///
    /// - Throws: ``CourseErrors`` when there is none of that name, or when its file has errors.
    public func exercise(_ id: String) throws(CourseErrors) -> Exercise {
        let names: [String]
        do { names = try exerciseNames() } catch { throw CourseErrors([error]) }
        guard names.contains(id) else {
            throw CourseErrors([
                CourseError(
                    file: exercises, "There is no exercise `\(id.cut(60))`.",
                    help: Spelling.help(for: id, among: names, otherwise: "There are "))
            ])
        }
        return try load(exercise: id)
    }

    private func load(exercise id: String) throws(CourseErrors) -> Exercise {
        let folder = "\(exercises)/\(id)"
        do { try stays("\(folder)/\(ExerciseLoader.fileName)") } catch { throw CourseErrors([error]) }
        return try ExerciseLoader.load(folder: folder)
    }

    /// Reads all exercises; one with errors does not keep the others from being read.
    public func allExercises() throws(CourseError) -> [(id: String, exercise: Result<Exercise, CourseErrors>)] {
        try exerciseNames().map { id in
            do throws(CourseErrors) {
                return (id, .success(try load(exercise: id)))
            } catch {
                return (id, .failure(error))
            }
        }
    }
}

extension CourseFolder {
    /// Whether an exercise or a chapter may be called so: `[a-z0-9-]`, at most 40 characters, no hyphen at an end.
    public static func isName(_ text: String) -> Bool { ValueReader.isName(text) }
}
