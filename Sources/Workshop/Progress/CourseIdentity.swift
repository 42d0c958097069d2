import Course
import Crypto
import Glibc

/// What a learner's progress belongs to: a course, wherever its folder lies.
public struct CourseIdentity: Sendable, Hashable {
    /// What `course.yaml` names the course; or `path-` and a digest of the folder's path.
    ///
    /// Small letters, digits and hyphens, at most 40, so it can be a file's name.
    public let id: String
    /// The course's folder, with symbolic links followed.
    public let path: String

    /// Finds out what a course is called. A `course.yaml` with mistakes counts as none: a learner's work must not wait
    /// for an author's mistake.
    public init(_ course: CourseFolder) {
        let real = Self.real(course.path)
        let unnamed = "path-" + SHA256.hex(Array(real.utf8)).prefix(24)
        let named = (try? course.description())?.id
        self.init(id: named ?? unnamed, path: real, formerID: named == nil ? nil : unnamed)
    }

    /// What the course was called before it had a name; `nil` when it has none.
    let formerID: String?

    /// - Parameters:
    ///   - id: as in ``id``.
    ///   - formerID: under which progress is looked for when there is none under `id`.
    public init(id: String, path: String, formerID: String? = nil) {
        self.id = id
        self.path = path
        self.formerID = formerID
    }

    private static func real(_ path: String) -> String {
        guard let pointer = realpath(path, nil) else { return path }
        defer { free(pointer) }
        return String(cString: pointer)
    }
}
