/// What came out when a console block was run.
public struct BlockResult: Sendable, Hashable {
    /// How far the run is.
    public enum State: Sendable, Hashable {
        case running
        case finished
        /// It could not be run; a sentence that says why.
        case failed(String)
    }

    /// One command of the block.
    public struct Command: Sendable, Hashable {
        /// The command as the block shows it.
        public var text: String
        /// The lines that came out.
        public var output: [String]
        /// Whether they are what the chapter shows; `nil` while that is not known.
        public var agrees: Bool?
        /// What is to be said about it besides, such as an exit status that was not expected.
        public var note: String?

        public init(text: String, output: [String], agrees: Bool? = nil, note: String? = nil) {
            self.text = text
            self.output = output
            self.agrees = agrees
            self.note = note
        }
    }

    public var state: State
    public var commands: [Command]
    /// What a run that takes long is doing.
    public var note: String?

    public init(_ state: State, commands: [Command] = [], note: String? = nil) {
        self.state = state
        self.commands = commands
        self.note = note
    }
}
