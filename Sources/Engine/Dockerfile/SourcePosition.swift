/// A place in a text file. Lines and columns count from 1; a column is a Unicode scalar.
public struct SourcePosition: Sendable, Hashable, Comparable {
    /// The line, counted from 1.
    public var line: Int
    /// The column, counted from 1.
    public var column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// Whether one place stands before another in the file.
    public static func < (left: SourcePosition, right: SourcePosition) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}

/// One argument of an instruction as it is written, variables not expanded, and where it stands.
public struct Argument: Sendable, Hashable {
    /// The text as written.
    public var text: String
    /// Where it begins.
    public var position: SourcePosition

    public init(_ text: String, at position: SourcePosition) {
        self.text = text
        self.position = position
    }

    /// Whether expansion could change the text: it holds a variable, a quote or the escape character.
    var isPlain: Bool { !text.unicodeScalars.contains { "$'\"\\`".unicodeScalars.contains($0) } }
}
