import TerminalText

/// Scans languages whose words, strings, comments and numbers look alike: Go, JavaScript, Python.
struct CodeScanner {
    private let text: SourceBytes
    private let grammar: CodeGrammar
    private var index: Int
    /// How many braces are open, and at which counts the code within a template ends.
    private var braces = 0
    private var templates: [Int] = []
    /// Whether a value stands before this place, so that `/` divides and begins no expression.
    private var followsValue = false
    /// Whether the word before says that a name is declared here.
    private var declares: Role?

    static func scan(_ text: SourceBytes, _ grammar: CodeGrammar, _ marks: inout SpanList) {
        var scanner = CodeScanner(text, grammar)
        while scanner.index < text.end { scanner.step(&marks) }
    }

    private init(_ text: SourceBytes, _ grammar: CodeGrammar) {
        self.text = text
        self.grammar = grammar
        index = text.start
    }

    private mutating func step(_ marks: inout SpanList) {
        let byte = text[index]
        let start = index
        if byte.isSpace {
            index = text.skip(index) { $0.isSpace }
        } else if let end = comment() {
            mark(end, .comment, &marks)
        } else if let end = string() {
            mark(end, .string, &marks)
            followsValue = true
        } else if byte == UInt8(ascii: "`"), grammar.hasTemplates {
            index += 1
            template(from: start, &marks)
        } else if byte.isNameStart || grammar.nameExtra.contains(byte) {
            word(&marks)
        } else if byte.isDigit || byte == UInt8(ascii: ".") && text[index + 1].isDigit {
            number(&marks)
        } else if byte == UInt8(ascii: "@"), grammar.hasDecorators, text[index + 1].isNameStart {
            mark(text.skip(index + 1) { $0.isName || $0 == UInt8(ascii: ".") }, .function, &marks)
        } else if byte == UInt8(ascii: "/"), grammar.hasTemplates, !followsValue, let end = expression() {
            mark(end, .string, &marks)
            followsValue = true
        } else {
            symbol(byte, &marks)
        }
    }

    private mutating func mark(_ end: Int, _ role: Role, _ marks: inout SpanList) {
        marks.add(index..<end, role)
        index = end
    }

    // MARK: Comments and strings

    private func comment() -> Int? {
        let byte = text[index]
        if grammar.hasHashComments { return byte == UInt8(ascii: "#") ? text.endOfLine(index) : nil }
        guard byte == UInt8(ascii: "/") else { return nil }
        if text[index + 1] == UInt8(ascii: "/") { return text.endOfLine(index) }
        guard text[index + 1] == UInt8(ascii: "*") else { return nil }
        var end = index + 2
        while end < text.end, !(text[end] == UInt8(ascii: "*") && text[end + 1] == UInt8(ascii: "/")) { end += 1 }
        return min(end + 2, text.end)
    }

    private func string() -> Int? {
        var start = index
        var isRaw = false
        if grammar.hasStringPrefixes, text[start].isNameStart {
            // r"", b"", f"", rb"", ….
            let end = text.skip(start) { byte in "rRbBfFuU".utf8.contains(byte) }
            guard end - start <= 2, text[end] == UInt8(ascii: "\"") || text[end] == UInt8(ascii: "'") else {
                return nil
            }
            isRaw = (start..<end).contains { text[$0] | 0x20 == UInt8(ascii: "r") }
            start = end
        }
        let quote = text[start]
        if quote == UInt8(ascii: "`"), grammar.hasRawStrings {
            let end = text.skip(start + 1) { $0 != quote }
            return min(end + 1, text.end)
        }
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
        let isTriple = grammar.hasTripleQuotes && text[start + 1] == quote && text[start + 2] == quote
        var end = start + (isTriple ? 3 : 1)
        while end < text.end {
            let byte = text[end]
            if byte == UInt8(ascii: "\\"), !isRaw || text[end + 1] == quote {
                end += 2
            } else if isTriple {
                if byte == quote, text[end + 1] == quote, text[end + 2] == quote { return end + 3 }
                end += 1
            } else {
                if byte == quote { return end + 1 }
                // A quote that is not closed says nothing about the next line.
                if byte == .newline { return end }
                end += 1
            }
        }
        return text.end
    }

    /// A template from behind its first quote, or from behind the code within it, to its end or the next code.
    private mutating func template(from start: Int, _ marks: inout SpanList) {
        while index < text.end {
            switch text[index] {
            case UInt8(ascii: "\\"): index = text.afterEscape(index)
            case UInt8(ascii: "`"):
                index += 1
                marks.add(start..<index, .string)
                followsValue = true
                return
            case UInt8(ascii: "$") where text[index + 1] == UInt8(ascii: "{"):
                marks.add(start..<index, .string)
                mark(index + 2, .operator, &marks)
                templates.append(braces)
                followsValue = false
                return
            default: index += 1
            }
        }
        marks.add(start..<index, .string)
    }

    /// The end of a regular expression that begins here, if it ends on its line and soon.
    private func expression() -> Int? {
        var isInClass = false
        var end = index + 1
        while end < text.end, end - index < 200 {
            switch text[end] {
            case .newline: return nil
            case UInt8(ascii: "\\"): end += 1
            case UInt8(ascii: "["): isInClass = true
            case UInt8(ascii: "]"): isInClass = false
            case UInt8(ascii: "/") where !isInClass:
                return text.skip(end + 1) { $0.isName }
            default: break
            }
            end += 1
        }
        return nil
    }

    // MARK: Words, numbers, symbols

    private mutating func word(_ marks: inout SpanList) {
        let end = text.skip(index) { $0.isName || grammar.nameExtra.contains($0) }
        let word = end - index <= 16 ? text.text(index..<end) : ""
        let isMember = index > text.start && text[index - 1] == UInt8(ascii: ".")
        let declared = declares
        declares = nil
        if !isMember, let role = grammar.words[word] {
            mark(end, role, &marks)
            followsValue = role != .keyword || ["this", "super"].contains(word)
            declares = grammar.declaring[word]
            return
        }
        followsValue = true
        let next = text.skipBlanks(end)
        if let declared {
            mark(end, declared, &marks)
        } else if text[next] == UInt8(ascii: "(") {
            mark(end, .function, &marks)
        } else if text[next] == UInt8(ascii: ":"), grammar.hasProperties, text[next + 1] != UInt8(ascii: "=") {
            mark(end, .property, &marks)
        } else {
            index = end
        }
    }

    private mutating func number(_ marks: inout SpanList) {
        var end = index
        while end < text.end {
            let byte = text[end]
            let isSign = byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
            let isAfterExponent =
                end > index && (text[end - 1] | 0x20 == UInt8(ascii: "e"))
                && text[index + 1] | 0x20 != UInt8(ascii: "x")
            guard byte.isName && byte < 0x80 || byte == UInt8(ascii: ".") || isSign && isAfterExponent else { break }
            end += 1
        }
        mark(max(end, index + 1), .number, &marks)
        followsValue = true
    }

    private mutating func symbol(_ byte: UInt8, _ marks: inout SpanList) {
        followsValue = byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
        // `func (r *T) Name`: the name follows the receiver.
        if byte != UInt8(ascii: "*") && byte != UInt8(ascii: "(") { declares = nil }
        switch byte {
        case UInt8(ascii: "{"):
            braces += 1
            mark(index + 1, .punctuation, &marks)
        case UInt8(ascii: "}"):
            if templates.last == braces {
                templates.removeLast()
                mark(index + 1, .operator, &marks)
                template(from: index, &marks)
                return
            }
            braces -= 1
            mark(index + 1, .punctuation, &marks)
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ","),
            UInt8(ascii: ";"), UInt8(ascii: "."), UInt8(ascii: ":"):
            mark(
                index + 1, byte == UInt8(ascii: ":") && text[index + 1] == UInt8(ascii: "=") ? .operator : .punctuation,
                &marks)
        case 33...126: mark(index + 1, .operator, &marks)
        default: index += 1
        }
    }
}
