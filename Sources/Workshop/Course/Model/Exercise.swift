/// An exercise, as its folder's exercise.yaml describes it. See docs/exercise-format.md.
public struct Exercise: Sendable {
    /// The folder's name.
    public var id: String
    /// The folder's absolute path.
    public var folder: String
    public var title: String
    public var summary: String
    /// How long it takes, roughly.
    public var minutes: Int?
    /// The chapter that it belongs to: the name of its file in Lessons, without `.md`.
    public var chapter: String?
    /// What helps, one more each time: each leads further than the one before.
    public var hints: [String]
    /// Base images to have at hand.
    public var images: [String]
    /// What the learner writes.
    public var files: [String]
    /// Limits on each container unless an action has its own.
    public var limits: Limits
    /// In the order of the file.
    public var checks: [Check]
    /// In the order of the file.
    public var mistakes: [Mistake]
    /// Checks that pass on the starter already, on purpose.
    public var passesOnStarter: [String]

    public init(
        id: String, folder: String, title: String, summary: String, minutes: Int?, chapter: String? = nil,
        hints: [String] = [], images: [String], files: [String], limits: Limits,
        checks: [Check], mistakes: [Mistake], passesOnStarter: [String]
    ) {
        self.id = id
        self.folder = folder
        self.title = title
        self.summary = summary
        self.minutes = minutes
        self.chapter = chapter
        self.hints = hints
        self.images = images
        self.files = files
        self.limits = limits
        self.checks = checks
        self.mistakes = mistakes
        self.passesOnStarter = passesOnStarter
    }

    /// The points of all checks together.
    public var points: Int { checks.reduce(0) { $0 + $1.points } }
}

/// Limits on a container; `nil` leaves the engine's own.
public struct Limits: Sendable, Equatable {
    public var seconds: Double?
    public var memoryBytes: Int64?
    public var processes: Int?
    public var diskBytes: Int64?
    public var outputBytes: Int?

    public init(
        seconds: Double? = nil, memoryBytes: Int64? = nil, processes: Int? = nil, diskBytes: Int64? = nil,
        outputBytes: Int? = nil
    ) {
        self.seconds = seconds
        self.memoryBytes = memoryBytes
        self.processes = processes
        self.diskBytes = diskBytes
        self.outputBytes = outputBytes
    }
}

/// One thing that is checked, worth points.
public struct Check: Sendable {
    public var id: String
    public var title: String
    public var reason: String
    public var hint: String
    public var points: Int
    /// Time for the whole check, in seconds.
    public var limit: Double
    /// Checks that must pass first.
    public var needs: [String]
    public var actions: [LocatedAction]
    /// The line of exercise.yaml on which the check begins.
    public var line: Int

    public init(
        id: String, title: String, reason: String, hint: String, points: Int, limit: Double, needs: [String],
        actions: [LocatedAction], line: Int
    ) {
        self.id = id
        self.title = title
        self.reason = reason
        self.hint = hint
        self.points = points
        self.limit = limit
        self.needs = needs
        self.actions = actions
        self.line = line
    }
}

/// A wrong answer and the checks that must catch it.
public struct Mistake: Sendable {
    /// The folder below `mistakes/`.
    public var name: String
    public var summary: String
    /// The checks that fail.
    public var fails: [String]

    public init(name: String, summary: String, fails: [String]) {
        self.name = name
        self.summary = summary
        self.fails = fails
    }
}
