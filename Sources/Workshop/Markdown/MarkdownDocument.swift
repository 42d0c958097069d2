/// A Markdown text as a tree: what CommonMark and GitHub's extensions make of it.
public struct MarkdownDocument: Sendable {
    /// What stands between two lines `---` at the very beginning, not read any further.
    public var frontMatter: FrontMatter?
    /// The text, from top to bottom.
    public var blocks: [Block]
    /// All links and images, in order. ``Inline/link`` and images are positions in this list.
    public var links: [Link]
    /// The footnotes that the text refers to, in the order of their numbers.
    public var footnotes: [Footnote]
    /// Lines of the source text.
    public var lineCount: Int

    /// A document of its parts.
    public init(
        frontMatter: FrontMatter? = nil, blocks: [Block] = [], links: [Link] = [], footnotes: [Footnote] = [],
        lineCount: Int = 0
    ) {
        self.frontMatter = frontMatter
        self.blocks = blocks
        self.links = links
        self.footnotes = footnotes
        self.lineCount = lineCount
    }
}

/// Front matter: the lines between two lines `---` at the beginning of a file.
public struct FrontMatter: Hashable, Sendable {
    /// The lines between the two, with their line breaks.
    public let text: String
    /// The line of the file (from 1) on which the text begins: 2.
    public let firstLine: Int
}

/// A link or an image as it is written.
public struct Link: Hashable, Sendable {
    /// Where it leads: an address, a path, `#heading`. Entities and escapes are resolved.
    public let destination: String
    /// Its title, or an empty text.
    public let title: String
    /// The words of the link, or what is said of an image for those who do not see it.
    public let text: String
    /// Whether it is an image.
    public let isImage: Bool
    /// The line of the file (from 1) on which its paragraph begins, or it itself where that is known.
    public let line: Int
}

/// A footnote: `[^label]` refers to it.
public struct Footnote: Sendable {
    /// Counted from 1 in the order in which the text refers to them.
    public let number: Int
    /// What it says.
    public let blocks: [Block]
    /// The line of the file (from 1) on which it begins.
    public let line: Int
}
