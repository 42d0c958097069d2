import Course
import FoundationEssentials
import Glibc
import Linux

/// Keeps a course's outline between two calls, so that the home screen need not read every exercise's file to show a list.
///
/// It is kept by the files' names, sizes, times and inodes: whatever changes one of them makes the outline be read again. A cache
/// that is missing, damaged or cannot be written costs time and nothing else.
public struct OutlineCache: Sendable {
    private let path: String
    private let program: String

    private struct Document: Codable {
        var stamp: String
        var outline: CourseOutline
    }

    /// - Parameters:
    ///   - path: the cache's file.
    ///   - program: the program's version: another one may read the same files differently.
    public init(path: String, program: String) {
        self.path = path
        self.program = program
    }

    /// The outline that was kept, if the course is as it was then.
    public func read(_ course: CourseFolder) -> CourseOutline? {
        guard let bytes = try? SmallFile.read(path),
            let document = try? JSONDecoder().decode(Document.self, from: Data(bytes)), document.stamp == stamp(course)
        else { return nil }
        return document.outline
    }

    /// Keeps an outline. `stamp` is what ``stamp(_:)`` said before it was read.
    public func write(_ outline: CourseOutline, stamp: String) {
        guard let data = try? JSONEncoder().encode(Document(stamp: stamp, outline: outline)) else { return }
        let draft = "\(path).\(getpid())"
        guard let file = try? Descriptor.open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW),
            (try? Descriptor.write(Array(data), to: file.number)) != nil, rename(draft, path) == 0
        else {
            unlink(draft)
            return
        }
    }

    /// What tells one state of the course's files from another.
    public func stamp(_ course: CourseFolder) -> String {
        var lines = [program, course.path]
        for name in (try? course.exerciseNames()) ?? [] {
            lines.append(Self.stamp("\(course.exercises)/\(name)/\(ExerciseLoader.fileName)"))
        }
        for name in (try? course.textNames()) ?? [] { lines.append(Self.stamp("\(course.lessons)/\(name).md")) }
        return lines.joined(separator: "\n")
    }

    private static func stamp(_ path: String) -> String {
        var status = stat()
        guard stat(path, &status) == 0 else { return path }
        return
            "\(path) \(status.st_dev) \(status.st_ino) \(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec) \(status.st_ctim.tv_sec) \(status.st_ctim.tv_nsec)"
    }
}
