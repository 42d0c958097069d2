/// The four verdicts.
public enum Verdict: String, Sendable, Codable {
    case passed, failed, blocked
    /// The engine, the machine or the check itself is at fault, not the learner.
    case couldNotBeJudged = "could-not-be-judged"
}

public struct CheckResult: Sendable, Codable {
    public var id: String
    public var title: String
    public var reason: String
    public var points: Int
    public var verdict: Verdict
    public var seconds: Double
    /// Why it failed.
    public var failure: Failure?
    /// The check that it needs and that did not pass.
    public var blockedBy: String?
    /// Why it could not be judged, as a sentence.
    public var problem: String?

    public init(
        id: String, title: String, reason: String, points: Int, verdict: Verdict, seconds: Double,
        failure: Failure? = nil, blockedBy: String? = nil, problem: String? = nil
    ) {
        self.id = id
        self.title = title
        self.reason = reason
        self.points = points
        self.verdict = verdict
        self.seconds = seconds
        self.failure = failure
        self.blockedBy = blockedBy
        self.problem = problem
    }
}
