/// Breaks a text into lines. ASCII is looked at byte by byte; only where other characters begin are characters made.
struct LineBreaker {
    private let flow: TextFlow
    /// The text as a string, made when a character needs it.
    private lazy var text = String(decoding: flow.bytes, as: UTF8.self)
    private let first: [StyledSpan]
    private let rest: [StyledSpan]
    private let firstWidth: Int
    private let restWidth: Int
    private var run = 0
    private var isFirst = true

    init(_ flow: TextFlow, first: [StyledSpan], rest: [StyledSpan]) {
        self.flow = flow
        self.first = first
        self.rest = rest
        firstWidth = first.reduce(0) { $0 + $1.width }
        restWidth = rest.reduce(0) { $0 + $1.width }
    }

    /// Adds the lines of the whole text.
    mutating func run(width: Int, into lines: inout [StyledLine], places: inout [TextFlow.Place]) {
        var start = 0
        for end in flow.breaks {
            segment(start..<end, width, &lines, &places)
            start = end
        }
        if start < flow.bytes.count || flow.breaks.isEmpty {
            segment(start..<flow.bytes.count, width, &lines, &places)
        }
    }

    /// A place where a line may end: where its text ends, where the next line begins, and the cells up to there.
    private struct Opportunity {
        var end: Int
        var next: Int
    }

    private mutating func segment(
        _ range: Range<Int>, _ width: Int, _ lines: inout [StyledLine], _ places: inout [TextFlow.Place]
    ) {
        var start = range.lowerBound
        var position = start
        var used = 0
        var room = max(1, width - (isFirst ? firstWidth : restWidth))
        var opportunity: Opportunity?
        var previous = Kind.other
        var index = runIndex(at: start)
        let bytes = flow.bytes

        while position < range.upperBound {
            let byte = bytes[position]
            var (length, cells, kind) = (1, 1, byte == 0x20 ? Kind.blank : .other)
            if byte >= 0x80 || (position + 1 < range.upperBound && bytes[position + 1] >= 0x80) {
                while flow.runs[index].end <= position { index += 1 }
                (length, cells, kind) = character(at: position, end: min(range.upperBound, flow.runs[index].end))
            }
            if kind == .blank {
                if previous != .blank { opportunity = Opportunity(end: position, next: position) }
                previous = .blank
                position += 1
                used += 1
                opportunity?.next = position
                continue
            }
            if position > start, Kind.mayBreak(previous, kind) {
                opportunity = Opportunity(end: position, next: position)
            }
            if used + cells > room, position > start || cells > room {
                let end: Int
                if let found = opportunity, found.end > start {
                    end = found.end
                    position = found.next
                } else if position > start {
                    end = position
                } else {
                    // One character that is wider than the line: something has to stand for it.
                    emit(start..<start, &lines, &places, standIn: "·")
                    position += length
                    end = -1
                }
                if end >= 0 { emit(start..<end, &lines, &places) }
                start = position
                used = 0
                room = max(1, width - restWidth)
                opportunity = nil
                previous = .other
                index = runIndex(at: start)
                continue
            }
            position += length
            used += cells
            previous = kind
        }
        var end = range.upperBound
        while end > start, bytes[end - 1] == 0x20 { end -= 1 }
        if end > start || range.lowerBound == start { emit(start..<end, &lines, &places) }
    }

    /// The run in which a byte lies.
    private func runIndex(at position: Int) -> Int {
        var low = 0
        var high = flow.runs.count
        while low < high {
            let middle = (low + high) / 2
            if flow.runs[middle].end <= position { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The character that begins at a byte, within its run: its bytes, its cells, and how lines break around it.
    private mutating func character(at position: Int, end: Int) -> (length: Int, cells: Int, kind: Kind) {
        let simple = flow.bytes.withUnsafeBufferPointer { CellScan.simple($0, at: position, end: end) }
        if let simple, simple.cells == 1 { return (simple.length, 1, flow.bytes[position] == 0x20 ? .blank : .other) }
        let utf8 = text.utf8
        let start = utf8.index(utf8.startIndex, offsetBy: position)
        if let simple {
            return (simple.length, simple.cells, Kind(text.unicodeScalars[start], cells: simple.cells))
        }
        let character = text[start..<utf8.index(start, offsetBy: end - position)].first ?? " "
        let cells = Cells.width(of: character)
        // A blank that carries a mark is no place to break.
        let kind = Kind(character.unicodeScalars.first ?? " ", cells: cells)
        let length = character.utf8.count
        return (length, cells, kind == .blank && length > 1 ? .other : kind)
    }

    private mutating func emit(
        _ range: Range<Int>, _ lines: inout [StyledLine], _ places: inout [TextFlow.Place], standIn: String? = nil
    ) {
        var spans = isFirst ? first : rest
        spans.reserveCapacity(spans.count + 2)
        var column = isFirst ? firstWidth : restWidth
        isFirst = false
        if let standIn {
            let span = StyledSpan(standIn, .quiet)
            spans.append(span)
        }
        if run > 0, run >= flow.runs.count || flow.runs[run - 1].end > range.lowerBound {
            run = runIndex(at: range.lowerBound)
        }
        while run < flow.runs.count, flow.runs[run].end <= range.lowerBound { run += 1 }
        var position = range.lowerBound
        while position < range.upperBound {
            let current = flow.runs[run]
            let end = min(current.end, range.upperBound)
            let (piece, cells) = flow.bytes.withUnsafeBufferPointer { bytes in
                let part = bytes[position..<end]
                let piece = String(decoding: UnsafeBufferPointer(rebasing: part), as: UTF8.self)
                return (piece, flow.isASCII || CellScan.isASCII(part) ? end - position : Cells.width(of: piece))
            }
            if current.tag != TextFlow.noTag {
                if let last = places.last, last.tag == current.tag, last.line == lines.count,
                    last.columns.upperBound == column
                {
                    places[places.count - 1].columns = last.columns.lowerBound..<column + cells
                } else {
                    places.append(TextFlow.Place(tag: current.tag, line: lines.count, columns: column..<column + cells))
                }
            }
            spans.append(StyledSpan(clean: piece, cells: cells, style: current.style, link: current.link))
            column += cells
            position = end
            if end == current.end { run += 1 }
        }
        lines.append(StyledLine(spans))
    }

    /// Cells of the widest line without breaks, and of the longest part that cannot be broken.
    mutating func measure() -> (natural: Int, longestWord: Int) {
        var (natural, longest, line, word) = (0, 0, 0, 0)
        var previous = Kind.other
        var position = 0
        var index = 0
        var nextBreak = 0
        let bytes = flow.bytes
        while position < bytes.count {
            while nextBreak < flow.breaks.count, flow.breaks[nextBreak] <= position {
                (natural, line, longest, word) = (max(natural, line), 0, max(longest, word), 0)
                nextBreak += 1
            }
            var (length, cells, kind) = (1, 1, bytes[position] == 0x20 ? Kind.blank : .other)
            if bytes[position] >= 0x80 || (position + 1 < bytes.count && bytes[position + 1] >= 0x80) {
                while flow.runs[index].end <= position { index += 1 }
                (length, cells, kind) = character(at: position, end: flow.runs[index].end)
            }
            if kind == .blank || Kind.mayBreak(previous, kind) { (longest, word) = (max(longest, word), 0) }
            if kind != .blank { word += cells }
            line += cells
            position += length
            previous = kind
        }
        return (max(natural, line), max(longest, word))
    }
}

extension LineBreaker {
    /// What a character means for breaking lines: a small part of UAX #14.
    enum Kind {
        case blank
        /// A character of a script without blanks between words, or a picture.
        case ideograph
        /// One that must not begin a line.
        case closing
        /// One that must not end a line.
        case opening
        /// An invisible place to break.
        case breakable
        case other

        init(_ scalar: Unicode.Scalar, cells: Int) {
            switch scalar.value {
            case 0x20: self = .blank
            case 0x200b: self = .breakable
            case 0xac00...0xd7a3, 0x1100...0x115f, 0xa960...0xa97f: self = .other
            default:
                if Self.closers.contains(scalar) {
                    self = .closing
                } else if Self.openers.contains(scalar) {
                    self = .opening
                } else {
                    self = cells > 1 ? .ideograph : .other
                }
            }
        }

        /// Whether a line may end between two characters.
        static func mayBreak(_ before: Kind, _ after: Kind) -> Bool {
            switch (before, after) {
            // Blanks are places to break by themselves, with nothing of them on either line.
            case (.blank, _): false
            case (.breakable, _): true
            case (_, .closing), (.opening, _), (_, .blank), (_, .breakable): false
            case (.ideograph, _), (_, .ideograph), (.closing, .other), (.closing, .opening), (.other, .opening): true
            default: false
            }
        }

        private static let closers: Set<Unicode.Scalar> = Set(
            "、。，．・：；？！）］｝〉》」』】〕〗〙ー々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ‥".unicodeScalars)
        private static let openers: Set<Unicode.Scalar> = Set("（［｛〈《「『【〔〖〘｢".unicodeScalars)
    }
}
