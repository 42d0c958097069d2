/// The help of one command, or of all.
public struct DockerHelp: Sendable {
    /// The commands there are.
    let tree: DockerCommandTree
    /// The command; nil for docker itself.
    public let subject: DockerCommand?
    /// The path by which the user called it.
    public let path: [String]
    /// Whether help was asked for: then it goes to standard output. Otherwise it is shown for want of a command, on standard error. The exit
    /// status is 0 both times.
    public let isAnswer: Bool
    /// Lines for standard error before it.
    public let notes: [String]

    init(
        tree: DockerCommandTree, subject: DockerCommand?, path: [String] = [], isAnswer: Bool = true,
        notes: [String] = []
    ) {
        self.tree = tree
        self.subject = subject
        self.path = path
        self.isAnswer = isAnswer
        self.notes = notes
    }

    /// The text for a terminal of that many columns, with a newline at the end. Docker takes 80 where there is no terminal.
    public func text(columns: Int = 80) -> String {
        HelpText(help: self, columns: max(columns, 20)).text
    }
}
