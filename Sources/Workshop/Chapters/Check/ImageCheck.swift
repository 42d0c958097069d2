import Course
import Glibc
import Linux

/// Looks at pictures that texts show.
struct ImageCheck {
    /// The course's folder, absolute.
    let course: String

    /// In bytes. Larger ones keep readers waiting.
    static let largest = 2 << 20

    func problems(of destination: String, in text: CourseText, line: Int) -> [CourseError] {
        let place = text.place(of: destination, from: line)
        guard let path = CoursePath.resolve(destination, from: text.folder) else {
            return [
                text.problem(place.line, "The image `\(destination)` lies outside of the course.", column: place.column)
            ]
        }
        let file = course + "/" + path
        var status = stat()
        guard lstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return [
                text.problem(
                    place.line, "There is no image `\(destination)`.",
                    Nearest.help(for: path, among: CoursePath.names(besides: path, in: course)), column: place.column)
            ]
        }
        guard status.st_size <= Self.largest else {
            return [
                text.problem(
                    place.line,
                    "The image `\(destination)` has \(status.st_size >> 20) MiB; \(Self.largest >> 20) are allowed.",
                    "Make it smaller: a screen has a few hundred columns.", column: place.column)
            ]
        }
        guard path.lowercased().hasSuffix(".png") else { return [] }
        let start = (try? SmallFile.read(file, limit: 8)) ?? []
        // The signature of the PNG specification, section 5.2.
        guard start == [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] else {
            return [text.problem(place.line, "The image `\(destination)` is no PNG file, whatever its name says.")]
        }
        return []
    }
}
