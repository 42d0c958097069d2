/// What became of an exercise's checks. Its JSON form is described in docs/verify-json.md.
public struct VerificationReport: Sendable, Codable {
    /// The version of the JSON form.
    public var format = 1
    /// The exercise's identifier.
    public var exercise: String
    /// The learner's folder.
    public var directory: String
    /// In the order of exercise.yaml; with `--only`, those that were asked for and what they need.
    public var checks: [CheckResult]
    public var seconds: Double
    /// What could not be removed after the checks, as sentences. Empty unless the engine has a fault.
    public var leftovers: [String]
    /// What the build checks remark about the learner's Dockerfiles, by file and line. It changes no verdict.
    public var advice: [Advice] = []

    public init(
        exercise: String, directory: String, checks: [CheckResult], seconds: Double, leftovers: [String] = []
    ) {
        self.exercise = exercise
        self.directory = directory
        self.checks = checks
        self.seconds = seconds
        self.leftovers = leftovers
    }

    /// The points of the checks that passed.
    public var points: Int { checks.reduce(0) { $0 + ($1.verdict == .passed ? $1.points : 0) } }
    /// The points that could be had.
    public var maximum: Int { checks.reduce(0) { $0 + $1.points } }
    public var allPassed: Bool { checks.allSatisfy { $0.verdict == .passed } }
    /// Whether some check could not be judged, or was blocked by one that could not.
    public var couldNotBeJudged: Bool { checks.contains { $0.verdict == .couldNotBeJudged } }
}

extension VerificationReport {
    private enum CodingKeys: String, CodingKey {
        case format, exercise, directory, points, maximum, seconds, checks, leftovers, advice
    }

    /// - Throws: `DecodingError`, also for a format that this version does not know.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let format = try values.decode(Int.self, forKey: .format)
        guard format == 1 else {
            throw DecodingError.dataCorruptedError(
                forKey: .format, in: values, debugDescription: "Format \(format) is not known; this version knows 1.")
        }
        self.init(
            exercise: try values.decode(String.self, forKey: .exercise),
            directory: try values.decode(String.self, forKey: .directory),
            checks: try values.decode([CheckResult].self, forKey: .checks),
            seconds: try values.decode(Double.self, forKey: .seconds),
            leftovers: try values.decodeIfPresent([String].self, forKey: .leftovers) ?? [])
        advice = try values.decodeIfPresent([Advice].self, forKey: .advice) ?? []
    }

    /// Writes the sums, too, so that a program that reads the report need not count.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(format, forKey: .format)
        try values.encode(exercise, forKey: .exercise)
        try values.encode(directory, forKey: .directory)
        try values.encode(points, forKey: .points)
        try values.encode(maximum, forKey: .maximum)
        try values.encode(seconds, forKey: .seconds)
        try values.encode(checks, forKey: .checks)
        try values.encode(leftovers, forKey: .leftovers)
        if !advice.isEmpty { try values.encode(advice, forKey: .advice) }
    }
}
