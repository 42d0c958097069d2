/// A chapter of a course: a file of the folder `Lessons`. See docs/chapter-format.md.
public struct Chapter: Sendable, Hashable {
    /// The file's name without `.md`: `03-a-first-image`, `glossary`.
    public var id: String
    /// The number that the file's name begins with; `nil` for a text beside the chapters, such as the glossary.
    public var number: Int?
    /// The front matter's title; when it has none, the first heading, or else the identifier.
    public var title: String
    /// One line that says what the chapter is about; empty when the front matter has none.
    public var summary: String
    /// What the reader will be able to do.
    public var goals: [String]
    /// How long it takes to read and to try out, roughly.
    public var minutes: Int?
    /// Base images to have at hand.
    public var images: [String]
    /// The identifiers of its exercises, in the order in which they are done.
    public var exercises: [String]
    /// The file's absolute path.
    public var path: String
    /// The whole file, front matter included, with its line breaks as they are.
    public var source: String
    /// The line of ``source`` on which the text behind the front matter begins, counted from 1.
    public var bodyLine: Int
    /// What is wrong with the front matter or the file's name. The chapter can be read all the same.
    public var problems: [CourseError]

    /// The text behind the front matter.
    public var body: String { FrontMatter.body(of: source, from: bodyLine) }

    public init(
        id: String, number: Int? = nil, title: String, summary: String = "", goals: [String] = [],
        minutes: Int? = nil, images: [String] = [], exercises: [String] = [], path: String, source: String,
        bodyLine: Int = 1, problems: [CourseError] = []
    ) {
        self.id = id
        self.number = number
        self.title = title
        self.summary = summary
        self.goals = goals
        self.minutes = minutes
        self.images = images
        self.exercises = exercises
        self.path = path
        self.source = source
        self.bodyLine = bodyLine
        self.problems = problems
    }
}
