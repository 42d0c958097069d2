import Course
import Glibc
import Presentation

/// Where the exercises are, and which of them is meant.
struct CourseFolder {
    /// The folder that holds one folder for each exercise.
    var path: String

    /// `$WORKSHOP_COURSE`; or `Exercises` in the current folder or one above it; or beside the program, in a folder above
    /// it or in ../share/workshop.
    static func find() throws -> CourseFolder {
        if let named = getenv("WORKSHOP_COURSE").map({ String(cString: $0) }), !named.isEmpty {
            for path in [named + "/Exercises", named] where isFolder(path) {
                return CourseFolder(path: Paths.absolute(path))
            }
            throw UsageError("WORKSHOP_COURSE names \(named), which is no folder.")
        }
        for start in [Paths.current(), Paths.program()] {
            for folder in Paths.upwards(from: start) {
                for name in ["/Exercises", "/share/workshop/Exercises"] where isFolder(folder + name) {
                    return CourseFolder(path: folder + name)
                }
            }
        }
        throw UsageError(
            "No exercises were found: neither here nor beside the program is there a folder Exercises. Set WORKSHOP_COURSE to the course's folder."
        )
    }

    /// The exercises' identifiers, sorted.
    func identifiers() throws -> [String] {
        guard let stream = opendir(path) else {
            throw UsageError("The course cannot be read: \(path): \(String(cString: strerror(errno))).")
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix("."), access("\(path)/\(name)/exercise.yaml", F_OK) == 0 { names.append(name) }
        }
        return names.sorted()
    }

    /// The exercise with an identifier.
    /// - Throws: ``UsageError`` that names the nearest one; the loader's error when its exercise.yaml is wrong.
    func exercise(_ id: String) throws -> Exercise {
        let known = try identifiers()
        guard known.contains(id) else {
            let nearest = Spelling.nearest(to: id, among: known).map { " Did you mean \($0)?" } ?? ""
            throw UsageError("There is no exercise \(Harmless.line(id)).\(nearest) See workshop list.")
        }
        return try CourseSeam.load("\(path)/\(id)")
    }

    func exercises() throws -> [Exercise] { try identifiers().map { try CourseSeam.load("\(path)/\($0)") } }

    private static func isFolder(_ path: String) -> Bool { Paths.isFolder(path) }
}
