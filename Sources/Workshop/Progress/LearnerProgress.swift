import FoundationEssentials

/// What a learner has done in a course.
public struct LearnerProgress: Codable, Sendable, Equatable {
    /// By exercise identifier. Exercises that the course no longer has stay: they may come back.
    public var exercises: [String: ExerciseRecord] = [:]
    /// By chapter identifier, which is the name of its file without `.md`.
    public var chapters: [String: ChapterRecord] = [:]
    /// The chapter that was read last.
    public var lastChapter: String?
    /// What `reset` took away and can give back, oldest first.
    public var resets: [ResetRecord] = []

    public init() {}

    /// An exercise's record; an empty one when nothing was done.
    public subscript(exercise id: String) -> ExerciseRecord {
        get { exercises[id] ?? ExerciseRecord() }
        set { exercises[id] = newValue == ExerciseRecord() ? nil : newValue }
    }

    /// A chapter's record; an empty one when nothing was done.
    public subscript(chapter id: String) -> ChapterRecord {
        get { chapters[id] ?? ChapterRecord() }
        set { chapters[id] = newValue == ChapterRecord() ? nil : newValue }
    }

    private enum CodingKeys: String, CodingKey { case exercises, chapters, lastChapter, resets }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        exercises = try values.decodeIfPresent([String: ExerciseRecord].self, forKey: .exercises) ?? [:]
        chapters = try values.decodeIfPresent([String: ChapterRecord].self, forKey: .chapters) ?? [:]
        lastChapter = try values.decodeIfPresent(String.self, forKey: .lastChapter)
        resets = try values.decodeIfPresent([ResetRecord].self, forKey: .resets) ?? []
    }
}

/// What a learner has done in a chapter.
public struct ChapterRecord: Codable, Sendable, Equatable {
    /// Where the learner was when the chapter was left.
    public var place: ReadingPlace?
    /// When its end was reached for the first time.
    public var readAt: Date?
    /// When the learner, who had passed its last exercise, chose to skip the others.
    public var skippedAt: Date?

    public init(place: ReadingPlace? = nil, readAt: Date? = nil, skippedAt: Date? = nil) {
        self.place = place
        self.readAt = readAt
        self.skippedAt = skippedAt
    }
}

/// A place in a chapter's text. It survives another width and small changes of the text.
public struct ReadingPlace: Codable, Sendable, Equatable {
    /// The line of the chapter's file, counted from 1.
    public var line: Int
    /// The heading above it, if any, in case lines have moved.
    public var heading: String?
    public var at: Date

    public init(line: Int, heading: String? = nil, at: Date) {
        self.line = line
        self.heading = heading
        self.at = at
    }
}
