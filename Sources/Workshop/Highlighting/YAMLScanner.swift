import TerminalText

/// Scans YAML line by line, after YAML 1.2.2: keys, scalars by their look, comments, block scalars by their indentation.
struct YAMLScanner {
    private let text: SourceBytes
    private var index: Int
    /// The indentation that ends the block scalar in which the scanner is; `nil` outside of one.
    private var block: Int?

    static func scan(_ text: SourceBytes, _ marks: inout SpanList) {
        var scanner = YAMLScanner(text: text, index: text.start)
        while scanner.index < text.end { scanner.line(&marks) }
    }

    private init(text: SourceBytes, index: Int) {
        self.text = text
        self.index = index
    }

    private mutating func line(_ marks: inout SpanList) {
        let start = index
        let end = text.endOfLine(start)
        defer { index = max(index, end + 1) }
        index = text.skip(start) { $0 == 32 }
        let indentation = index - start
        if index == end || text[index] == 13 { return }
        if let outer = block {
            guard indentation <= outer else {
                marks.add(index..<end, .string)
                return
            }
            block = nil
        }
        if indentation == 0, text.has("---", at: start) || text.has("...", at: start), end - start <= 4 {
            marks.add(start..<end, .punctuation)
            return
        }
        if indentation == 0, text[start] == UInt8(ascii: "%") {
            marks.add(start..<end, .comment)
            return
        }
        // Where a block scalar's text must stand deeper: the item or key that it belongs to.
        var column = indentation
        while text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "?"),
            text[index + 1].isSpace || index + 1 >= end
        {
            marks.add(index..<index + 1, .punctuation)
            column = index - start
            index = text.skipBlanks(index + 1)
        }
        values(end, column, start, &marks)
    }

    private mutating func values(_ end: Int, _ indentation: Int, _ lineStart: Int, _ marks: inout SpanList) {
        var indentation = indentation
        while index < text.end, index < end {
            let start = index
            let byte = text[index]
            switch byte {
            case _ where byte.isBlank: index += 1
            case UInt8(ascii: "#") where index == lineStart || text[index - 1].isSpace:
                marks.add(index..<end, .comment)
                index = end
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                index = quoted(byte)
                let isKey = text[text.skipBlanks(index)] == UInt8(ascii: ":")
                marks.add(start..<index, isKey ? .property : .string)
                // A quoted scalar may end some lines below.
                if index > end { return }
                if isKey { indentation = max(indentation, 0) }
            case UInt8(ascii: "&"), UInt8(ascii: "*"):
                index = word(end)
                marks.add(start..<index, .variable)
            case UInt8(ascii: "!"):
                index = word(end)
                marks.add(start..<index, .type)
            case UInt8(ascii: "|"), UInt8(ascii: ">"):
                index = word(end)
                marks.add(start..<index, .operator)
                block = indentation
            case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ","),
                UInt8(ascii: ":"):
                index += 1
                marks.add(start..<index, .punctuation)
            default: plain(end, &marks)
            }
        }
    }

    private func word(_ end: Int) -> Int { text.skip(index + 1) { !$0.isSpace && !",[]{}".utf8.contains($0) } }

    private func quoted(_ quote: UInt8) -> Int {
        var end = index + 1
        while end < text.end {
            let byte = text[end]
            if byte == quote {
                // '' is a quote within single quotes.
                if quote == UInt8(ascii: "'"), text[end + 1] == quote {
                    end += 2
                    continue
                }
                return end + 1
            }
            end += byte == UInt8(ascii: "\\") && quote == UInt8(ascii: "\"") ? 2 : 1
        }
        return text.end
    }

    /// A scalar without quotes, up to what may end it: `: `, ` #`, and brackets and commas, which also end it in a list.
    private mutating func plain(_ lineEnd: Int, _ marks: inout SpanList) {
        let start = index
        var end = start
        while end < lineEnd {
            let byte = text[end]
            if byte == UInt8(ascii: ":"), text[end + 1].isSpace || end + 1 >= lineEnd { break }
            if byte == UInt8(ascii: "#"), text[end - 1].isBlank { break }
            if byte == UInt8(ascii: ","), text[end + 1].isSpace { break }
            if "[]{}".utf8.contains(byte) { break }
            end += 1
        }
        if end == start { end = start + 1 }
        let isKey = text[end] == UInt8(ascii: ":") && end < lineEnd
        index = end
        var shown = end
        while shown > start, text[shown - 1].isBlank { shown -= 1 }
        if isKey {
            marks.add(start..<shown, .property)
        } else if let role = role(start..<shown) {
            marks.add(start..<shown, role)
        }
    }

    private func role(_ range: Range<Int>) -> Role? {
        guard range.count <= 40 else { return .string }
        let word = text.text(range)
        if ["true", "false", "null", "~", "yes", "no", "on", "off", "True", "False"].contains(word) { return .number }
        let digits = word.hasPrefix("-") || word.hasPrefix("+") ? word.dropFirst() : word[...]
        if digits.first?.isNumber == true,
            Double(digits) != nil || Int(digits.dropFirst(2), radix: 16) != nil && digits.hasPrefix("0x")
        {
            return .number
        }
        return .string
    }
}
