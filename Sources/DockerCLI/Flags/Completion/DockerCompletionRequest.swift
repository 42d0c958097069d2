/// A shell's question: how may the last of these words go on?
public struct DockerCompletionRequest: Sendable, Equatable {
    /// The words after `docker`; the last one is the unfinished one, perhaps empty.
    public let words: [String]
    /// Whether the shell shows a description beside each candidate.
    public let withDescriptions: Bool

    /// Asks how the last word may go on.
    public init(words: [String], withDescriptions: Bool = true) {
        self.words = words
        self.withDescriptions = withDescriptions
    }

    /// Answers from a tree of commands and from what exists.
    ///
    /// - Parameters:
    ///   - environment: Names of variables, for `-e`.
    public func answer(
        tree: DockerCommandTree = .all, source: some CompletionSource, environment: [String] = []
    ) async -> DockerCompletionAnswer {
        let place = CompletionPlace(words: words, tree: tree)
        var collector = CompletionCollector(tree: tree, typed: place.typed, environment: environment)
        switch place.what {
        case .command(let path): collector.addCommands(below: path)
        case .flag(let flags, let given): collector.addFlags(flags, given: given)
        case .value(let completion): await collector.add(completion, from: source)
        }
        let candidates = collector.candidates.map { candidate in
            DockerCompletionAnswer.Candidate(
                word: place.prefix + candidate.word, summary: withDescriptions ? candidate.summary : nil)
        }
        return DockerCompletionAnswer(
            candidates: candidates.filter { !place.taken.contains($0.word) }, files: collector.files)
    }
}
