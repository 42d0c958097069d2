import Dockerfile

/// Which lines of a Dockerfile are one instruction. Lines count from 0.
///
/// The engine's own parser says so when it understands the text; chapters often show a few lines of a Dockerfile, though, or
/// one with a mistake, and those are cut here by the same rules: continued lines and heredocs.
struct DockerfileStatements {
    struct Statement {
        var lines: ClosedRange<Int>
        var heredocs: [Heredoc]
        /// Whether a command is a list of strings; `nil` when only its look can tell.
        var isList: Bool?
    }

    /// Where each line begins, and the end of the text.
    let starts: [Int]
    let escape: UInt8
    /// The lines that are parser directives.
    private(set) var directives: Set<Int> = []
    private(set) var statements: [Statement] = []
    private let text: SourceBytes

    init(_ text: SourceBytes) {
        self.text = text
        var starts = [text.start]
        var index = text.start
        while index < text.end {
            index = min(text.endOfLine(index) + 1, text.end)
            starts.append(index)
        }
        self.starts = starts
        let bytes = text.array()
        let parsed = try? Dockerfile.parse(bytes, file: "Dockerfile")
        // Without a FROM it may still be the middle of a Dockerfile.
        let fragment =
            parsed == nil ? try? Dockerfile.parse(Array("FROM scratch\n".utf8) + bytes, file: "Dockerfile") : nil
        escape = (parsed ?? fragment)?.escape == "`" ? UInt8(ascii: "`") : UInt8(ascii: "\\")
        if let file = parsed ?? fragment {
            let shift = parsed == nil ? 2 : 1
            directives = Set(file.directives.map { $0.line - shift })
            statements = file.instructions.compactMap { Self.statement($0.instruction, shift: shift, lineCount) }
        } else {
            statements = cut()
        }
    }

    var lineCount: Int { max(0, starts.count - 1) }

    private static func statement(_ instruction: Instruction, shift: Int, _ lineCount: Int) -> Statement? {
        let first = instruction.line - shift
        let last = instruction.statement.lastLine - shift
        guard first >= 0, first <= last, last < lineCount else { return nil }
        let command: WrittenCommand? =
            switch instruction.operation {
            case .run(let run): run.command
            case .cmd(let command), .entrypoint(let command): command
            case .healthcheck(let check): check.command
            default: nil
            }
        var isList: Bool?
        if let command, case .exec = command.form { isList = true } else if command != nil { isList = false }
        return Statement(lines: first...last, heredocs: instruction.statement.heredocs, isList: isList)
    }

    // MARK: Without the parser

    private func cut() -> [Statement] {
        var result: [Statement] = []
        var line = 0
        while line < lineCount {
            if isComment(line) || isBlank(line) {
                line += 1
                continue
            }
            let first = line
            line = endOfCommand(first, through: lineCount - 1) + 1
            let heredocs = announced(first..<line)
            for heredoc in heredocs {
                while line < lineCount {
                    line += 1
                    if ends(heredoc, line - 1) { break }
                }
            }
            result.append(Statement(lines: first...line - 1, heredocs: heredocs))
        }
        return result
    }

    private func announced(_ lines: Range<Int>) -> [Heredoc] {
        guard let first = lines.first else { return [] }
        let from = text.skipBlanks(starts[first])
        let keyword = text.text(from..<text.skip(from) { $0.isName }).uppercased()
        guard ["RUN", "COPY", "ADD", "ONBUILD"].contains(keyword) else { return [] }
        let words = text.text(starts[first]..<starts[lines.upperBound]).split(whereSeparator: \.isWhitespace)
        return words.prefix(1000).filter { $0.hasPrefix("<<") && $0.count < 100 }.compactMap { Heredoc(String($0)) }
    }

    // MARK: Lines

    /// A line without its line break.
    func content(_ line: Int) -> Range<Int> {
        var end = starts[line + 1]
        while end > starts[line], text[end - 1] == 10 || text[end - 1] == 13 { end -= 1 }
        return starts[line]..<end
    }

    func isComment(_ line: Int) -> Bool { text[text.skipBlanks(starts[line])] == UInt8(ascii: "#") }

    func isBlank(_ line: Int) -> Bool {
        let range = content(line)
        return text.skipBlanks(range.lowerBound) >= range.upperBound
    }

    /// Whether a line ends a heredoc.
    func ends(_ heredoc: Heredoc, _ line: Int) -> Bool {
        let range = content(line)
        let from =
            heredoc.stripsTabs ? min(text.skip(range.lowerBound) { $0 == 9 }, range.upperBound) : range.lowerBound
        guard range.upperBound - from <= heredoc.name.utf8.count else { return false }
        return text.text(from..<range.upperBound) == heredoc.name
    }

    /// The last line of the command that begins on a line, heredocs left out.
    func endOfCommand(_ first: Int, through last: Int) -> Int {
        var line = first
        while line < last {
            if line == first || !isComment(line) && !isBlank(line), !continues(line) { return line }
            line += 1
        }
        return last
    }

    private func continues(_ line: Int) -> Bool {
        let range = content(line)
        var end = range.upperBound
        while end > range.lowerBound, text[end - 1].isBlank { end -= 1 }
        guard end > range.lowerBound, text[end - 1] == escape else { return false }
        return end - 1 == range.lowerBound || text[end - 2] != escape
    }
}
