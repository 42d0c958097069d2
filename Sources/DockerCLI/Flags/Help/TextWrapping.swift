/// Breaks text into lines for a column of a page, as pflag does it for options.
enum TextWrapping {
    /// A line may be this much longer than wanted where that ends the text: no word stands alone on the last line.
    private static let slop = 5

    /// Breaks a text between words so that it fits between an indentation, which the caller has written before the first line, and the last
    /// column. Line breaks of the text stay. Where less than 24 columns are left, the text begins on a line of its own, at column 16.
    static func wrap(_ text: String, indent: Int, columns: Int, prefix: String = "") -> String {
        var indent = indent
        var start = ""
        if columns - indent < 24 {
            indent = 16
            start = "\n" + String(repeating: " ", count: indent)
        }
        let margin = "\n" + String(repeating: " ", count: indent) + prefix
        guard columns - indent >= 24 else { return text.split(separator: "\n").joined(separator: margin) }
        let width = columns - indent - slop
        var lines: [Substring] = []
        var rest = text[...]
        // What is left is not broken where it nearly fits, or where its first word is longer than a line.
        while rest.count >= width + slop, let cut = cut(rest.prefix(width)) {
            lines += rest[..<cut].split(separator: "\n", omittingEmptySubsequences: false)
            rest = rest[rest.index(after: cut)...]
        }
        lines += rest.split(separator: "\n", omittingEmptySubsequences: false)
        return start + lines.joined(separator: margin)
    }
    /// Where the first line of a text that is too long ends: at its last line break, or else at its last space.
    private static func cut(_ head: Substring) -> Substring.Index? {
        guard let space = head.lastIndex(where: { $0 == " " || $0 == "\t" || $0 == "\n" }), space > head.startIndex
        else {
            return nil
        }
        guard let newline = head.lastIndex(of: "\n"), newline > head.startIndex else { return space }
        return newline
    }
}
