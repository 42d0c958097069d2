import CCmark

/// Character references of HTML: `&amp;`, `&#8212;`, `&rarr;`.
enum HTMLEntities {
    /// A text with its references resolved; those that do not exist stay as they are.
    static func resolve(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var result = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "&") {
            result += rest[..<start]
            rest = rest[start...]
            let name = rest.dropFirst().prefix(33).prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "#") }
            let end = name.endIndex
            if !name.isEmpty, end < rest.endIndex, rest[end] == ";" {
                result += character(rest[...end])
                rest = rest[rest.index(after: end)...]
            } else {
                result += "&"
                rest = rest.dropFirst()
            }
        }
        return result + rest
    }

    /// What one reference stands for. The common ones are known here; cmark has a table of all.
    private static func character(_ reference: Substring) -> String {
        switch reference {
        case "&amp;": return "&"
        case "&lt;": return "<"
        case "&gt;": return ">"
        case "&quot;": return "\""
        case "&apos;", "&#39;": return "'"
        case "&nbsp;": return "\u{a0}"
        default: break
        }
        var reference = String(reference)
        var result = ""
        reference.withUTF8 { bytes in
            Cmark.withTree(of: bytes) { root in
                guard let iterator = cmark_iter_new(root) else { return }
                defer { cmark_iter_free(iterator) }
                while cmark_iter_next(iterator) != CMARK_EVENT_DONE {
                    guard let node = cmark_iter_get_node(iterator) else { return }
                    if cmark_node_get_type(node) == CMARK_NODE_TEXT {
                        result += Cmark.string(cmark_node_get_literal(node))
                    }
                }
            }
        }
        return result.isEmpty ? reference : result
    }
}
