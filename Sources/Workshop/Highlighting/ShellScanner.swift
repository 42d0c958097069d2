import TerminalText

/// Scans shell commands, after the POSIX shell command language and what Bash adds to it.
struct ShellScanner {
    /// What the scanner is in, and what ends it.
    private enum Context {
        /// Commands up to a byte, `)` or a backquote; and whether a command's name may come behind that.
        case commands(until: UInt8, thenCommand: Bool)
        /// Text in double quotes, with the start of the part not yet marked.
        case quoted(from: Int)
        /// `${…}`.
        case braces
    }

    private struct Heredoc {
        var name: String
        var stripsTabs: Bool
    }

    /// The deepest nesting that is told apart; what lies deeper is text.
    private static let deepest = 64

    private let text: SourceBytes
    private var index: Int
    private var contexts: [Context] = []
    private var heredocs: [Heredoc] = []
    private let skipsComments: Bool
    /// Whether the line before goes on here, comments not counted.
    private var isJoined = false
    /// Whether a command's name may come next.
    private var expectsCommand = true

    /// - Parameter skipsComments: whether comments between continued lines end no command, as in a Dockerfile.
    static func scan(_ text: SourceBytes, skipsComments: Bool = false, _ marks: inout SpanList) {
        var scanner = ShellScanner(text, skipsComments)
        while scanner.index < text.end { scanner.step(&marks) }
        if case .quoted(let start) = scanner.contexts.last { marks.add(start..<text.end, .string) }
    }

    private init(_ text: SourceBytes, _ skipsComments: Bool) {
        self.text = text
        self.skipsComments = skipsComments
        index = text.start
    }

    private mutating func step(_ marks: inout SpanList) {
        switch contexts.last {
        case .quoted(let start): quoted(start, &marks)
        case .braces: braces(&marks)
        default: command(&marks)
        }
    }

    private mutating func mark(_ end: Int, _ role: Role, _ marks: inout SpanList) {
        marks.add(index..<end, role)
        index = end
    }

    // MARK: Commands

    private mutating func command(_ marks: inout SpanList) {
        let byte = text[index]
        if case .commands(let close, let thenCommand) = contexts.last, byte == close {
            contexts.removeLast()
            mark(index + 1, .operator, &marks)
            expectsCommand = thenCommand
            resumeQuotes()
            return
        }
        if !byte.isBlank, byte != UInt8(ascii: "#") { isJoined = false }
        switch byte {
        case .newline:
            index += 1
            expectsCommand = true
            bodies(&marks)
        case _ where byte.isBlank: index += 1
        case UInt8(ascii: "\\") where text[index + 1] == .newline || text[index + 1] == 13:
            mark(index + 1, .punctuation, &marks)
            index = min(text.endOfLine(index) + 1, text.end)
            isJoined = skipsComments
            return
        case UInt8(ascii: "#")
        where index == text.start || text[index - 1].isSpace || text[index - 1] == UInt8(ascii: ";"):
            mark(text.endOfLine(index), .comment, &marks)
            // In a Dockerfile, lines that are comments may stand within a command that goes on.
            if isJoined, index < text.end { index += 1 }
            return
        case UInt8(ascii: "|"), UInt8(ascii: "&"), UInt8(ascii: ";"), UInt8(ascii: "("), UInt8(ascii: ")"),
            UInt8(ascii: "`"):
            if byte == UInt8(ascii: "`") { open(.commands(until: byte, thenCommand: false)) }
            mark(index + 1, .operator, &marks)
            expectsCommand = true
        case UInt8(ascii: "<"), UInt8(ascii: ">"): redirection(&marks)
        default: word(&marks)
        }
    }

    private mutating func redirection(_ marks: inout SpanList) {
        if text.has("<<", at: index), text[index + 2] != UInt8(ascii: "<"), heredocs.count < 16 {
            let strips = text[index + 2] == UInt8(ascii: "-")
            mark(index + (strips ? 3 : 2), .operator, &marks)
            index = text.skipBlanks(index)
            let end = text.skip(index) { !$0.isSpace && !";&|<>()".utf8.contains($0) }
            let name = text.text(index..<end).filter { $0 != "'" && $0 != "\"" && $0 != "\\" }
            if !name.isEmpty { heredocs.append(Heredoc(name: name, stripsTabs: strips)) }
            mark(end, .string, &marks)
        } else {
            mark(text.skip(index) { "<>&|".utf8.contains($0) }, .operator, &marks)
        }
    }

    /// The texts of here-documents begin behind the line that announces them.
    private mutating func bodies(_ marks: inout SpanList) {
        for heredoc in heredocs {
            let start = index
            while index < text.end {
                let end = text.endOfLine(index)
                let from = heredoc.stripsTabs ? text.skip(index) { $0 == 9 } : index
                let isEnd =
                    end - from <= heredoc.name.utf8.count + 1
                    && text.text(from..<end).filter { $0 != "\r" } == heredoc.name
                index = min(end + 1, text.end)
                if isEnd { break }
            }
            marks.add(start..<index, .string)
        }
        heredocs = []
    }

    // MARK: Words

    private mutating func word(_ marks: inout SpanList) {
        let start = index
        var role = roleOfWord()
        /// What comes after this word.
        let isFollowedByCommand: Bool
        if role == .keyword {
            isFollowedByCommand = Self.openers.contains(
                text.text(start..<min(start + 6, text.skip(start) { !Self.endsRun($0) })))
        } else {
            isFollowedByCommand = false
        }
        /// Whether it is NAME=value in front of a command.
        var isNamed = false
        func finish() { if !isNamed { expectsCommand = isFollowedByCommand } }
        while index < text.end {
            let from = index
            index = text.skip(index) { !Self.endsRun($0) }
            if index > from, let role { marks.add(from..<index, role) }
            if role == .property, text[index] == UInt8(ascii: "=") {
                mark(index + 1, .operator, &marks)
                role = nil
                continue
            }
            let byte = text[index]
            switch byte {
            case UInt8(ascii: "'"):
                let end = min(text.skip(index + 1) { $0 != byte } + 1, text.end)
                mark(end, .string, &marks)
            case UInt8(ascii: "\""):
                open(.quoted(from: index))
                index += 1
                return finish()
            case UInt8(ascii: "\\"):
                if text[index + 1] == .newline { return finish() }
                index = text.afterEscape(index)
            case UInt8(ascii: "$"):
                finish()
                if dollar(&marks) { return }
            case UInt8(ascii: "=") where role == nil && !isNamed && expectsCommand && isName(start..<index):
                // NAME=value in front of a command; another or the command itself may follow.
                marks.add(start..<index, .variable)
                mark(index + 1, .operator, &marks)
                isNamed = true
            case UInt8(ascii: "="): index += 1
            default:
                return finish()
            }
        }
    }

    private static func endsRun(_ byte: UInt8) -> Bool {
        byte.isSpace || "'\"\\$=`|&;()<>".utf8.contains(byte)
    }

    private func isName(_ range: Range<Int>) -> Bool {
        !range.isEmpty && text[range.lowerBound].isNameStart && range.allSatisfy { text[$0].isName }
    }

    private static let keywords: Set<String> = [
        "if", "then", "elif", "else", "fi", "for", "while", "until", "do", "done", "case", "esac", "in", "function",
        "select", "time", "!", "{", "}", "[[", "]]",
    ]

    /// Those that a command follows.
    private static let openers: Set<String> = [
        "if", "then", "elif", "else", "while", "until", "do", "time", "!", "{",
    ]

    /// What the word that begins here is, by its place and its look.
    private func roleOfWord() -> Role? {
        let end = text.skip(index) { !Self.endsRun($0) }
        if text[index] == UInt8(ascii: "-"), !expectsCommand, text[index + 1].isName || text[index + 1] == text[index] {
            return .property
        }
        let word = end - index <= 10 ? text.text(index..<end) : ""
        if expectsCommand {
            if Self.keywords.contains(word) { return .keyword }
            return text[end] == UInt8(ascii: "=") ? nil : .command
        }
        // Words of loops stand behind a name or list: `for x in a; do`.
        return ["in", "do", "done", "then", "]]", "}"].contains(word) ? .keyword : nil
    }

    // MARK: Expansions

    private mutating func open(_ context: Context) {
        if contexts.count < Self.deepest { contexts.append(context) }
    }

    /// When the text within quotes goes on: what follows is not marked yet.
    private mutating func resumeQuotes() {
        if case .quoted = contexts.last { contexts[contexts.count - 1] = .quoted(from: index) }
    }

    /// An expansion at `$`. Returns whether it opened something.
    private mutating func dollar(_ marks: inout SpanList) -> Bool {
        let next = text[index + 1]
        switch next {
        case UInt8(ascii: "("):
            let isDeep = contexts.count >= Self.deepest
            open(.commands(until: UInt8(ascii: ")"), thenCommand: expectsCommand))
            mark(index + 2, .operator, &marks)
            expectsCommand = true
            return !isDeep
        case UInt8(ascii: "{"):
            let isDeep = contexts.count >= Self.deepest
            open(.braces)
            mark(index + 2, .variable, &marks)
            return !isDeep
        case UInt8(ascii: "'"):
            var end = index + 2
            while end < text.end, text[end] != next { end += text[end] == UInt8(ascii: "\\") ? 2 : 1 }
            mark(min(end + 1, text.end), .string, &marks)
        case _ where next.isNameStart: mark(text.skip(index + 1) { $0.isName && $0 < 0x80 }, .variable, &marks)
        case _ where next.isDigit || "@*#?$!-".utf8.contains(next): mark(index + 2, .variable, &marks)
        default: index += 1
        }
        return false
    }

    private mutating func quoted(_ start: Int, _ marks: inout SpanList) {
        while index < text.end {
            switch text[index] {
            case UInt8(ascii: "\""):
                index += 1
                marks.add(start..<index, .string)
                contexts.removeLast()
                if case .quoted = contexts.last { resumeQuotes() }
                continueWord(&marks)
                return
            case UInt8(ascii: "\\"): index = text.afterEscape(index)
            case UInt8(ascii: "$"):
                marks.add(start..<index, .string)
                if !dollar(&marks) { resumeQuotes() }
                return
            case UInt8(ascii: "`"):
                marks.add(start..<index, .string)
                open(.commands(until: UInt8(ascii: "`"), thenCommand: expectsCommand))
                mark(index + 1, .operator, &marks)
                expectsCommand = true
                return
            default: index += 1
            }
        }
    }

    /// Behind closing quotes the same word may go on: `"a"b`.
    private mutating func continueWord(_ marks: inout SpanList) {
        switch contexts.last {
        case .quoted, .braces: return
        default:
            let before = expectsCommand
            expectsCommand = false
            if index < text.end, !Self.endsRun(text[index]) { index = text.skip(index) { !Self.endsRun($0) } }
            expectsCommand = before
        }
    }

    private mutating func braces(_ marks: inout SpanList) {
        let end = text.skip(index) { !"}\"$`'\\".utf8.contains($0) }
        marks.add(index..<end, .variable)
        index = end
        guard index < text.end else { return }
        switch text[index] {
        case UInt8(ascii: "}"):
            contexts.removeLast()
            mark(index + 1, .variable, &marks)
            resumeQuotes()
        case UInt8(ascii: "$"): _ = dollar(&marks)
        case UInt8(ascii: "\\"): mark(text.afterEscape(index), .variable, &marks)
        case UInt8(ascii: "'"):
            let close = text.skip(index + 1) { $0 != UInt8(ascii: "'") && $0 != UInt8(ascii: "}") && $0 != .newline }
            mark(min(close + (text[close] == UInt8(ascii: "'") ? 1 : 0), text.end), .string, &marks)
        case UInt8(ascii: "\""):
            if contexts.count < Self.deepest {
                open(.quoted(from: index))
                index += 1
            } else {
                mark(index + 1, .string, &marks)
            }
        default: mark(index + 1, .operator, &marks)
        }
    }
}
