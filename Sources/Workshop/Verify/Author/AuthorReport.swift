/// A version of an exercise's files that its author vouches for.
public enum AuthorCase: Sendable, Hashable, Codable, CustomStringConvertible {
    case starter, solution
    case alternative(String)
    case mistake(String)

    /// The folder, relative to the exercise's.
    public var description: String {
        switch self {
        case .starter: "starter"
        case .solution: "solution"
        case .alternative(let name): "alternatives/\(name)"
        case .mistake(let name): "mistakes/\(name)"
        }
    }
}

/// Something that is wrong with an exercise, for its author.
public struct AuthorProblem: Sendable, Codable, Equatable, CustomStringConvertible {
    /// The files that it was found with; `nil` when it stands in exercise.yaml or in the folder.
    public var subject: AuthorCase?
    /// The check that it is about.
    public var check: String?
    /// What is wrong, as a sentence.
    public var message: String

    public init(subject: AuthorCase? = nil, check: String? = nil, _ message: String) {
        self.subject = subject
        self.check = check
        self.message = message
    }

    public var description: String {
        let place = [subject?.description, check.map { "check \($0)" }].compactMap(\.self).joined(separator: ", ")
        return place.isEmpty ? message : "\(place): \(message)"
    }
}

/// What became of one case.
public struct AuthorCaseResult: Sendable, Codable {
    public var subject: AuthorCase
    /// `nil` when it could not be verified at all.
    public var report: VerificationReport?
    /// What is wrong with the exercise.
    public var problems: [AuthorProblem]
    /// What could not be judged: the machine or the engine is at fault, and the case has to be tried again.
    public var notJudged: [AuthorProblem]
    public var seconds: Double
}

/// Whether an exercise keeps what it promises.
public struct AuthorReport: Sendable, Codable {
    /// The exercise's identifier.
    public var exercise: String
    /// What is wrong with exercise.yaml and the folder.
    public var problems: [AuthorProblem]
    /// In the order starter, solution, alternatives, mistakes.
    public var cases: [AuthorCaseResult]
    public var seconds: Double

    /// Everything that is wrong.
    public var allProblems: [AuthorProblem] { problems + cases.flatMap(\.problems) }
    /// Everything that could not be judged.
    public var notJudged: [AuthorProblem] { cases.flatMap(\.notJudged) }
    /// Whether nothing is wrong and everything could be judged.
    public var isSound: Bool { allProblems.isEmpty && notJudged.isEmpty }
}

/// What happens while an exercise is proved.
public enum AuthorEvent: Sendable {
    case started(AuthorCase)
    case verify(AuthorCase, VerifyEvent)
    case finished(AuthorCaseResult)
}

public typealias AuthorEventHandler = @Sendable (AuthorEvent) -> Void
