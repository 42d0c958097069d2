/// Text of one style. Its text is harmless whatever it was made of: see ``Harmless``.
public struct StyledSpan: Hashable, Sendable {
    /// One line's worth of text, without control characters.
    public let text: String
    /// What the text is.
    public let style: Style
    /// Where it leads, as written: an address, a path, `#heading`.
    public let link: String?
    private let cells: Int32

    /// A span of any text; what a terminal would obey is taken out.
    public init(_ text: String, _ style: Style = .plain, link: String? = nil) {
        let (clean, width) = Harmless.measured(text)
        self.init(clean: clean, cells: width, style: style, link: link)
    }

    /// A span of text that has passed ``Harmless`` already and takes that many cells.
    init(clean text: String, cells: Int, style: Style, link: String?) {
        self.text = text
        self.style = style
        self.link = link
        self.cells = Int32(clamping: cells)
    }

    /// Cells that the text takes.
    public var width: Int { Int(cells) }

    /// The same text in another style.
    public func styled(_ style: Style) -> StyledSpan {
        StyledSpan(clean: text, cells: width, style: style, link: link)
    }

    /// The characters that lie within a range of cells. A wide character that sticks out is left out.
    public func slice(cells range: Range<Int>) -> StyledSpan {
        if range.lowerBound <= 0, range.upperBound >= width { return self }
        let (part, cells) = Cells.slice(text, range)
        return StyledSpan(clean: part, cells: cells, style: style, link: link)
    }
}
