/// Reads a whole Dockerfile.
struct Parser {
    private let source: SourceText
    private let directives: [ParserDirective]
    private let escape: Unicode.Scalar
    private var reader: LineReader
    private var warnings: [DockerfileWarning] = []

    init(_ bytes: [UInt8], file: String) throws(DockerfileError) {
        source = try SourceText(bytes, file: file)
        directives = try ParserDirective.read(source)
        escape = directives.first { $0.name == .escape }?.value.unicodeScalars.first ?? "\\"
        reader = LineReader(source, escape: escape)
    }

    mutating func parse() throws(DockerfileError) -> Dockerfile {
        var globals: [Instruction] = []
        var stages: [Dockerfile.Stage] = []
        var names: Set<String> = []
        while let instruction = try nextInstruction() {
            switch instruction.operation {
            case .from(let operation):
                if let name = operation.name, !names.insert(name).inserted {
                    warn(
                        .duplicateStageName, instruction.line,
                        "Two stages are named \(name); the name means the later one.")
                }
                stages.append(
                    Dockerfile.Stage(index: stages.count, from: instruction, operation: operation, instructions: []))
            case .arg where stages.isEmpty: globals.append(instruction)
            default:
                if stages.isEmpty {
                    throw DockerfileError(
                        .stage, file: source.file, at: instruction.statement.position,
                        "\(instruction.keyword) stands before the first FROM.",
                        help: "Begin with FROM and a base image, for example FROM alpine; only ARG may stand before it."
                    )
                }
                stages[stages.count - 1].instructions.append(instruction)
            }
        }
        guard !stages.isEmpty else {
            let isEmpty = globals.isEmpty
            throw DockerfileError(
                isEmpty ? .empty : .stage, file: source.file,
                at: SourcePosition(line: max(1, source.lineCount), column: 1),
                isEmpty ? "The file holds no instruction." : "The file has no FROM.",
                help: "Begin with FROM and a base image, for example FROM alpine.")
        }
        return Dockerfile(
            source: source, directives: directives, escape: escape, globalArguments: globals, stages: stages,
            warnings: warnings)
    }

    mutating func nextInstruction() throws(DockerfileError) -> Instruction? {
        let start = reader.next
        guard let line = reader.nextLine() else { return nil }
        if let blank = line.emptyContinuation {
            warn(
                .emptyContinuation, blank,
                "A blank line stands within an instruction that goes on; future versions of the language refuse it.")
        }
        var header = Header(line, escape: escape)
        if header.keyword.isEmpty {
            throw DockerfileError(
                .unknownInstruction, file: source.file, at: SourcePosition(line: line.firstLine, column: 1),
                "Nothing follows the \(escape) at the line's end.", help: "Remove the line.")
        }
        let heredocs = try heredocs(of: header, line)
        let statement = statement(
            header, line: line, heredocs: heredocs, comments: comments(from: start, to: line.firstLine - 1))
        let parser = OperationParser(statement: statement, escape: escape, source: source)
        let operation = try parser.parse(&header)
        if case .run(let run) = operation, case .shell(let text) = run.command.form {
            try refuseForeignBytes(text, line)
        }
        warnings += parser.warnings(header, operation)
        return Instruction(statement: statement, operation: operation)
    }

    /// A command for a shell must be UTF-8: it travels as text, as it does in Docker.
    private func refuseForeignBytes(_ text: String, _ line: LogicalLine) throws(DockerfileError) {
        guard text.unicodeScalars.contains("\u{FFFD}") else { return }
        for index in line.firstLine - 1..<line.lastLine where !source.isComment(index) {
            guard let column = source.columnOfForeignByte(index) else { continue }
            throw DockerfileError(
                .notText, file: source.file, at: SourcePosition(line: index + 1, column: column),
                "The command holds a byte that is not UTF-8.",
                help: "Save the file as UTF-8 in your editor; bytes of any kind can stand in a heredoc of COPY.")
        }
    }

    /// Reads the heredocs that an instruction announces.
    private mutating func heredocs(of header: Header, _ line: LogicalLine) throws(DockerfileError) -> [Heredoc] {
        // The instruction that a heredoc belongs to may stand behind ONBUILD.
        let carrier = header.keyword == "ONBUILD" ? Header(line, header.arguments.range, escape: escape) : header
        guard ["RUN", "COPY", "ADD"].contains(carrier.keyword) else { return [] }
        if case .strings = StringList(carrier.arguments.scalars) { return [] }
        var heredocs = Heredoc.announced(in: line.text)
        for index in heredocs.indices {
            let name = heredocs[index].name
            guard let body = reader.heredoc(until: name, stripsTabs: heredocs[index].stripsTabs) else {
                throw DockerfileError(
                    .heredoc, file: source.file, at: line.position(0), "The heredoc <<\(name) has no end.",
                    help: "A line that holds nothing but \(name) must follow; blanks before or behind it count.")
            }
            heredocs[index].content = body.content
            heredocs[index].written = body.written
        }
        return heredocs
    }

    private func statement(
        _ header: Header, line: LogicalLine, heredocs: [Heredoc], comments: [String]
    ) -> Statement {
        let last = heredocs.isEmpty ? line.lastLine : reader.next
        let text = line.oneLine()
        let arguments = String(
            text.unicodeScalars.dropFirst(header.written.unicodeScalars.count).drop(while: \.isBlank))
        let bodies = heredocs.map { "\n\($0.text)\($0.name)" }.joined()
        return Statement(
            keyword: header.keyword, written: header.written, file: source.file, position: header.position,
            lastLine: last, source: source.text(from: line.firstLine - 1, through: last - 1), text: text,
            arguments: arguments + bodies, comments: comments, heredocs: heredocs)
    }

    /// The comments between two instructions, from the last empty one on.
    private func comments(from first: Int, to last: Int) -> [String] {
        var result: [String] = []
        for index in first..<last where source.isComment(index) && !directives.contains(where: { $0.line == index + 1 })
        {
            let text = String(decoding: source.content(index), as: UTF8.self).unicodeScalars.drop(while: \.isBlank)
                .dropFirst().drop(while: \.isBlank)
            if text.isEmpty { result = [] } else { result.append(String(text)) }
        }
        return result
    }

    private mutating func warn(_ rule: DockerfileWarning.Rule, _ line: Int, _ message: String) {
        warnings.append(DockerfileWarning(rule, line: line, message))
    }
}

/// An instruction's keyword, flags and arguments.
struct Header {
    let written: String
    let keyword: String
    /// Where the keyword stands.
    let position: SourcePosition
    private(set) var flags: [Argument]
    private(set) var arguments: ArgumentText

    init(_ line: LogicalLine, _ range: Range<Int>? = nil, escape: Unicode.Scalar) {
        let whole = ArgumentText(line, range ?? line.text.indices, escape: escape)
        let start = whole.range.lowerBound
        let end = whole.scalars.firstIndex(where: \.separatesWords) ?? whole.range.upperBound
        written = String(line.text[start..<end])
        keyword = written.uppercased()
        position = line.position(start)
        arguments = ArgumentText(line, end..<whole.range.upperBound, escape: escape)
        flags = arguments.takeFlags(from: end)
    }
}
