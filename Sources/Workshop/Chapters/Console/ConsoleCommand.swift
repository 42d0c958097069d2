/// A command of a console block, with what the text says comes out.
public struct ConsoleCommand: Sendable, Hashable {
    /// The line of its `$ `, counted from 1 in the file.
    public var line: Int
    /// Without `$ ` and `> `; of several lines when it goes on.
    public var text: String
    /// What it prints according to the text, empty lines at the end left out.
    public var output: [String]
    /// The status that it ends with.
    public var status: Int32
    /// Where its output stands: the index of the first line in the file, counted from 0, and one behind the last.
    var outputRange: Range<Int>
    /// Whether it is the last one of its block.
    var isLast: Bool
    /// What stands before each line of its block in the file.
    var margin: String
}

/// A `console` block: a piece of a session.
public struct ConsoleBlock: Sendable, Hashable {
    /// The line of the opening fence, counted from 1 in the file.
    public var line: Int
    /// The line of the closing fence, or the last one of the text.
    public var lastLine: Int
    public var commands: [ConsoleCommand]
}

/// A block with a file's content.
public struct FileBlock: Sendable, Hashable {
    /// The line of the opening fence, counted from 1 in the file.
    public var line: Int
    /// Below the sandbox's folder.
    public var path: String
    public var content: String
}
