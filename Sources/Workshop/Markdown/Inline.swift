/// A piece of running text. Nesting is flat: a piece carries all that surrounds it.
public struct Inline: Hashable, Sendable {
    /// What it is.
    public var kind: Kind
    /// Its text: words, code, or what is said of an image.
    public var text: String
    /// What surrounds it: strong, emphasis, …
    public var marks: InlineMarks
    /// The link that it belongs to: a position in ``MarkdownDocument/links``.
    public var link: Int?

    /// A piece of text.
    public init(_ kind: Kind, _ text: String = "", marks: InlineMarks = [], link: Int? = nil) {
        self.kind = kind
        self.text = text
        self.marks = marks
        self.link = link
    }

    /// The kinds of pieces.
    public enum Kind: Hashable, Sendable {
        case text
        case code
        /// A line break of the source, shown as a blank.
        case softBreak
        /// A line break that is meant.
        case lineBreak
        /// An image: a position in ``MarkdownDocument/links``. The text is what is said of it.
        case image(Int)
        /// A reference to the footnote of a number.
        case footnote(Int)
    }
}

/// What surrounds a piece of text.
public struct InlineMarks: OptionSet, Hashable, Sendable {
    /// One bit a mark.
    public let rawValue: UInt8
    /// Marks by their bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// `**strong**`, `<b>`
    public static let strong = InlineMarks(rawValue: 1)
    /// `*emphasis*`, `<i>`
    public static let emphasis = InlineMarks(rawValue: 2)
    /// `~~struck out~~`, `<del>`
    public static let strikethrough = InlineMarks(rawValue: 4)
    /// `<kbd>`
    public static let key = InlineMarks(rawValue: 8)
    /// `<u>`, `<ins>`
    public static let underline = InlineMarks(rawValue: 16)
    /// `<code>`, `<samp>`
    public static let code = InlineMarks(rawValue: 32)
}

extension [Inline] {
    /// The words alone, line breaks as blanks.
    public var plainText: String {
        reduce(into: "") { result, inline in
            switch inline.kind {
            case .text, .code, .image: result += inline.text
            case .softBreak, .lineBreak: result += " "
            case .footnote: break
            }
        }
    }
}
