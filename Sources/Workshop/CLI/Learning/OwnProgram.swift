import Course
import Linux

/// This program, run once more with other arguments, on this terminal.
enum OwnProgram {
    /// Runs a command to its end. The child ends with this process, and keeps out of its screen: the caller gives the terminal up.
    ///
    /// - Returns: its exit status.
    static func run(_ arguments: [String], course: CourseFolder, in directory: String? = nil) async throws -> Int32 {
        var request = SpawnRequest("/proc/self/exe", arguments + ["--course", course.path])
        request.directory = directory
        request.descriptors = [(0, 0), (1, 1), (2, 2)]
        return try await ChildProcess(request).wait().status
    }
}
