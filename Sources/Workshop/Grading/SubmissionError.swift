/// Why a submission's files cannot be had.
public enum SubmissionError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The submission is at fault; nothing of it is graded. The sentence says why.
    case rejected(String)
    /// This machine is at fault: a program is missing, the disk is full. Not counted against the learner.
    case unable(String)

    public var description: String {
        switch self {
        case .rejected(let reason), .unable(let reason): reason
        }
    }
}
