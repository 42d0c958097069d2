import CCmark

/// Makes running text of cmark's inline nodes and of HTML: flat pieces, each with all that surrounds it.
struct InlineBuilder {
    /// All links and images so far.
    private(set) var links: [Link] = []
    /// The line on which the paragraph begins.
    private(set) var startLine = 1

    private var pieces: [Inline] = []
    private var line = 1
    private var marks: InlineMarks = []
    private var link: Int?
    /// What to return to when a mark or a link of Markdown ends.
    private var surroundings: [(marks: InlineMarks, link: Int?)] = []
    /// HTML's marks, by how many of their tags are open.
    private var htmlMarks = HTMLMarks()
    private var htmlLink: Int?
    /// Depth within images, whose text is collected.
    private var imageDepth = 0
    private var imageText = ""
    private var addressBytes = 0

    /// Begins a paragraph.
    mutating func begin(line: Int) {
        startLine = line
        self.line = line
        pieces.removeAll(keepingCapacity: true)
        marks = []
        link = nil
        surroundings.removeAll(keepingCapacity: true)
        htmlMarks = HTMLMarks()
        htmlLink = nil
        imageDepth = 0
        imageText = ""
    }

    /// Ends the paragraph.
    mutating func end() -> [Inline] {
        let result = pieces
        pieces = []
        return result
    }

    /// Whether anything has been said since the paragraph began.
    var isEmpty: Bool { pieces.isEmpty }

    /// Reads an inline node. Returns false when the node is none.
    mutating func read(_ node: OpaquePointer, _ type: cmark_node_type, isEntering: Bool) -> Bool {
        switch type {
        case CMARK_NODE_TEXT: text(cmark_node_get_literal(node))
        case CMARK_NODE_SOFTBREAK:
            line += 1
            add(.softBreak)
        case CMARK_NODE_LINEBREAK:
            line += 1
            add(.lineBreak)
        case CMARK_NODE_CODE: add(.code, Cmark.string(cmark_node_get_literal(node)))
        case CMARK_NODE_HTML_INLINE, CMARK_NODE_CUSTOM_INLINE:
            if isEntering { html(HTMLTag(Cmark.string(cmark_node_get_literal(node)))) }
        case CMARK_NODE_EMPH: surround(isEntering, .emphasis)
        case CMARK_NODE_STRONG: surround(isEntering, .strong)
        case CMARK_NODE_LINK: readLink(node, isEntering)
        case CMARK_NODE_IMAGE: readImage(node, isEntering)
        case CMARK_NODE_FOOTNOTE_REFERENCE:
            // Some versions of the library enter and leave it, as if something could be in it.
            guard isEntering else { return true }
            let label = Cmark.string(cmark_node_get_literal(node))
            if let number = Int(label) { add(.footnote(number)) } else { add(.text, "[^\(label)]") }
        default:
            // Inline nodes of extensions: their numbers have the bits of inline nodes.
            guard type.rawValue & UInt32(CMARK_NODE_TYPE_MASK) == UInt32(CMARK_NODE_TYPE_INLINE) else { return false }
            surround(isEntering, .strikethrough)
        }
        return true
    }

    private mutating func surround(_ isEntering: Bool, _ mark: InlineMarks) {
        if isEntering {
            surroundings.append((marks, link))
            marks.insert(mark)
        } else if let outside = surroundings.popLast() {
            (marks, link) = outside
        }
    }

    private mutating func readLink(_ node: OpaquePointer, _ isEntering: Bool) {
        if isEntering {
            surroundings.append((marks, link))
            guard imageDepth == 0 else { return }
            let destination = address(node)
            link = addLink(destination, Cmark.string(cmark_node_get_title(node)))
        } else if let outside = surroundings.popLast() {
            if let link, imageDepth == 0 { finishLink(link) }
            (marks, link) = outside
        }
    }

    private mutating func readImage(_ node: OpaquePointer, _ isEntering: Bool) {
        if isEntering {
            imageDepth += 1
            return
        }
        imageDepth -= 1
        guard imageDepth == 0 else { return }
        let text = imageText
        imageText = ""
        let source = address(node)
        image(source, Cmark.string(cmark_node_get_title(node)), text)
    }

    // MARK: What is said

    private mutating func text(_ literal: UnsafePointer<CChar>?) {
        guard let literal else { return }
        text(String(cString: literal))
    }

    /// Adds words to what was said before.
    mutating func text(_ text: String) {
        if imageDepth > 0 {
            imageText += text
            return
        }
        let last = pieces.count - 1
        let marks = marks.union(htmlMarks.marks)
        let link = link ?? htmlLink
        if last >= 0, pieces[last].kind == .text, pieces[last].marks == marks, pieces[last].link == link {
            pieces[last].text += text
        } else {
            pieces.append(Inline(.text, text, marks: marks, link: link))
        }
    }

    /// Adds a piece.
    mutating func add(_ kind: Inline.Kind, _ text: String = "") {
        if imageDepth > 0 {
            imageText += kind == .softBreak || kind == .lineBreak ? " " : text
        } else {
            pieces.append(Inline(kind, text, marks: marks.union(htmlMarks.marks), link: link ?? htmlLink))
        }
    }

    /// Obeys a tag within running text; those that mean nothing here are left out.
    mutating func html(_ tag: HTMLTag) {
        if let mark = HTMLMarks.mark(tag.name) {
            htmlMarks.count(mark, isOpening: !tag.isClosing)
            return
        }
        switch tag.name {
        case "br": add(.lineBreak)
        case "img": image(tag.attribute("src") ?? "", tag.attribute("title") ?? "", tag.attribute("alt") ?? "")
        case "a":
            if let open = htmlLink { finishLink(open) }
            htmlLink = nil
            if !tag.isClosing, let target = tag.attribute("href") {
                htmlLink = addLink(target, tag.attribute("title") ?? "")
            }
        default: break
        }
    }

    private mutating func image(_ source: String, _ title: String, _ text: String) {
        links.append(Link(destination: source, title: title, text: text, isImage: true, line: line))
        add(.image(links.count - 1), text)
    }

    /// An address of a node, as long as all together are not much longer than a text can be: a definition is written once,
    /// but can be used a million times.
    private mutating func address(_ node: OpaquePointer) -> String {
        guard addressBytes < 1 << 25 else { return "" }
        let address = Cmark.string(cmark_node_get_url(node))
        addressBytes += address.utf8.count
        return address
    }

    private mutating func addLink(_ destination: String, _ title: String) -> Int {
        links.append(Link(destination: destination, title: title, text: "", isImage: false, line: line))
        return links.count - 1
    }

    /// The words of a link are known when it ends: they are the last pieces.
    private mutating func finishLink(_ number: Int) {
        let start = (pieces.lastIndex { $0.link != number } ?? -1) + 1
        let old = links[number]
        links[number] = Link(
            destination: old.destination, title: old.title, text: Array(pieces[start...]).plainText, isImage: false,
            line: old.line)
    }
}
