import Course

/// What became of one command of a chapter.
public struct CommandOutcome: Sendable, Hashable {
    public var command: ConsoleCommand
    /// What it printed, without empty lines at the end.
    public var output: [String]
    /// What is wrong, apart from the output: the status, the time, too much output.
    public var problem: String?
    /// Whether it printed what the text says.
    public var agrees: Bool
    public var seconds: Double

    public var isRight: Bool { agrees && problem == nil }

    public init(command: ConsoleCommand, output: [String], problem: String?, agrees: Bool, seconds: Double) {
        self.command = command
        self.output = output
        self.problem = problem
        self.agrees = agrees
        self.seconds = seconds
    }

    /// The lines of the text and of the output, side by side: what is in both, in the text only, in the output only.
    public var difference: [DifferenceLine] { DifferenceLine.between(command.output, output) }
}

/// Whether a chapter tells the truth.
public struct ChapterReport: Sendable {
    public var chapter: Chapter
    /// What is wrong with the front matter and the blocks, or kept them from being run.
    public var problems: [CourseError]
    /// What was run, in order. Commands behind one that ended the session are missing.
    public var outcomes: [CommandOutcome]
    /// How many commands the chapter has.
    public var commandCount: Int
    /// Why it could not be judged: the machine or the engine is at fault.
    public var notJudged: String?
    public var seconds: Double

    /// Whether every command was run and printed what the text says.
    public var isSound: Bool {
        problems.isEmpty && notJudged == nil && outcomes.count == commandCount && outcomes.allSatisfy(\.isRight)
    }
}

/// What happens while a chapter is tested.
public enum ChapterEvent: Sendable {
    case started(Chapter)
    /// What is said while base images are assembled.
    case preparing(Chapter, [UInt8])
    case running(Chapter, ConsoleCommand)
    case finished(ChapterReport)
}
