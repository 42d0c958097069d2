/// What can be said of a Markdown text by looking at its lines.
enum SourceScan {
    /// The front matter at the beginning, and the byte behind it; 0 when there is none.
    ///
    /// The first line is `---`, the last `---` or `...`; without a last line it is no front matter.
    static func frontMatter(_ bytes: UnsafeBufferPointer<UInt8>) -> (matter: FrontMatter?, end: Int) {
        var lines = LineRanges(bytes)
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { lines.position = 3 }
        guard let first = lines.next(), isDashes(bytes[first.content]) else { return (nil, 0) }
        let start = lines.position
        while let line = lines.next() {
            let text = bytes[line.content]
            if isDashes(text) || text.elementsEqual([0x2e, 0x2e, 0x2e]) {
                let matter = String(decoding: bytes[start..<line.content.lowerBound], as: UTF8.self)
                return (FrontMatter(text: matter, firstLine: 2), lines.position)
            }
        }
        return (nil, 0)
    }

    /// The byte behind the first empty line at or after a position that does not stand in fenced code.
    static func cut(_ bytes: [UInt8], after position: Int) -> Int? {
        bytes.withUnsafeBufferPointer { buffer in
            var lines = LineRanges(buffer)
            lines.position = frontMatter(buffer).end
            var fence: (character: UInt8, count: Int)?
            while let line = lines.next() {
                let text = buffer[line.content]
                if let mark = Self.fence(text) {
                    if let open = fence {
                        if open.character == mark.character, mark.count >= open.count, mark.isBare { fence = nil }
                    } else if mark.character != 0x60 || !mark.hasBackquote {
                        fence = (mark.character, mark.count)
                    }
                }
                if text.isEmpty, fence == nil, line.content.lowerBound >= position { return lines.position }
                if line.content.lowerBound > position * 2 { return nil }
            }
            return nil
        }
    }

    /// The fence that a line is, when it stands at most three blanks from the edge.
    static func fence(
        _ line: Slice<UnsafeBufferPointer<UInt8>>
    ) -> (character: UInt8, count: Int, isBare: Bool, hasBackquote: Bool)? {
        let text = line.drop { $0 == 0x20 }
        guard let first = text.first, first == 0x60 || first == 0x7e, line.count - text.count <= 3 else { return nil }
        let count = text.prefix { $0 == first }.count
        guard count >= 3 else { return nil }
        let rest = text.dropFirst(count)
        return (first, count, rest.allSatisfy { $0 == 0x20 || $0 == 0x09 }, rest.contains(0x60))
    }

    /// Line breaks: LF, CR, or both together.
    static func lineBreaks(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
        var lines = LineRanges(UnsafeBufferPointer(rebasing: bytes))
        var count = 0
        while let line = lines.next() {
            if line.hasBreak { count += 1 }
        }
        return count
    }

    /// Lines, also a last one without a line break.
    static func lines(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var lines = LineRanges(bytes)
        var count = 0
        while lines.next() != nil { count += 1 }
        return count
    }

    private static func isDashes(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        line.count >= 3 && line.prefix(3).allSatisfy { $0 == 0x2d }
            && line.dropFirst(3).allSatisfy { $0 == 0x20 || $0 == 9 }
    }
}

/// The lines of a text, one after the other.
struct LineRanges {
    private let bytes: UnsafeBufferPointer<UInt8>
    /// Where the next line begins.
    var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    mutating func next() -> (content: Range<Int>, hasBreak: Bool)? {
        guard position < bytes.count else { return nil }
        let start = position
        while position < bytes.count {
            let byte = bytes[position]
            if byte == 0x0a || byte == 0x0d {
                let end = position
                position += byte == 0x0d && position + 1 < bytes.count && bytes[position + 1] == 0x0a ? 2 : 1
                return (start..<end, true)
            }
            position += 1
        }
        return (start..<position, false)
    }
}
