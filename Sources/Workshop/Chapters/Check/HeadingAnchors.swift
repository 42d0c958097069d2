import Markdown

/// What links call the headings of a text, as GitHub forms it.
enum HeadingAnchors {
    /// The anchors of all headings, in order.
    static func all(in document: MarkdownDocument) -> [String] {
        var used: [String: Int] = [:]
        var anchors: [String] = []
        document.visit { block in
            guard case .heading(_, let text) = block.content else { return }
            let anchor = anchor(of: text.plainText)
            let count = used[anchor, default: 0]
            used[anchor] = count + 1
            anchors.append(count == 0 ? anchor : "\(anchor)-\(count)")
        }
        return anchors
    }

    /// Small letters, digits, `-` and `_`; a blank becomes `-`, and all else is left out.
    static func anchor(of heading: String) -> String {
        String(
            heading.lowercased().compactMap { character -> Character? in
                if character == " " { return "-" }
                return character.isLetter || character.isNumber || character == "-" || character == "_"
                    ? character : nil
            })
    }
}
