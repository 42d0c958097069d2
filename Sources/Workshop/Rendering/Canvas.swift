import TerminalText

/// Where lines are collected: what stands before each (bars of quotations, indents and bullets of lists), empty lines
/// between blocks, and from where in the source they come.
struct Canvas {
    /// What a container puts before its lines.
    private struct Prefix {
        var first: StyledSpan?
        var rest: StyledSpan
    }

    private(set) var width: Int
    var lines: [StyledLine] = []
    var sourceLines: [Int] = []
    var places: [TextFlow.Place] = []
    /// The line of the source that is being shown.
    var source = 1

    private var prefixes: [Prefix] = []
    /// Whether the next block is to stand apart from what is above it.
    private var needsGap = false
    /// Whether a bullet has not been shown yet.
    private var hasFirst = false
    /// What stands before all lines but the first.
    private var rest: [StyledSpan] = []
    private(set) var prefixWidth = 0

    init(width: Int) { self.width = width }

    /// Cells between what stands before a line and the edge.
    var room: Int { max(1, width - prefixWidth) }

    // MARK: Containers

    /// Begins a container. What it would put before its lines is left out when it would leave too little room for text.
    mutating func push(first: StyledSpan? = nil, rest span: StyledSpan) {
        if prefixWidth + span.width <= width - min(width, max(10, width / 3)) {
            prefixes.append(Prefix(first: first, rest: span))
        } else {
            // A bullet stays as long as a few characters fit behind it.
            let fits = waitingWidth + span.width <= width - min(width, 4)
            prefixes.append(Prefix(first: fits ? first : nil, rest: StyledSpan("")))
        }
        if prefixes.last?.first != nil { hasFirst = true }
        prefixesChanged()
    }

    /// Ends a container.
    mutating func pop() {
        prefixes.removeLast()
        prefixesChanged()
    }

    /// Cells that bullets and the like will take before the next line.
    private var waitingWidth: Int { prefixes.reduce(0) { $0 + ($1.first ?? $1.rest).width } }

    private mutating func prefixesChanged() {
        rest = prefixes.map(\.rest).filter { !$0.text.isEmpty }
        prefixWidth = rest.reduce(0) { $0 + $1.width }
    }

    /// What stands before the next line: bullets that have not been shown yet are shown now.
    private mutating func takeFirst() -> [StyledSpan] {
        guard hasFirst else { return rest }
        hasFirst = false
        var spans: [StyledSpan] = []
        for index in prefixes.indices {
            let span = prefixes[index].first ?? prefixes[index].rest
            if !span.text.isEmpty { spans.append(span) }
            prefixes[index].first = nil
        }
        return spans
    }

    // MARK: Blocks

    /// Makes room above a block.
    mutating func beginBlock(source line: Int) {
        if needsGap {
            emptyLine()
            needsGap = false
        }
        source = line
    }

    /// Ends a block: what follows stands apart.
    mutating func endBlock() { needsGap = true }

    /// What follows stands close: within tight lists, below a title.
    mutating func cancelGap() { needsGap = false }

    /// An empty line; bars of quotations go on in it.
    mutating func emptyLine() {
        var spans = rest
        while let last = spans.last, last.text.utf8.allSatisfy({ $0 == 0x20 }) { spans.removeLast() }
        if let last = spans.last, last.text.hasSuffix(" ") {
            spans[spans.count - 1] = StyledSpan(String(last.text.trimmedEnd), last.style)
        }
        lines.append(StyledLine(spans))
        fillSources()
    }

    /// A line as it is, cut to the room there is.
    mutating func line(_ spans: [StyledSpan]) {
        let room = max(1, width - (hasFirst ? waitingWidth : prefixWidth))
        let before = takeFirst()
        let cells = spans.reduce(0) { $0 + $1.width }
        let fitting = cells <= room ? spans : StyledLine(spans).cut(to: room).spans
        lines.append(StyledLine(before.isEmpty ? fitting : before + fitting))
        fillSources()
    }

    /// A text in as many lines as it takes, at most a number of cells wide, its own lines behind the first with something before
    /// them.
    mutating func text(_ flow: TextFlow, width limit: Int, rest own: [StyledSpan] = []) {
        let first = takeFirst()
        flow.wrap(
            width: min(width, max(limit, prefixWidth + 1)), first: first, rest: own.isEmpty ? rest : rest + own,
            into: &lines, places: &places)
        fillSources()
    }

    /// Shows a bullet that nothing followed.
    mutating func flushBullets() {
        if hasFirst { line([]) }
    }

    private mutating func fillSources() {
        let value = max(source, sourceLines.last ?? 1)
        while sourceLines.count < lines.count { sourceLines.append(value) }
    }
}

extension String {
    /// Without blanks at the end.
    fileprivate var trimmedEnd: Substring {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return text
    }
}
