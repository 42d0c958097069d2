import TerminalText

/// Scans JSON, with comments as some programs allow them.
enum JSONScanner {
    static func scan(_ text: SourceBytes, _ marks: inout SpanList) {
        var index = text.start
        while index < text.end {
            let start = index
            let byte = text[index]
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                index = string(text, index)
                let next = text.skip(index) { $0.isSpace }
                marks.add(start..<index, text[next] == UInt8(ascii: ":") ? .property : .string)
                index = max(next, index)
            case UInt8(ascii: "/") where text[index + 1] == UInt8(ascii: "/"):
                index = text.endOfLine(index)
                marks.add(start..<index, .comment)
            case UInt8(ascii: "/") where text[index + 1] == UInt8(ascii: "*"):
                index += 2
                while index < text.end, !text.has("*/", at: index) { index += 1 }
                index = min(index + 2, text.end)
                marks.add(start..<index, .comment)
            case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ","),
                UInt8(ascii: ":"):
                index += 1
                marks.add(start..<index, .punctuation)
            case _ where byte.isDigit || byte == UInt8(ascii: "-") && text[index + 1].isDigit:
                index = text.skip(index + 1) { $0.isDigit || "+-.eE".utf8.contains($0) }
                marks.add(start..<index, .number)
            case _ where byte.isNameStart:
                index = text.skip(index) { $0.isName }
                if index - start <= 5, ["true", "false", "null"].contains(text.text(start..<index)) {
                    marks.add(start..<index, .number)
                }
            default: index += 1
            }
        }
    }

    /// The end of a string that begins at a place: behind its quote, or where the line ends.
    static func string(_ text: SourceBytes, _ start: Int) -> Int {
        let quote = text[start]
        var index = start + 1
        while index < text.end {
            let byte = text[index]
            if byte == quote { return index + 1 }
            if byte == .newline { return index }
            index += byte == UInt8(ascii: "\\") ? 2 : 1
        }
        return text.end
    }
}
