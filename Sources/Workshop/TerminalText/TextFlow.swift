/// Running text that is to be broken into lines: pieces of text, each with a style, and line breaks that are meant.
///
/// Lines break at blanks and between the characters of scripts that are written without blanks; words stay whole unless they
/// are longer than a line. Blanks at a break are dropped.
public struct TextFlow {
    struct Run {
        var end: Int
        var style: Style
        var link: String?
        var tag: Int
    }

    /// Where a piece with a tag has come to lie.
    public struct Place: Sendable, Hashable {
        /// The tag of the piece.
        public var tag: Int
        /// The line, counted from the first line that was made.
        public var line: Int
        /// The cells on that line.
        public var columns: Range<Int>

        /// A place of a piece.
        public init(tag: Int, line: Int, columns: Range<Int>) {
            self.tag = tag
            self.line = line
            self.columns = columns
        }
    }

    /// What pieces have that no place is wanted of.
    public static let noTag = Int.min

    /// All text, harmless already.
    private(set) var bytes: [UInt8] = []
    private(set) var runs: [Run] = []
    /// Where lines end whatever the width.
    private(set) var breaks: [Int] = []
    private(set) var isASCII = true

    /// An empty text.
    public init() {}

    /// Whether there is neither text nor a line break.
    public var isEmpty: Bool { bytes.isEmpty && breaks.isEmpty }

    /// Forgets everything, but keeps the memory for the next text.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        runs.removeAll(keepingCapacity: true)
        breaks.removeAll(keepingCapacity: true)
        isASCII = true
    }

    /// Adds text; what a terminal would obey is taken out. A tag asks for the places of the piece.
    public mutating func append(_ text: String, _ style: Style = .plain, link: String? = nil, tag: Int = noTag) {
        var text = text
        let kind = text.withUTF8 { piece in
            let kind = Harmless.kind(piece)
            if kind != .special { bytes.append(contentsOf: piece) }
            return kind
        }
        switch kind {
        case .ascii: break
        case .clean: isASCII = false
        case .special:
            let clean = Harmless.line(text)
            bytes.append(contentsOf: clean.utf8)
            isASCII = false
        }
        endRun(style, link, tag)
    }

    /// Adds a span.
    public mutating func append(_ span: StyledSpan) {
        bytes.append(contentsOf: span.text.utf8)
        if span.width != span.text.utf8.count { isASCII = false }
        endRun(span.style, span.link, Self.noTag)
    }

    /// Adds one blank between words.
    public mutating func appendBlank(_ style: Style = .plain, link: String? = nil, tag: Int = noTag) {
        bytes.append(0x20)
        endRun(style, link, tag)
    }

    /// Ends the line whatever the width.
    public mutating func breakLine() { breaks.append(bytes.count) }

    private mutating func endRun(_ style: Style, _ link: String?, _ tag: Int) {
        guard bytes.count > (runs.last?.end ?? 0) else { return }
        if let last = runs.last, last.style == style, last.tag == tag, last.link == link {
            runs[runs.count - 1].end = bytes.count
        } else {
            runs.append(Run(end: bytes.count, style: style, link: link, tag: tag))
        }
    }

    /// The text in lines of a width, with something before each: a bullet before the first, blanks before the rest.
    /// A text without anything is one line.
    public func lines(width: Int, first: [StyledSpan] = [], rest: [StyledSpan] = []) -> [StyledLine] {
        var lines: [StyledLine] = []
        var places: [Place] = []
        wrap(width: width, first: first, rest: rest, into: &lines, places: &places)
        return lines
    }

    /// Adds the text in lines to others, and the places of pieces with tags.
    public func wrap(
        width: Int, first: [StyledSpan], rest: [StyledSpan], into lines: inout [StyledLine], places: inout [Place]
    ) {
        var breaker = LineBreaker(self, first: first, rest: rest)
        breaker.run(width: width, into: &lines, places: &places)
    }

    /// The cells that the text takes when no line is broken, and those of its longest part that cannot be broken.
    public func measure() -> (natural: Int, longestWord: Int) {
        var breaker = LineBreaker(self, first: [], rest: [])
        return breaker.measure()
    }
}

extension StyledLine {
    /// The line broken into lines of a width, words kept.
    public func wrapped(to width: Int, first: [StyledSpan] = [], rest: [StyledSpan] = []) -> [StyledLine] {
        var flow = TextFlow()
        for span in spans { flow.append(span) }
        return flow.lines(width: width, first: first, rest: rest)
    }
}
