import Course
import Glibc
import Linux
import Reader

/// The images of a page's figures, each read and checked once.
final class FigureFiles: Sendable {
    private let folder: String
    private let course: CourseFolder?
    private let known = Locked<[String: Result<PNGImage, PNGImage.Fault>?]>([:])

    init(folder: String, course: CourseFolder?) {
        self.folder = folder
        self.course = course
    }

    /// - Parameter path: as the figure names it, below the page's folder.
    func image(_ path: String) -> Result<PNGImage, PNGImage.Fault>? {
        if let image = known.withLock({ $0[path] }) { return image }
        let image = load(path)
        known.withLock { $0[path] = .some(image) }
        return image
    }

    private func load(_ path: String) -> Result<PNGImage, PNGImage.Fault>? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard !path.isEmpty, !path.hasPrefix("/"), !parts.contains(".."), !path.contains("\0") else { return nil }
        let file = folder + "/" + path
        if let course, !course.holds(file) { return nil }
        var status = stat()
        guard stat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        // A large file is not read only to be refused.
        guard status.st_size <= PNGImage.maximumBytes else { return .failure(.tooLarge(bytes: Int(status.st_size))) }
        guard let bytes = try? SmallFile.read(file, limit: PNGImage.maximumBytes + 1) else { return nil }
        do {
            return .success(try PNGImage(bytes))
        } catch {
            return .failure(error)
        }
    }
}
