import Course
import Glibc
import Linux

/// Paths below a course's folder.
enum CoursePath {
    /// The path that a link names, relative to the course; `nil` when it leads out of it.
    static func resolve(_ link: String, from folder: [Substring]) -> String? {
        guard !link.hasPrefix("/") else { return nil }
        var parts = folder
        for part in link.split(separator: "/") where part != "." {
            if part == ".." {
                guard parts.popLast() != nil else { return nil }
            } else {
                parts.append(part)
            }
        }
        return parts.joined(separator: "/")
    }

    /// The paths of everything in the same folder.
    static func names(besides path: String, in course: String) -> [String] {
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        return Self.names(in: course + "/" + folder).map { folder.isEmpty ? $0 : folder + "/" + $0 }
    }

    /// Whether something is at a path; a link that leads nowhere counts.
    static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    /// The names in a folder; none when it cannot be read.
    static func names(in folder: String) -> [String] {
        ((try? RootedDirectory(folder).list("/")) ?? []).sorted()
    }
}

/// Finds what somebody probably meant to write.
enum Nearest {
    static func help(for word: String, among candidates: [String]) -> String? {
        if let near = Spelling.nearest(to: word, among: candidates) { return "Did you mean `\(near)`?" }
        guard !candidates.isEmpty, candidates.count <= 8 else { return nil }
        return "There is " + candidates.map { "`\($0)`" }.joined(separator: ", ") + "."
    }
}
