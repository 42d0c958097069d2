/// A block of a document: a paragraph, a list, a code block, …
public struct Block: Sendable {
    /// What it is.
    public var content: Content
    /// The lines of the file (from 1) that it takes.
    public var lines: ClosedRange<Int>

    /// A block at its lines.
    public init(_ content: Content, lines: ClosedRange<Int>) {
        self.content = content
        self.lines = lines
    }

    /// The kinds of blocks. Blocks within blocks are nested at most ``MarkdownParser/deepestNesting`` deep.
    public indirect enum Content: Sendable {
        case paragraph([Inline])
        case heading(level: Int, [Inline])
        case code(CodeBlock)
        case quote([Block])
        case callout(Callout, title: [Inline], [Block])
        case list(List)
        case table(Table)
        case fold(Fold)
        case rule
    }

    /// `> [!TIP]` and its like.
    public enum Callout: String, CaseIterable, Sendable {
        case note = "NOTE"
        case tip = "TIP"
        case important = "IMPORTANT"
        case warning = "WARNING"
        case caution = "CAUTION"
    }

    /// A list with bullets or numbers.
    public struct List: Sendable {
        /// The first number; nil for bullets.
        public var start: Int?
        /// What follows a number: `.` or `)`.
        public var delimiter: Character
        /// Whether there is no empty line between the items.
        public var isTight: Bool
        /// The items in order.
        public var items: [Item]
    }

    /// An item of a list.
    public struct Item: Sendable {
        /// Whether the task is done (`[x]`) or not (`[ ]`); nil where it is none.
        public var isDone: Bool?
        /// What it says.
        public var blocks: [Block]
        /// The line of the file (from 1) on which it begins.
        public var line: Int
    }

    /// A table.
    public struct Table: Sendable {
        /// How the columns are aligned.
        public var alignments: [Alignment]
        /// The cells of the header.
        public var header: [[Inline]]
        /// The cells of the rows, as many as there are columns.
        public var rows: [[[Inline]]]
    }

    /// How a column of a table is aligned.
    public enum Alignment: Sendable {
        case none
        case left
        case centre
        case right
    }

    /// `<details>`: what can be unfolded.
    public struct Fold: Sendable {
        /// Counted from 0 in the order of the text.
        public var number: Int
        /// What is seen when it is folded.
        public var summary: [Inline]
        /// What is folded away.
        public var blocks: [Block]
        /// Whether the text says that it begins unfolded.
        public var isOpen: Bool
    }
}
