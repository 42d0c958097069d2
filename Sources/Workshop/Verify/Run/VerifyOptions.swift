/// How to verify.
public struct VerifyOptions: Sendable {
    /// The checks that are asked for; empty: all. What they need is run, too.
    public var only: [String]
    /// How many checks may run at once.
    public var jobs: Int
    /// Give the images that the checks built the names `workshop/EXERCISE:NAME`, so that they stay.
    public var keep: Bool

    public init(only: [String] = [], jobs: Int = 3, keep: Bool = false) {
        self.only = only
        self.jobs = max(1, jobs)
        self.keep = keep
    }
}

/// Why an exercise could not be verified at all.
public enum VerifyError: Error, Sendable, Equatable, CustomStringConvertible {
    /// No check has this identifier. `known` are those of the exercise.
    case unknownCheck(String, known: [String])
    /// Checks need each other, so none of them can be the first.
    case circularNeeds([String])
    /// The learner's folder is not there or is no folder.
    case noDirectory(String)
    /// A folder for private copies could not be made.
    case workingFolder(String)

    public var description: String {
        switch self {
        case .unknownCheck(let name, let known):
            "There is no check \(name) in this exercise. Its checks are \(known.joined(separator: ", "))."
        case .circularNeeds(let checks):
            "The checks \(checks.joined(separator: ", ")) need each other, so none of them can run first."
        case .noDirectory(let path):
            "The folder \(path) does not exist. Begin with: workshop start EXERCISE"
        case .workingFolder(let reason):
            "A temporary folder could not be made: \(reason). Is there room in /tmp, or in the folder that TMPDIR names?"
        }
    }
}

/// A fault of the check or of the engine, as a sentence. The check cannot be judged then.
struct CheckFault: Error, Sendable, CustomStringConvertible {
    var description: String

    init(_ message: String) { description = message }
}
