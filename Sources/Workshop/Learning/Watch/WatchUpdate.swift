/// What happens while an exercise is watched.
public enum WatchUpdate: Sendable, Equatable {
    /// The exercise's checks, in order; verdicts of those that are known already stay.
    case checks([WatchedCheck])
    /// A run begins. `changed` are the files that asked for it, relative to the learner's folder; `time` is of the clock.
    case runStarted(time: String, changed: [String])
    /// What takes long before the first check, such as making a base image.
    case activity(String)
    case checkStarted(String)
    case checkEnded(String, WatchVerdict)
    case runEnded(seconds: Double)
    /// The files changed meanwhile: its verdicts would be of what is not there any more.
    case runCancelled
    /// No verdict was possible, and why.
    case runFailed(String)
    /// Everything passed, and what there is to say then. It is put away by the next run.
    case passed(String)
    /// Text to show beside the checks: a hint, the solution.
    case panel(WatchPanel?)
    /// One line for the learner.
    case note(String)
}

/// Text that is shown beside the checks until it is put away.
public struct WatchPanel: Sendable, Equatable {
    public var title: String
    /// Of any length; line breaks stay.
    public var text: String
    /// Whether blanks and line breaks matter, as in a file.
    public var isCode: Bool

    public init(title: String, text: String, isCode: Bool = false) {
        self.title = title
        self.text = text
        self.isCode = isCode
    }
}
