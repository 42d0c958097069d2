import Dockerfile
import TerminalText

/// Scans Dockerfiles: which lines are one instruction, ``DockerfileStatements`` says.
struct DockerfileScanner {
    private let text: SourceBytes
    private let file: DockerfileStatements
    private var index = 0

    static func scan(_ text: SourceBytes, _ marks: inout SpanList) {
        // A byte order mark is no part of the text.
        let text = text.has("\u{FEFF}", at: text.start) ? text.part(text.start + 3..<text.end) : text
        let file = DockerfileStatements(text)
        var scanner = DockerfileScanner(text: text, file: file)
        var line = 0
        for statement in file.statements {
            guard statement.lines.lowerBound >= line else { continue }
            scanner.comments(line..<statement.lines.lowerBound, &marks)
            scanner.instruction(statement, &marks)
            line = statement.lines.upperBound + 1
        }
        scanner.comments(line..<max(line, file.lineCount), &marks)
    }

    private init(text: SourceBytes, file: DockerfileStatements) {
        self.text = text
        self.file = file
    }

    private func comments(_ lines: Range<Int>, _ marks: inout SpanList) {
        for line in lines {
            let range = file.content(line)
            if file.directives.contains(line), let equals = range.first(where: { text[$0] == UInt8(ascii: "=") }) {
                let name = text.skip(text.skipBlanks(range.lowerBound) + 1) { $0.isBlank }
                marks.add(range.lowerBound..<name, .comment)
                marks.add(name..<equals, .property)
                marks.add(equals..<equals + 1, .operator)
                marks.add(equals + 1..<range.upperBound, .string)
            } else if file.isComment(line) {
                marks.add(range, .comment)
            }
        }
    }

    // MARK: Instructions

    private mutating func instruction(_ statement: DockerfileStatements.Statement, _ marks: inout SpanList) {
        let lines = statement.lines
        let last = file.endOfCommand(lines.lowerBound, through: lines.upperBound)
        let end = file.starts[last + 1]
        index = text.skipBlanks(file.starts[lines.lowerBound])
        var keyword = takeKeyword(end, &marks)
        if keyword == "ONBUILD" {
            gap(end, &marks)
            keyword = takeKeyword(end, &marks)
        }
        flags(end, &marks)
        if keyword == "HEALTHCHECK" {
            keyword = takeKeyword(end, &marks)
            gap(end, &marks)
        }
        let bodies = last + 1...max(last + 1, lines.upperBound)
        switch keyword {
        case "RUN", "CMD", "ENTRYPOINT", "SHELL":
            let isList = statement.isList ?? (text[index] == UInt8(ascii: "["))
            if isList {
                JSONScanner.scan(text.part(index..<end), &marks)
            } else if statement.heredocs.count == 1, text[index] == UInt8(ascii: "<") {
                words(keyword, end, &marks)
            } else {
                // The shell's scanner knows heredocs itself.
                ShellScanner.scan(
                    text.part(index..<file.starts[lines.upperBound + 1]), skipsComments: true, &marks)
                return
            }
        default: words(keyword, end, &marks)
        }
        if last < lines.upperBound { texts(statement.heredocs, bodies, isScript: keyword == "RUN", &marks) }
    }

    /// The texts of heredocs, each with the line that ends it.
    private func texts(_ heredocs: [Heredoc], _ lines: ClosedRange<Int>, isScript: Bool, _ marks: inout SpanList) {
        var line = lines.lowerBound
        for heredoc in heredocs {
            let first = line
            while line < lines.upperBound, !file.ends(heredoc, line) { line += 1 }
            let body = file.starts[first]..<file.starts[line]
            if isScript {
                ShellScanner.scan(text.part(body), &marks)
            } else {
                marks.add(body, .string)
            }
            marks.add(file.content(line), .operator)
            line += 1
            if line > lines.upperBound { return }
        }
    }

    private mutating func takeKeyword(_ end: Int, _ marks: inout SpanList) -> String {
        let stop = min(text.skip(index) { $0.isName }, end)
        let word = stop - index <= 20 ? text.text(index..<stop).uppercased() : ""
        marks.add(index..<stop, .keyword)
        index = stop
        gap(end, &marks)
        return word
    }

    private mutating func flags(_ end: Int, _ marks: inout SpanList) {
        gap(end, &marks)
        while index < end, text.has("--", at: index) {
            let start = index
            index = min(text.skip(index) { !$0.isSpace }, end)
            let equals = (start..<index).first { text[$0] == UInt8(ascii: "=") } ?? index
            marks.add(start..<equals, .property)
            if equals < index {
                marks.add(equals..<equals + 1, .operator)
                marks.add(equals + 1..<index, .string)
            }
            gap(end, &marks)
        }
    }

    /// Passes blanks, continuations, and the comments and empty lines between continued lines.
    private mutating func gap(_ end: Int, _ marks: inout SpanList) {
        while index < end {
            let byte = text[index]
            if byte == file.escape, text[text.skip(index + 1) { $0.isBlank }] == .newline {
                marks.add(index..<index + 1, .punctuation)
                index = text.endOfLine(index)
            } else if byte == .newline {
                index += 1
                let start = text.skipBlanks(index)
                if start < end, text[start] == UInt8(ascii: "#") {
                    marks.add(start..<text.endOfLine(start), .comment)
                    index = text.endOfLine(start)
                }
            } else if byte.isBlank {
                index += 1
            } else {
                return
            }
        }
    }

    // MARK: Words

    private mutating func words(_ keyword: String, _ end: Int, _ marks: inout SpanList) {
        var number = 0
        while true {
            gap(end, &marks)
            guard index < end else { return }
            let before = index
            word(keyword, number, end, &marks)
            // Whatever stands there, the scan goes on.
            if index == before { index += 1 }
            number += 1
        }
    }

    private mutating func word(_ keyword: String, _ number: Int, _ end: Int, _ marks: inout SpanList) {
        let start = index
        let stop = min(text.skip(index) { !$0.isSpace && $0 != UInt8(ascii: "=") }, end)
        switch keyword {
        case "FROM":
            let isAs = number == 1 && stop - start == 2 && text.text(start..<stop).uppercased() == "AS"
            pieces(end, isAs ? .keyword : number == 0 ? .type : .function, stopsAtEquals: false, &marks)
        case "ENV", "LABEL", "ARG":
            if text[stop] == UInt8(ascii: "="), stop < end {
                pieces(end, .property, stopsAtEquals: true, &marks)
                if text[index] == UInt8(ascii: "="), index < end {
                    marks.add(index..<index + 1, .operator)
                    index += 1
                }
                pieces(end, .string, stopsAtEquals: false, &marks)
            } else {
                // ENV NAME value, the old form.
                pieces(end, number == 0 || keyword == "ARG" ? .property : .string, stopsAtEquals: false, &marks)
            }
        case "EXPOSE", "STOPSIGNAL": pieces(end, .number, stopsAtEquals: false, &marks)
        case _ where text.has("<<", at: start):
            marks.add(start..<start + 2, .operator)
            index = min(start + 2, end)
            pieces(end, .operator, stopsAtEquals: false, &marks)
        default: pieces(end, nil, stopsAtEquals: false, &marks)
        }
    }

    /// One word: quotes and variables have roles of their own, the rest gets `role`.
    private mutating func pieces(_ end: Int, _ role: Role?, stopsAtEquals: Bool, _ marks: inout SpanList) {
        var start = index
        var quote: UInt8?
        func mark(_ marks: inout SpanList) {
            if let role = quote != nil ? .string : role { marks.add(start..<index, role) }
        }
        while index < end {
            let byte = text[index]
            if byte == .newline || quote == nil && (byte.isBlank || stopsAtEquals && byte == UInt8(ascii: "=")) {
                break
            }
            if byte == file.escape {
                // At a line's end it joins the lines, also within quotes; the word is over only outside of them.
                if text[text.skip(index + 1) { $0.isBlank }] == .newline { break }
                index = min(text.afterEscape(index), end)
            } else if byte == UInt8(ascii: "$"), quote != UInt8(ascii: "'") {
                mark(&marks)
                let from = index
                index = min(variable(), end)
                marks.add(from..<index, .variable)
                start = index
            } else if byte == quote {
                index += 1
                mark(&marks)
                quote = nil
                start = index
            } else if quote == nil, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                mark(&marks)
                start = index
                quote = byte
                index += 1
            } else {
                index += 1
            }
        }
        mark(&marks)
    }

    /// The end of the variable at a `$`.
    private func variable() -> Int {
        if text[index + 1] != UInt8(ascii: "{") { return text.skip(index + 1) { $0.isName && $0 < 0x80 } }
        var depth = 0
        var end = index + 1
        while end < text.end, text[end] != .newline {
            if text[end] == UInt8(ascii: "{") { depth += 1 }
            if text[end] == UInt8(ascii: "}") { depth -= 1 }
            end += 1
            if depth == 0 { break }
        }
        return end
    }
}
