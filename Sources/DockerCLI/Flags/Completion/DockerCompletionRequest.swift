/// A shell's question: how may the last of these words go on?
public struct DockerCompletionRequest: Sendable, Equatable {
    /// The words after `docker`; the last one is the unfinished one, perhaps empty.
    public let words: [String]
    /// Whether the shell shows a description beside each candidate.
    public let withDescriptions: Bool
}
