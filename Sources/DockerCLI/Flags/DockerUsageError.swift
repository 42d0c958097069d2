/// A command line that cannot be understood, in docker's words and with docker's exit status.
public struct DockerUsageError: Error, Sendable, Equatable {
    /// What is wrong, such as `unknown flag: --foo`.
    public let message: String
    /// The usage line of the command in question, without the word `Usage:`; nil where docker shows none.
    public let usage: String?
    /// Where to read more, such as `Run 'docker run --help' for more information`.
    public let pointer: String?
    /// One sentence that suggests what may have been meant.
    public let advice: String?
    /// The exit status: 125 for options, 1 for commands and arguments.
    public let status: Int32

    /// Describes what is wrong with a command line.
    public init(message: String, usage: String? = nil, pointer: String? = nil, advice: String? = nil, status: Int32) {
        self.message = message
        self.usage = usage
        self.pointer = pointer
        self.advice = advice
        self.status = status
    }

    /// All of it, for standard error, without a newline at the end.
    public var text: String {
        var parts = [message]
        if let usage { parts.append("Usage:  " + usage) }
        if let pointer { parts.append(pointer) }
        if let advice { parts.append(advice) }
        return parts.joined(separator: "\n\n")
    }
}

extension DockerUsageError: CustomStringConvertible {
    public var description: String { text }
}
