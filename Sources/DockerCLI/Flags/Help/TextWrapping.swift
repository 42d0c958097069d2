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
        for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var rest = paragraph
            while rest.count > width + slop, let space = rest.prefix(width).lastIndex(of: " "), space > rest.startIndex
            {
                lines.append(rest[..<space])
                rest = rest[rest.index(after: space)...]
            }
            lines.append(rest)
        }
        return start + lines.joined(separator: margin)
    }
}
