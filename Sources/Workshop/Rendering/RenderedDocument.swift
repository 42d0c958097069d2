import TerminalText

/// A document as lines for a terminal of one width, and where in them everything is.
///
/// Lines and columns count from 0; columns are cells. Lines of the source file count from 1.
public struct RenderedDocument: Sendable {
    /// The width that it was made for. No line is wider.
    public internal(set) var width: Int
    /// All lines from top to bottom.
    public internal(set) var lines: [StyledLine] = []
    /// For each line, the line of the source file from which it comes. Never falls.
    public internal(set) var sourceLines: [Int] = []
    /// Headings in order: the table of contents.
    public internal(set) var headings: [Heading] = []
    /// Links in order.
    public internal(set) var links: [Link] = []
    /// Code blocks in order, without figures.
    public internal(set) var codeBlocks: [CodeBlock] = []
    /// Figures in order.
    public internal(set) var figures: [Figure] = []
    /// Footnotes in order of their numbers.
    public internal(set) var footnotes: [Footnote] = []
    /// What can be unfolded, in order. Folds within closed folds are not among them.
    public internal(set) var folds: [Fold] = []

    /// A heading.
    public struct Heading: Sendable, Hashable {
        /// 1 to 6.
        public let level: Int
        /// Its words.
        public let text: String
        /// What a link `#…` calls it: small letters, digits, `-` and `_`, blanks as `-`, a number behind where several are the same.
        public let anchor: String
        /// The line on which it begins.
        public let line: Int
        /// Where it stands in the source file.
        public let sourceLine: Int
    }

    /// A link. One that is wrapped has several places.
    public struct Link: Sendable, Hashable {
        /// Where it leads, as written.
        public let target: String
        /// Its title, or an empty text.
        public let title: String
        /// Its words.
        public let text: String
        /// Whether it is an image.
        public let isImage: Bool
        /// Where it is seen.
        public internal(set) var places: [Place]
    }

    /// A range of cells on a line.
    public struct Place: Sendable, Hashable {
        /// The line.
        public let line: Int
        /// The cells.
        public let columns: Range<Int>
    }

    /// A code block.
    public struct CodeBlock: Sendable, Hashable {
        /// All its lines, the title among them.
        public let lines: Range<Int>
        /// For each of these lines, which line of the source text (from 0) it shows; nil for the title.
        public let shownLines: [Int?]
        /// The column at which its text begins.
        public let column: Int
        /// The first of the words, such as `console`.
        public let language: String?
        /// All words behind the fence.
        public let info: [String]
        /// The path that `file=` names.
        public let file: String?
        /// The text between the fences, as written.
        public let source: String
        /// The line of the file of the opening fence.
        public let fenceLine: Int
        /// The line of the file on which the text begins.
        public let sourceLine: Int
    }

    /// A figure: a drawing of characters, or the place of an image.
    public struct Figure: Sendable, Hashable {
        /// Its lines: the drawing, or as many empty ones as ``RenderOptions/imageRows`` asked for.
        public let lines: Range<Int>
        /// The column at which it begins.
        public let column: Int
        /// The image of the same thing, as `image=` names it.
        public let image: String?
        /// Whether the lines are left empty for the image.
        public let isImageShown: Bool
        /// The drawing, as written.
        public let source: String
        /// The line of the file on which the drawing begins.
        public let sourceLine: Int
    }

    /// A footnote.
    public struct Footnote: Sendable, Hashable {
        /// Its number.
        public let number: Int
        /// The line on which it begins.
        public let line: Int
        /// Where the text refers to it.
        public internal(set) var references: [Place]
    }

    /// What can be unfolded.
    public struct Fold: Sendable, Hashable {
        /// Its number in the document, whatever is folded: what ``RenderOptions/toggledFolds`` holds.
        public let number: Int
        /// The line of its summary.
        public let line: Int
        /// The lines that are unfolded; empty when it is closed.
        public let lines: Range<Int>
        /// Whether it is unfolded.
        public let isOpen: Bool
    }

    /// The line that shows a line of the source file, or the one before it that is shown: the same place at another width.
    public func line(forSource source: Int) -> Int {
        var low = 0
        var high = sourceLines.count
        while low < high {
            let middle = (low + high) / 2
            if sourceLines[middle] < source { low = middle + 1 } else { high = middle }
        }
        if low < sourceLines.count, sourceLines[low] == source { return low }
        return max(0, low - 1)
    }

    /// The heading that a link `#…` leads to.
    public func heading(anchor: String) -> Heading? { headings.first { $0.anchor == anchor } }
}
