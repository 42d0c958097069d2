import Course
import Markdown

/// What happens in a chapter when its blocks are followed from top to bottom. See docs/chapter-format.md.
public struct ChapterScript: Sendable, Hashable {
    /// One block that does something.
    public enum Step: Sendable, Hashable {
        case file(FileBlock)
        case console(ConsoleBlock)

        /// The line of the opening fence, counted from 1 in the file.
        public var line: Int {
            switch self {
            case .file(let block): block.line
            case .console(let block): block.line
            }
        }
    }

    public private(set) var steps: [Step] = []
    /// What is wrong with the blocks, in the order of their places.
    public private(set) var problems: [CourseError] = []

    /// Every command, first to last.
    public var commands: [ConsoleCommand] {
        steps.flatMap { step -> [ConsoleCommand] in
            if case .console(let block) = step { return block.commands }
            return []
        }
    }

    private let file: String

    /// Finds the blocks of a chapter.
    public init(_ chapter: Chapter) {
        self.init(source: chapter.source, file: chapter.path)
    }

    /// Finds the blocks of a text.
    ///
    /// - Parameter file: how problems name the file.
    public init(source: String, file: String) {
        self.init(MarkdownParser.parse(source), source: SourceLines(source), file: file)
    }

    init(_ document: MarkdownDocument, source: SourceLines, file: String) {
        self.file = file
        for block in FencedBlock.all(in: document, source: source) { add(block) }
    }

    /// The console block that a line of the file belongs to, fences included.
    public func consoleBlock(atLine line: Int) -> ConsoleBlock? {
        for case .console(let block) in steps where (block.line...block.lastLine).contains(line) { return block }
        return nil
    }

    private mutating func add(_ block: FencedBlock) {
        if !block.isClosed {
            problem(block.line, "This block does not end.", "Put a line with the same fence behind it.")
        }
        if let path = block.code.value("file") {
            if Self.isInner(path) {
                steps.append(.file(FileBlock(line: block.line, path: path, content: block.text)))
            } else {
                problem(
                    block.line, "`file=\(path)` does not name a file below the chapter's folder.",
                    "Write a path without `..` that does not begin with a slash.")
            }
        }
        guard block.language == "console" else { return }
        if block.code.value("file") != nil {
            problem(block.line, "A `console` block cannot be a file at the same time.", "Name another language.")
            return
        }
        addConsole(block)
    }

    private mutating func addConsole(_ block: FencedBlock) {
        var status: Int32 = 0
        if let text = block.code.value("status") {
            if let number = UInt8(text) {
                status = Int32(number)
            } else {
                problem(block.line, "`status=\(text)` is no exit status.", "Write a number from 0 to 255.")
            }
        }
        var commands: [ConsoleCommand] = []
        var lead: [String] = []
        for (offset, line) in block.lines.enumerated() {
            let index = block.code.sourceLine - 1 + offset
            if line.hasPrefix("$ ") || line == "$" {
                commands.append(
                    ConsoleCommand(
                        line: index + 1, text: String(line.dropFirst(2)), output: [], status: 0,
                        outputRange: index + 1..<index + 1, isLast: false, margin: block.margin))
            } else if commands.isEmpty {
                lead.append(line)
            } else if commands[commands.count - 1].output.isEmpty, line.hasPrefix("> ") || line == ">" {
                commands[commands.count - 1].text += "\n" + line.dropFirst(2)
                commands[commands.count - 1].outputRange = index + 1..<index + 1
            } else {
                commands[commands.count - 1].output.append(line)
                let start = commands[commands.count - 1].outputRange.lowerBound
                commands[commands.count - 1].outputRange = start..<index + 1
            }
        }
        if commands.isEmpty || lead.contains(where: { !$0.isBlank }) {
            problem(
                block.line + 1,
                commands.isEmpty ? "This block holds no command." : "Here is text before the first command.",
                "A command begins with `$ ` at the begin of its line.")
        }
        guard !commands.isEmpty else { return }
        commands[commands.count - 1].isLast = true
        commands[commands.count - 1].status = status
        for index in commands.indices {
            while commands[index].output.last?.isBlank == true { commands[index].output.removeLast() }
        }
        steps.append(
            .console(
                ConsoleBlock(
                    line: block.line, lastLine: block.lastLine,
                    commands: commands)))
    }

    private mutating func problem(_ line: Int, _ message: String, _ help: String) {
        problems.append(CourseError(file: file, line: line, column: 1, message, help: help))
    }

    /// Whether a path stays below the folder that it starts from.
    static func isInner(_ path: String) -> Bool {
        !path.isEmpty && !path.hasPrefix("/") && !path.hasPrefix("~") && !path.split(separator: "/").contains("..")
            && !path.hasSuffix("/")
    }
}

extension StringProtocol {
    var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
