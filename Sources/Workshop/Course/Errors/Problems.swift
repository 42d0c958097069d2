/// Collects what is wrong with one file, so that an author sees all of it at once.
final class Problems {
    let file: String
    private var found: Set<CourseError> = []

    init(file: String) { self.file = file }

    func add(_ place: Place?, _ message: String, help: String? = nil) {
        found.insert(CourseError(file: file, line: place?.line, column: place?.column, message, help: help))
    }

    /// In the order of their places.
    var all: [CourseError] {
        found.sorted {
            ($0.line ?? 0, $0.column ?? 0, $0.message) < ($1.line ?? 0, $1.column ?? 0, $1.message)
        }
    }
}
