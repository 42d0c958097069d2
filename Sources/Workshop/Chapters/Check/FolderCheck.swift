import Course
import Glibc
import Linux

/// Looks at the files of a course: what has no use, what is too large, and links that lead out of it.
struct FolderCheck {
    let course: CourseFolder
    let texts: [CourseText]

    /// In bytes. A course is handed around, and read by programs that keep files in memory.
    static let largest: Int64 = 16 << 20
    /// How many files a course may have.
    static let mostFiles = 50_000

    func problems() -> [CourseError] {
        var problems: [CourseError] = []
        var rest = Self.mostFiles
        let used = usedFiles()
        for path in CoursePath.names(in: course.lessons).map({ "Lessons/" + $0 }) {
            problems += walk(path, &rest) { path in
                guard !path.hasSuffix(".md") || path.split(separator: "/").count > 2, !used.contains(path) else {
                    return nil
                }
                return CourseError(
                    file: course.path + "/" + path, "No text uses this file.", help: "Remove it, or link to it.")
            }
        }
        for name in CoursePath.names(in: course.exercises) {
            let path = "Exercises/" + name
            problems += walk(path, &rest) { _ in nil }
            if !CoursePath.exists("\(course.path)/\(path)/\(ExerciseLoader.fileName)") {
                problems.append(
                    CourseError(
                        file: course.path + "/" + path, "This has no exercise.yaml, so it is no exercise.",
                        help: "Begin one with: workshop author new exercise NAME"))
            }
        }
        if rest <= 0 {
            problems.append(CourseError(file: course.path, "The course has more than \(Self.mostFiles) files."))
        }
        return problems
    }

    /// The paths that texts link to or show.
    private func usedFiles() -> Set<String> {
        var used: Set<String> = []
        for text in texts {
            let images = FencedBlock.all(in: text.document, source: text.source).compactMap { $0.code.value("image") }
            for link in text.document.links.map(\.destination) + images {
                let name = link.split(separator: "#", omittingEmptySubsequences: false).first.map(String.init) ?? ""
                if let path = CoursePath.resolve(name, from: text.folder) { used.insert(path) }
            }
        }
        return used
    }

    /// Whether a symbolic link stays in the course. One that leads nowhere yet, but is relative and goes not up, may: in a learner's folder
    /// or an image it can have a meaning.
    private func isInside(_ link: String) -> Bool {
        if course.holds(link) { return true }
        guard access(link, F_OK) != 0, let folder = try? RootedDirectory(link.parentFolder),
            let name = link.split(separator: "/").last, let target = try? folder.linkTarget("/" + name)
        else { return false }
        return !target.hasPrefix("/") && !target.split(separator: "/").contains("..")
    }

    private func walk(
        _ path: String, _ rest: inout Int, depth: Int = 0, file check: (String) -> CourseError?
    ) -> [CourseError] {
        rest -= 1
        guard rest > 0 else { return [] }
        let file = course.path + "/" + path
        var status = stat()
        guard lstat(file, &status) == 0 else { return [] }
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            guard depth < 40 else { return [CourseError(file: file, "Folders are nested too deeply here.")] }
            var problems: [CourseError] = []
            for name in CoursePath.names(in: file) {
                problems += walk(path + "/" + name, &rest, depth: depth + 1, file: check)
            }
            return problems
        case S_IFREG:
            if Int64(status.st_size) > Self.largest {
                return [
                    CourseError(
                        file: file, "The file has \(status.st_size >> 20) MiB; \(Self.largest >> 20) are allowed.")
                ]
            }
            return check(path).map { [$0] } ?? []
        case S_IFLNK:
            guard isInside(file) else {
                return [
                    CourseError(
                        file: file, "This symbolic link leads out of the course, or nowhere.",
                        help: "A course may use its own files only: put a copy in its place.")
                ]
            }
            return []
        default:
            return [CourseError(file: file, "This is neither a file, a folder nor a link.", help: "Remove it.")]
        }
    }
}

extension String {
    /// The path up to its last slash.
    fileprivate var parentFolder: String {
        guard let slash = lastIndex(of: "/"), slash != startIndex else { return "/" }
        return String(self[..<slash])
    }
}
