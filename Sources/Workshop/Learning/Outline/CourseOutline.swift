import Course

/// A course as a learner goes through it: chapters in order, each with its exercises.
public struct CourseOutline: Sendable, Equatable, Codable {
    public var chapters: [OutlineChapter]
    /// Exercises that belong to no chapter.
    public var others: [OutlineExercise]

    public init(chapters: [OutlineChapter], others: [OutlineExercise] = []) {
        self.chapters = chapters
        self.others = others
    }

    /// Puts exercises into their chapters: first those that the chapter lists, in its order, then those that name the
    /// chapter themselves.
    public init(chapters: [Chapter], exercises: [Exercise]) {
        var rest = exercises
        func take(_ belongs: (Exercise) -> Bool) -> [OutlineExercise] {
            let taken = rest.filter(belongs)
            rest.removeAll(where: belongs)
            return taken.map(OutlineExercise.init)
        }
        var outline: [OutlineChapter] = []
        for chapter in chapters {
            let listed = chapter.exercises.flatMap { id in take { $0.id == id } }
            outline.append(OutlineChapter(chapter, exercises: listed))
        }
        for index in outline.indices {
            let id = outline[index].id
            outline[index].exercises += take { $0.chapter == id }
        }
        self.init(chapters: outline, others: rest.map(OutlineExercise.init))
    }

    /// All exercises, in the course's order.
    public var exercises: [OutlineExercise] { chapters.flatMap(\.exercises) + others }

    public func exercise(_ id: String) -> OutlineExercise? { exercises.first { $0.id == id } }

    /// The chapter that an exercise belongs to.
    public func chapter(of exercise: String) -> OutlineChapter? {
        chapters.first { $0.exercises.contains { $0.id == exercise } }
    }

    /// A chapter by its identifier or its number (`3`, `03`).
    public func chapter(_ name: String) -> OutlineChapter? {
        if let chapter = chapters.first(where: { $0.id == name }) { return chapter }
        guard (1...2).contains(name.utf8.count), let number = Int(name) else { return nil }
        return chapters.first { $0.number == number }
    }
}

/// A chapter of an outline.
public struct OutlineChapter: Sendable, Equatable, Codable {
    /// The name of its file without `.md`.
    public var id: String
    public var number: Int?
    public var title: String
    public var summary: String
    /// To read and to try out, roughly.
    public var minutes: Int?
    public var exercises: [OutlineExercise]

    public init(
        id: String, number: Int?, title: String, summary: String = "", minutes: Int? = nil,
        exercises: [OutlineExercise] = []
    ) {
        self.id = id
        self.number = number
        self.title = title
        self.summary = summary
        self.minutes = minutes
        self.exercises = exercises
    }

    init(_ chapter: Chapter, exercises: [OutlineExercise]) {
        self.init(
            id: chapter.id, number: chapter.number, title: chapter.title, summary: chapter.summary,
            minutes: chapter.minutes, exercises: exercises)
    }
}

/// An exercise of an outline.
public struct OutlineExercise: Sendable, Equatable, Codable {
    public var id: String
    public var title: String
    public var summary: String
    public var minutes: Int?
    public var points: Int
    /// How many hints there are.
    public var hints: Int
    /// The course's folder for it, absolute.
    public var folder: String
    /// What the learner writes.
    public var files: [String]

    public init(
        id: String, title: String, summary: String = "", minutes: Int? = nil, points: Int = 1, hints: Int = 0,
        folder: String = "", files: [String] = []
    ) {
        self.id = id
        self.title = title
        self.summary = summary
        self.minutes = minutes
        self.points = points
        self.hints = hints
        self.folder = folder
        self.files = files
    }

    public init(_ exercise: Exercise) {
        self.init(
            id: exercise.id, title: exercise.title, summary: exercise.summary, minutes: exercise.minutes,
            points: exercise.points, hints: exercise.hints.count, folder: exercise.folder, files: exercise.files)
    }
}
