import Building
import EngineInterface
import Verify

/// The statuses that every command ends with.
enum ExitStatus: Int32, Error {
    case success = 0
    /// A check or a build failed.
    case failed = 1
    /// Wrong use, or a course with mistakes.
    case usage = 2
    /// The engine cannot work here, or could not judge.
    case unable = 3
    case cancelled = 130

    /// The status that fits an error.
    init(of error: any Error) {
        switch error {
        case let status as ExitStatus: self = status
        case is CancellationError: self = .cancelled
        case is UsageError, is OptionError: self = .usage
        case is BuildFailure: self = .failed
        case let error as ContextError:
            switch error.kind {
            case .usage: self = .usage
            case .content: self = .failed
            case .machine: self = .unable
            }
        case let error as EngineError:
            switch error.kind {
            case .noSuchImage, .noSuchContainer, .noSuchVolume, .invalidArgument, .inUse, .nameInUse: self = .usage
            default: self = .unable
            }
        case VerifyError.workingFolder: self = .unable
        default: self = .usage
        }
    }
}

/// The command was used wrongly. A sentence says how, and what to try.
struct UsageError: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) { self.description = description }
}
