import ArgumentParser
import Course
import Glibc
import Grading

/// Where the course is; shared by all commands that need one.
struct CourseOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            The course's folder, which holds Exercises, or an archive of one: .tar.gz, .tar or .zip \
            (default: WORKSHOP_COURSE, or found from here or the program).
            """,
            valueName: "folder"),
        completion: .file())
    var course: String?

    /// - Throws: `CourseError` when there is none, ``UsageError`` for an archive that cannot be unpacked.
    func find() throws -> CourseFolder { try Self.find(explicit: course) }

    static func find(explicit: String? = nil) throws -> CourseFolder {
        let named = variable("WORKSHOP_COURSE")
        if let archive = explicit ?? named, CourseArchive.isArchive(archive), !Paths.isFolder(archive) {
            return try unpacked(archive)
        }
        return try CourseFolder.find(explicit: explicit, environment: named.map { ["WORKSHOP_COURSE": $0] } ?? [:])
    }

    /// An archive is unpacked once, into a folder under its digest.
    private static func unpacked(_ archive: String) throws -> CourseFolder {
        let base = variable("XDG_CACHE_HOME") ?? (variable("HOME") ?? "/tmp") + "/.cache"
        do {
            return try CourseFolder(
                CourseArchive.unpack(Paths.absolute(archive), into: Paths.absolute(base) + "/workshop/courses"))
        } catch let error as SubmissionError {
            throw UsageError("The course \(archive) cannot be used. \(error)")
        }
    }

    private static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}

/// Completes an exercise's identifier.
let exerciseCompletion = CompletionKind.custom { _, _, _ in
    (try? CourseOptions.find().exerciseNames()) ?? []
}
