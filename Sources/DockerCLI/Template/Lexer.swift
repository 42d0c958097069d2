/// Splits a template into tokens. An error is the last token; otherwise the end of the input is.
struct Lexer {
    private let input: [UInt8]
    private var tokens: [Token] = []
    private var position = 0
    /// Where the token under way starts, and on which line.
    private var start = 0
    private var line = 1

    private init(_ text: String) { input = Array(text.utf8) }

    static func tokens(of text: String) -> [Token] {
        var lexer = Lexer(text)
        lexer.run()
        return lexer.tokens
    }

    /// Alternates between text and actions until the input or an error ends.
    private mutating func run() {
        while tokens.last?.kind != .error {
            guard let opening = find("{{", from: position) else {
                position = input.count
                if position > start { emit(.text) }
                emit(.endOfInput, text: "EOF")
                return
            }
            position = opening
            let trims = hasTrimMarkerAfterDelimiter(opening + 2)
            let textEnd = trims ? trimmedEnd(of: start..<opening) : opening
            if textEnd > start { emit(.text, upTo: textEnd) }
            skip(to: opening)
            position = opening + 2
            let inside = trims ? opening + 4 : opening + 2
            if hasPrefix("/*", at: inside) {
                skip(to: inside)
                lexComment()
            } else {
                emit(.leftDelimiter)
                skip(to: inside)
                lexAction()
            }
        }
    }

    // MARK: Bookkeeping

    private mutating func emit(_ kind: Token.Kind, text: String? = nil, upTo end: Int? = nil) {
        let end = end ?? position
        let text = text ?? String(decoding: input[start..<end], as: UTF8.self)
        tokens.append(Token(kind: kind, position: start, line: line, text: text))
        skip(to: end)
    }

    /// Goes on after `end`, counting the lines that were passed.
    private mutating func skip(to end: Int) {
        for byte in input[start..<max(start, end)] where byte == UInt8(ascii: "\n") { line += 1 }
        start = end
        position = end
    }

    private mutating func fail(_ reason: String) {
        tokens.append(Token(kind: .error, position: start, line: line, text: reason))
    }

    private func hasPrefix(_ prefix: StaticString, at index: Int) -> Bool {
        let count = prefix.utf8CodeUnitCount
        guard index + count <= input.count else { return false }
        return prefix.withUTF8Buffer { $0.elementsEqual(input[index..<(index + count)]) }
    }

    private func find(_ text: StaticString, from index: Int) -> Int? {
        guard index < input.count else { return nil }
        return (index..<input.count).first { hasPrefix(text, at: $0) }
    }

    private func byte(at index: Int) -> UInt8? { index < input.count ? input[index] : nil }

    private static func isSpace(_ byte: UInt8?) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0d || byte == 0x0a
    }

    private func hasTrimMarkerAfterDelimiter(_ index: Int) -> Bool {
        byte(at: index) == UInt8(ascii: "-") && Self.isSpace(byte(at: index + 1))
    }

    private func trimmedEnd(of range: Range<Int>) -> Int {
        var end = range.upperBound
        while end > range.lowerBound, Self.isSpace(input[end - 1]) { end -= 1 }
        return end
    }

    /// The length of the closing delimiter here, with its trim marker; nil if there is none.
    private func rightDelimiter(at index: Int) -> (length: Int, trims: Bool)? {
        if hasPrefix("}}", at: index) { return (2, false) }
        if Self.isSpace(byte(at: index)), hasPrefix("-}}", at: index + 1) { return (4, true) }
        return nil
    }

    private func scalar(at index: Int) -> (scalar: Unicode.Scalar, length: Int)? {
        guard index < input.count else { return nil }
        var iterator = input[index..<min(index + 4, input.count)].makeIterator()
        var decoder = UTF8()
        guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return ("\u{FFFD}", 1) }
        return (scalar, UTF8.width(scalar))
    }

    // MARK: Parts

    private mutating func lexComment() {
        guard let end = find("*/", from: position + 2) else { return fail("unclosed comment") }
        guard let delimiter = rightDelimiter(at: end + 2) else {
            return fail("comment ends before closing delimiter")
        }
        skip(to: end + 2)
        closeAction(delimiter, emits: false)
    }

    private mutating func closeAction(_ delimiter: (length: Int, trims: Bool), emits: Bool) {
        if delimiter.trims { skip(to: position + 2) }
        position += 2
        if emits { emit(.rightDelimiter) } else { skip(to: position) }
        guard delimiter.trims else { return }
        var end = position
        while Self.isSpace(byte(at: end)) { end += 1 }
        skip(to: end)
    }

    private mutating func lexAction() {
        var depth = 0
        while tokens.last?.kind != .error {
            if let delimiter = rightDelimiter(at: position) {
                guard depth == 0 else { return fail("unclosed left paren") }
                return closeAction(delimiter, emits: true)
            }
            guard let (scalar, length) = scalar(at: position) else { return fail("unclosed action") }
            position += length
            switch scalar {
            case " ", "\t", "\r", "\n": lexSpace()
            case "=": emit(.assign)
            case ":":
                guard byte(at: position) == UInt8(ascii: "=") else { return fail("expected :=") }
                position += 1
                emit(.declare)
            case "|": emit(.pipe)
            case "\"": lexQuoted("\"", kind: .string, failure: "unterminated quoted string")
            case "'": lexQuoted("'", kind: .characterConstant, failure: "unterminated character constant")
            case "`":
                guard let end = find("`", from: position) else { return fail("unterminated raw quoted string") }
                position = end + 1
                emit(.rawString)
            case "$": lexName(.variable, bare: .variable)
            case "." where !isDigit(byte(at: position)) && position < input.count: lexName(.field, bare: .dot)
            case ".", "+", "-", "0"..."9":
                position -= length
                lexNumber()
            case _ where scalar.isGoIdentifierPart: lexIdentifier()
            case "(":
                depth += 1
                emit(.leftParenthesis)
            case ")":
                depth -= 1
                guard depth >= 0 else { return fail("unexpected right paren") }
                emit(.rightParenthesis)
            case _ where scalar.isASCII && scalar.isGoPrintable: emit(.character)
            default: return fail("unrecognized character in action: \(GoQuote.codePoint(scalar))")
            }
        }
    }

    private mutating func lexSpace() {
        while Self.isSpace(byte(at: position)) {
            // The last space may belong to a closing delimiter that trims.
            if rightDelimiter(at: position) != nil { break }
            position += 1
        }
        // One space that belongs to the delimiter is no token of its own.
        if rightDelimiter(at: position - 1)?.trims == true {
            position -= 1
            if position == start { return }
        }
        emit(.space)
    }

    private mutating func lexQuoted(_ quote: Unicode.Scalar, kind: Token.Kind, failure: String) {
        while let (scalar, length) = scalar(at: position), scalar != "\n" {
            position += length
            if scalar == quote { return emit(kind) }
            guard scalar == "\\" else { continue }
            guard let (escaped, length) = self.scalar(at: position), escaped != "\n" else { break }
            position += length
        }
        fail(failure)
    }

    /// A name after `.` or `$`, which may stand alone.
    private mutating func lexName(_ kind: Token.Kind, bare: Token.Kind) {
        if isTerminator { return emit(bare) }
        while let (scalar, length) = scalar(at: position), scalar.isGoIdentifierPart { position += length }
        guard isTerminator else { return failAtBadCharacter() }
        emit(kind)
    }

    private mutating func lexIdentifier() {
        while let (scalar, length) = scalar(at: position), scalar.isGoIdentifierPart { position += length }
        guard isTerminator else { return failAtBadCharacter() }
        let word = String(decoding: input[start..<position], as: UTF8.self)
        emit(word == "true" || word == "false" ? .bool : Token.keywords[word] ?? .identifier)
    }

    private mutating func failAtBadCharacter() {
        fail("bad character \(GoQuote.codePoint(scalar(at: position)?.scalar ?? "\u{FFFD}"))")
    }

    /// Whether a name may end here.
    private var isTerminator: Bool {
        guard let byte = byte(at: position) else { return true }
        return Self.isSpace(byte) || ".,|:)(".utf8.contains(byte) || hasPrefix("}}", at: position)
    }

    private func isDigit(_ byte: UInt8?) -> Bool { byte.map { (0x30...0x39).contains($0) } ?? false }

    private mutating func lexNumber() {
        guard scanNumber() else { return failNumber() }
        guard let next = byte(at: position), next == UInt8(ascii: "+") || next == UInt8(ascii: "-") else {
            return emit(.number)
        }
        // A sign within a number: it must be complex and end with i.
        guard scanNumber(), input[position - 1] == UInt8(ascii: "i") else { return failNumber() }
        emit(.complex)
    }

    private mutating func failNumber() {
        fail("bad number syntax: \(GoQuote.quote(String(decoding: input[start..<position], as: UTF8.self)))")
    }

    /// Passes what looks like a number. Whether it is one is decided when it is converted.
    private mutating func scanNumber() -> Bool {
        accept("+-")
        var digits = "0123456789_"
        var (decimal, hexadecimal) = (true, false)
        if accept("0") {
            if accept("xX") {
                (digits, decimal, hexadecimal) = ("0123456789abcdefABCDEF_", false, true)
            } else if accept("oO") {
                (digits, decimal) = ("01234567_", false)
            } else if accept("bB") {
                (digits, decimal) = ("01_", false)
            }
        }
        while accept(digits) {}
        if accept(".") { while accept(digits) {} }
        if decimal && accept("eE") || hexadecimal && accept("pP") {
            accept("+-")
            while accept("0123456789_") {}
        }
        accept("i")
        if let (scalar, length) = scalar(at: position), scalar.isGoIdentifierPart {
            position += length
            return false
        }
        return true
    }

    @discardableResult
    private mutating func accept(_ valid: String) -> Bool {
        guard let byte = byte(at: position), valid.utf8.contains(byte) else { return false }
        position += 1
        return true
    }
}
