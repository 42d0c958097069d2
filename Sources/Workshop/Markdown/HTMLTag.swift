/// An HTML tag as it stands in a text, such as `<a href="x">` or `</details>`; also a comment or declaration, which has no name.
struct HTMLTag {
    /// The name in small letters.
    let name: String
    /// Whether it ends an element.
    let isClosing: Bool
    private let rest: Substring

    /// Reads a tag from `<` to `>`.
    init(_ text: String) {
        var rest = text.dropFirst()
        isClosing = rest.first == "/"
        if isClosing { rest = rest.dropFirst() }
        let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        self.name = name.lowercased()
        self.rest = rest[name.endIndex...]
    }

    /// The value of an attribute: an empty text when it has none, nil when it is not there.
    func attribute(_ wanted: String) -> String? {
        var text = rest
        while true {
            text = text.drop { $0.isWhitespace || $0 == "/" }
            guard let first = text.first, first != ">" else { return nil }
            let name = text.prefix { !$0.isWhitespace && $0 != "=" && $0 != ">" && $0 != "/" }
            if name.isEmpty {
                text = text.dropFirst()
                continue
            }
            text = text[name.endIndex...].drop { $0.isWhitespace }
            var value: Substring = ""
            if text.first == "=" {
                text = text.dropFirst().drop { $0.isWhitespace }
                if let quote = text.first, quote == "\"" || quote == "'" {
                    value = text.dropFirst().prefix { $0 != quote }
                    text = text[value.endIndex...].dropFirst()
                } else {
                    value = text.prefix { !$0.isWhitespace && $0 != ">" }
                    text = text[value.endIndex...]
                }
            }
            if name.lowercased() == wanted { return HTMLEntities.resolve(String(value)) }
        }
    }
}

/// Marks that HTML tags set, by how many of their elements are open.
struct HTMLMarks {
    /// The marks that are set now.
    private(set) var marks: InlineMarks = []
    private var open: [UInt8: Int] = [:]

    /// The mark that an element stands for.
    static func mark(_ name: String) -> InlineMarks? {
        switch name {
        case "b", "strong": .strong
        case "i", "em", "cite", "dfn", "var": .emphasis
        case "s", "del", "strike": .strikethrough
        case "u", "ins": .underline
        case "kbd": .key
        case "code", "samp", "tt": .code
        default: nil
        }
    }

    /// Counts a tag. A closing tag without an opening one means nothing.
    mutating func count(_ mark: InlineMarks, isOpening: Bool) {
        let number = max(0, open[mark.rawValue, default: 0] + (isOpening ? 1 : -1))
        open[mark.rawValue] = number
        if number > 0 { marks.insert(mark) } else { marks.remove(mark) }
    }
}
