/// What a course says of itself in the file `course.yaml`, beside `Exercises`. The file may be missing.
public struct CourseDescription: Sendable, Hashable {
    /// Names the course wherever its folder lies, so that a learner's progress stays with it.
    public var id: String?
    /// For people.
    public var title: String?

    public init(id: String? = nil, title: String? = nil) {
        self.id = id
        self.title = title
    }

    /// The file's name.
    public static let fileName = "course.yaml"

    /// Reads the text of a course.yaml.
    ///
    /// - Throws: ``CourseErrors`` with everything that is wrong with it.
    public static func read(_ text: String, file: String) throws(CourseErrors) -> CourseDescription {
        let problems = Problems(file: file)
        let values = ValueReader(problems: problems)
        var description = CourseDescription()
        if let document = YAMLDocument.read(text, problems: problems),
            let map = MapReader(document, "a course", values)
        {
            if let format = map.require("format", { values.integer($0, in: 1...1_000_000) }), format != 1 {
                problems.add(
                    map.place(of: "format"), "The format \(format) is not known here.",
                    help: "This version knows format 1. Perhaps a newer workshop is needed.")
            }
            description.id = map.read("id", values.name)
            description.title = map.read("title", values.line)
            map.finish()
        }
        let errors = problems.all
        guard errors.isEmpty else { throw CourseErrors(errors) }
        return description
    }
}

extension CourseFolder {
    /// What the course says of itself; nothing when it has no `course.yaml`.
    ///
    /// - Throws: ``CourseErrors`` when the file cannot be read or has mistakes.
    public func description() throws(CourseErrors) -> CourseDescription {
        let file = path + "/" + CourseDescription.fileName
        guard TextFile.exists(file) else { return CourseDescription() }
        let text: String
        do { text = try TextFile.read(file, limit: 1 << 16) } catch { throw CourseErrors([error]) }
        return try CourseDescription.read(text, file: file)
    }
}
