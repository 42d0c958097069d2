/// Why progress could not be read or written. What was written before is unharmed.
public enum ProgressError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A file or folder cannot be read or written, and the system's reason.
    case file(path: String, reason: String)
    /// The disk, or what this user may take of it, is full.
    case diskFull(path: String)
    /// Another process holds the lock for longer than any change takes.
    case busy(path: String)
    /// The file was written by a newer version.
    case newerFormat(path: String, format: Int)
    /// What is to be imported is no exported progress.
    case notExported(reason: String)
    /// What is to be imported belongs to another course.
    case otherCourse(String)

    public var description: String {
        switch self {
        case .file(let path, let reason):
            "Your progress cannot be read or written: \(path): \(reason). Is the folder yours? WORKSHOP_PROGRESS can name another one."
        case .diskFull(let path):
            "Your progress could not be written, because the disk is full: \(path). What was written before is still there. Make room (workshop prune), then do it again."
        case .busy(let path):
            "Another workshop has kept your progress locked for half a minute: \(path). Perhaps it was stopped with Ctrl-Z; bring it back with fg, and end it."
        case .newerFormat(let path, let format):
            "Your progress was written by a newer workshop (format \(format)), and is left as it is: \(path). Use that workshop."
        case .notExported(let reason):
            "This is no progress that `workshop progress export` wrote: \(reason)."
        case .otherCourse(let course):
            "This progress belongs to another course (\(course)). Name that course with --course."
        }
    }
}
