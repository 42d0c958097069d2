import ArgumentParser
import Course
import Glibc

/// Where the course is; shared by all commands that need one.
struct CourseOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The course's folder, which holds Exercises (default: WORKSHOP_COURSE, or found from here or the program).",
            valueName: "folder"),
        completion: .directory)
    var course: String?

    /// - Throws: `CourseError` when there is none.
    func find() throws -> CourseFolder { try Self.find(explicit: course) }

    static func find(explicit: String? = nil) throws -> CourseFolder {
        let named = getenv("WORKSHOP_COURSE").map { String(cString: $0) }
        return try CourseFolder.find(explicit: explicit, environment: named.map { ["WORKSHOP_COURSE": $0] } ?? [:])
    }
}

/// Completes an exercise's identifier.
let exerciseCompletion = CompletionKind.custom { _, _, _ in
    (try? CourseOptions.find().exerciseNames()) ?? []
}
