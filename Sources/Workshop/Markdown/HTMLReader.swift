/// Reads a block of HTML for a terminal: its text is kept, as paragraphs; tags that mean something are obeyed (headings, rules,
/// line breaks, preformatted text, links, images, bold and the like, folds); all others are left out, and so are comments, scripts and
/// style sheets.
enum HTMLReader {
    /// What a block of HTML consists of.
    enum Piece {
        case block(Block.Content)
        case openFold(isOpen: Bool)
        case summary([Inline])
        case closeFold
    }

    /// The pieces of a block of HTML that begins on a line of the file.
    static func pieces(_ html: String, into inlines: inout InlineBuilder, line: Int) -> [Piece] {
        var reader = Reader(line: line)
        inlines.begin(line: line)
        let bytes = Array(html.utf8)
        var position = 0
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "<"), let end = markupEnd(bytes, position) {
                let name = reader.obey(HTMLTag(string(bytes[position..<end])), &inlines)
                position = end
                if let name { position = skip(bytes, from: end, to: name) }
            } else {
                let next = bytes[(position + 1)...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
                reader.text(string(bytes[position..<next]), &inlines)
                position = next
            }
        }
        reader.endParagraph(&inlines)
        return reader.pieces
    }

    private static func string(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

    /// The byte behind a tag, comment or declaration that begins at a position; nil when none does. One that does not end takes all.
    private static func markupEnd(_ bytes: [UInt8], _ start: Int) -> Int? {
        guard start + 1 < bytes.count else { return nil }
        let next = bytes[start + 1]
        if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") {
            let isComment = bytes[start...].starts(with: Array("<!--".utf8))
            let isData = bytes[start...].starts(with: Array("<![CDATA[".utf8))
            let closing = isComment ? "-->" : isData ? "]]>" : next == UInt8(ascii: "?") ? "?>" : ">"
            return find(Array(closing.utf8), in: bytes, from: start + 2) ?? bytes.count
        }
        let first = next == UInt8(ascii: "/") && start + 2 < bytes.count ? bytes[start + 2] : next
        guard (first | 0x20) >= UInt8(ascii: "a"), (first | 0x20) <= UInt8(ascii: "z") else { return nil }
        var quote: UInt8?
        for index in (start + 1)..<bytes.count {
            let byte = bytes[index]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: ">") {
                return index + 1
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            }
        }
        return bytes.count
    }

    private static func find(_ wanted: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard bytes.count >= start + wanted.count else { return nil }
        for index in start...(bytes.count - wanted.count) where bytes[index] == wanted[0] {
            if bytes[index..<index + wanted.count].elementsEqual(wanted) { return index + wanted.count }
        }
        return nil
    }

    /// Where the closing tag of an element that is not shown begins.
    private static func skip(_ bytes: [UInt8], from start: Int, to name: String) -> Int {
        let wanted = Array(("</" + name).utf8)
        guard bytes.count >= start + wanted.count else { return bytes.count }
        for index in start...(bytes.count - wanted.count) where bytes[index] == wanted[0] {
            if bytes[index..<index + wanted.count].elementsEqual(wanted, by: { $0 | 0x20 == $1 | 0x20 }) {
                return index
            }
        }
        return bytes.count
    }
}

extension HTMLReader {
    /// What has been read so far.
    struct Reader {
        var pieces: [Piece] = []
        private let line: Int
        private var headingLevel: Int?
        private var isPreformatted = false
        private var preformatted = ""

        init(line: Int) { self.line = line }

        /// Obeys a tag. Returns its name when what follows is not to be shown, up to its closing tag.
        mutating func obey(_ tag: HTMLTag, _ inlines: inout InlineBuilder) -> String? {
            switch tag.name {
            case "details":
                endParagraph(&inlines)
                pieces.append(tag.isClosing ? .closeFold : .openFold(isOpen: tag.attribute("open") != nil))
            case "summary":
                if tag.isClosing {
                    let summary = trimmed(inlines.end())
                    inlines.begin(line: line)
                    if !summary.isEmpty { pieces.append(.summary(summary)) }
                } else {
                    endParagraph(&inlines)
                }
            case "h1", "h2", "h3", "h4", "h5", "h6":
                endParagraph(&inlines)
                headingLevel = tag.isClosing ? nil : Int(tag.name.dropFirst())
            case "pre":
                endParagraph(&inlines)
                isPreformatted = !tag.isClosing
            case "hr":
                endParagraph(&inlines)
                pieces.append(.block(.rule))
            case "li":
                endParagraph(&inlines)
                if !tag.isClosing { inlines.text("• ") }
            case "td", "th":
                if tag.isClosing, !inlines.isEmpty { inlines.text(" ") }
            case "p", "div", "section", "article", "header", "footer", "main", "nav", "aside", "center", "blockquote",
                "ul", "ol",
                "dl", "dt", "dd", "table", "thead", "tbody", "tr", "caption", "figure", "figcaption", "form",
                "fieldset", "picture",
                "address":
                endParagraph(&inlines)
            case "script", "style", "template", "title", "noscript", "iframe", "object", "svg":
                return tag.isClosing ? nil : tag.name
            default:
                if !isPreformatted { inlines.html(tag) }
            }
            return nil
        }

        /// Adds text between tags.
        mutating func text(_ text: String, _ inlines: inout InlineBuilder) {
            let resolved = HTMLEntities.resolve(text)
            if isPreformatted {
                preformatted += resolved
                return
            }
            var words = resolved.split(omittingEmptySubsequences: false) { $0.isWhitespace && $0 != "\u{a0}" }
                .filter { !$0.isEmpty }.joined(separator: " ")
            if let first = resolved.first, first.isWhitespace, !inlines.isEmpty { words = " " + words }
            if words != " ", let last = resolved.last, last.isWhitespace, !words.isEmpty { words += " " }
            if !words.isEmpty { inlines.text(words) }
        }

        /// Makes a block of the text so far.
        mutating func endParagraph(_ inlines: inout InlineBuilder) {
            if !preformatted.isEmpty {
                let source = String(preformatted.drop { $0 == "\n" })
                let code = CodeBlock(
                    info: [], source: source.hasSuffix("\n") ? source : source + "\n", line: line, sourceLine: line,
                    isFenced: false)
                if source.contains(where: { !$0.isWhitespace }) { pieces.append(.block(.code(code))) }
                preformatted = ""
            }
            let content = trimmed(inlines.end())
            inlines.begin(line: line)
            guard !content.isEmpty else { return }
            if let level = headingLevel {
                pieces.append(.block(.heading(level: level, content)))
            } else {
                pieces.append(.block(.paragraph(content)))
            }
        }

        /// Without blanks at both ends.
        private func trimmed(_ inlines: [Inline]) -> [Inline] {
            var inlines = inlines[...]
            while let last = inlines.last, isBlank(last) { inlines.removeLast() }
            while let first = inlines.first, isBlank(first) { inlines.removeFirst() }
            if let last = inlines.indices.last, inlines[last].kind == .text {
                while inlines[last].text.last == " " { inlines[last].text.removeLast() }
            }
            return Array(inlines)
        }

        private func isBlank(_ inline: Inline) -> Bool {
            switch inline.kind {
            case .text: inline.text.allSatisfy { $0 == " " }
            case .softBreak, .lineBreak: true
            default: false
            }
        }
    }
}
