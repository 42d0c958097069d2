/// Why a step ran, as facts and as a sentence.
public struct StepCause: Sendable, Equatable {
    /// What about the step was not as the last time.
    public enum Kind: String, Sendable, CaseIterable {
        /// Caching is switched off.
        case cacheOff
        /// The Dockerfile, or this stage of it, was never built before.
        case neverBuilt
        /// The instruction was not there before.
        case added
        /// The instruction is another one: ``was`` and ``now``.
        case instruction
        /// The variable ``name`` has another value, is new or gone: ``change``.
        case variable
        /// The file ``name`` is not what it was: ``change``. There are ``others`` beside it.
        case file
        /// Something else that the step depends on, ``name``, is not what it was.
        case input
        /// The base image is another one, or was read anew.
        case base
        /// The step of ``line``, on which this one builds, ran again.
        case step
        /// The steps on which this one builds are not those that they were.
        case order
        /// The earlier result was pruned.
        case forgotten
    }

    public var kind: Kind
    public var sentence: String
    /// A variable, a path relative to what is copied from, or what else the step depends on.
    public var name: String?
    /// `new`, `gone`, `value`, `content`, `mode`, `owner`, `target`, `commit`, `kind`, or `ignored`.
    public var change: String?
    /// What it was and what it is, where both are short texts and no secrets.
    public var was: String?
    public var now: String?
    /// A line of the Dockerfile, counted from 1.
    public var line: Int?
    /// How many more files are not what they were.
    public var others: Int?

    public init(
        _ kind: Kind, _ sentence: String, name: String? = nil, change: String? = nil, was: String? = nil,
        now: String? = nil, line: Int? = nil, others: Int? = nil
    ) {
        self.kind = kind
        self.sentence = sentence
        self.name = name
        self.change = change
        self.was = was
        self.now = now
        self.line = line
        self.others = others
    }
}
