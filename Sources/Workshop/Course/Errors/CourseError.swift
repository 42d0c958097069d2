/// What is wrong with a file of a course, and where.
public struct CourseError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file's path as its reader named it.
    public var file: String
    /// Counted from 1; `nil` when the file as a whole is meant.
    public var line: Int?
    /// Counted from 1, in Unicode scalars.
    public var column: Int?
    /// What happened, as a sentence.
    public var message: String
    /// What to try, as a sentence.
    public var help: String?

    public init(file: String, line: Int? = nil, column: Int? = nil, _ message: String, help: String? = nil) {
        self.file = file
        self.line = line
        self.column = column
        self.message = message
        self.help = help
    }

    public var description: String {
        var place = file
        if let line { place += ":\(line)" }
        if line != nil, let column { place += ":\(column)" }
        return "\(place): \(message)" + (help.map { " \($0)" } ?? "")
    }
}

/// Everything that is wrong with a file: at least one error, in the order of their places.
public struct CourseErrors: Error, Sendable, Hashable, CustomStringConvertible {
    public var errors: [CourseError]

    public init(_ errors: [CourseError]) { self.errors = errors }

    public var description: String { errors.map(\.description).joined(separator: "\n") }
}
