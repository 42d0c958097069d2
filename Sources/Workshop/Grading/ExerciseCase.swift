import Course

/// One of the answers that come with an exercise, and what must become of it.
public enum ExerciseCase: Sendable {
    case starter
    case solution
    /// Another right answer: a folder below variants/.
    case variant(String)
    case mistake(Mistake)

    /// For people: `solution`, `mistake no-expose`, ….
    public var name: String {
        switch self {
        case .starter: "starter"
        case .solution: "solution"
        case .variant(let name): "variant \(name)"
        case .mistake(let mistake): "mistake \(mistake.name)"
        }
    }

    /// The verdicts that every check may have on this answer.
    public func allowedVerdicts(in exercise: Exercise) -> [String: Set<AllowedVerdict>] {
        var result: [String: Set<AllowedVerdict>] = [:]
        for check in exercise.checks {
            result[check.id] =
                switch self {
                case .solution, .variant: [.passed]
                case .starter: exercise.passesOnStarter.contains(check.id) ? [.passed] : [.failed, .blocked]
                case .mistake(let mistake):
                    if mistake.fails.contains(check.id) {
                        [.failed]
                    } else {
                        Self.needs(check, anyOf: Set(mistake.fails), in: exercise) ? [.blocked] : [.passed]
                    }
                }
        }
        return result
    }

    public enum AllowedVerdict: String, Sendable { case passed, failed, blocked }

    /// Whether a check needs one of the given checks, directly or through others.
    static func needs(_ check: Check, anyOf identifiers: Set<String>, in exercise: Exercise) -> Bool {
        let checks = Dictionary(exercise.checks.map { ($0.id, $0) }) { first, _ in first }
        var waiting = check.needs
        var seen: Set<String> = []
        while let id = waiting.popLast() {
            if identifiers.contains(id) { return true }
            if seen.insert(id).inserted { waiting += checks[id]?.needs ?? [] }
        }
        return false
    }
}
