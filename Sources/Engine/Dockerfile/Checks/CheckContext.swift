/// What rules look at: the file, and what follows from it.
struct CheckContext: Sendable {
    let dockerfile: Dockerfile
    let facts: CheckFacts
    /// What the file as a whole says.
    let configuration: CheckConfiguration
    /// The file's lines.
    let lines: [String]
    /// All instructions in the file's order.
    let instructions: [Instruction]
    /// The arguments that `FROM` can use.
    let globals: GlobalScope
    /// What each stage builds on.
    let bases: [StageBases.Base]
    /// The stages that are built, step by step.
    let stages: [WalkedStage]
    /// The comments before each instruction, by its line.
    private let comments: [Int: [String]]
    private let configurations: [Int: CheckConfiguration]
    private let fromLines: Set<Int>

    init(
        _ dockerfile: Dockerfile, facts: CheckFacts, configuration: CheckConfiguration, readsScripts: Bool
    ) {
        self.dockerfile = dockerfile
        self.facts = facts
        self.configuration = configuration
        lines = dockerfile.excerpt(around: 1...Int(Int32.max), context: 0).map(\.text)
        fromLines = Set(dockerfile.stages.map(\.from.line))
        instructions = dockerfile.instructions.map(\.instruction)
        globals = GlobalScope(dockerfile, facts: facts)
        let bases = StageBases(dockerfile, globals)
        self.bases = bases.bases
        stages = StageWalk(dockerfile, facts: facts, globals: globals, bases: bases, readsScripts: readsScripts).stages
        comments = Self.comments(dockerfile, instructions, lines)
        configurations = comments.compactMapValues { comments in
            for comment in comments {
                switch CheckConfiguration.ofComment(comment) {
                case .success(let own): return configuration.merging(own)
                case .failure: return nil
                case nil: continue
                }
            }
            return nil
        }
    }

    /// What counts for an instruction: what the file says, and what the comment before the instruction says.
    ///
    /// Triggers stand at their `FROM`, but its comments are not theirs.
    func configuration(at statement: Statement) -> CheckConfiguration {
        if statement.keyword != "FROM" && fromLines.contains(statement.line) { return configuration }
        return configurations[statement.line] ?? configuration
    }

    /// The comments before an instruction, blank lines between them or not. An empty comment ends them.
    func comments(before statement: Statement) -> [String] { comments[statement.line] ?? [] }

    private static func comments(
        _ dockerfile: Dockerfile, _ instructions: [Instruction], _ lines: [String]
    ) -> [Int: [String]] {
        let directives = Set(dockerfile.directives.map(\.line))
        var result: [Int: [String]] = [:]
        var next = 1
        for instruction in instructions {
            let statement = instruction.statement
            defer { next = max(next, statement.lastLine + 1) }
            guard next < statement.line else { continue }
            var comments: [String] = []
            for number in next..<statement.line where number <= lines.count && !directives.contains(number) {
                guard lines[number - 1].unicodeScalars.first(where: { !$0.isBlank }) == "#" else { continue }
                let text = lines[number - 1].unicodeScalars.dropFirst().drop(while: \.isBlank)
                let comment = String(text.reversed().drop(while: \.isBlank).reversed())
                if comment.isEmpty { comments = [] } else { comments.append(comment) }
            }
            if !comments.isEmpty { result[statement.line] = comments }
        }
        return result
    }

    /// Where a text stands in an instruction, or where the instruction begins.
    func place(of text: String, in statement: Statement) -> SourcePosition {
        guard !text.isEmpty, statement.lastLine <= lines.count else { return statement.position }
        // Whoever writes instructions of more lines than that finds the rest alone.
        for number in statement.line...max(statement.line, min(statement.lastLine, statement.line + 1000)) {
            let line = lines[number - 1]
            if number > statement.line, line.unicodeScalars.first(where: { !$0.isBlank }) == "#" { continue }
            let start =
                number == statement.line ? statement.position.column - 1 + statement.written.utf8.count : 0
            if let offset = Self.offset(of: text, in: line, from: start) {
                let column = line.utf8.prefix(offset).count { $0 & 0xC0 != 0x80 } + 1
                return SourcePosition(line: number, column: column)
            }
        }
        return statement.position
    }

    /// Both offsets count bytes.
    private static func offset(of text: String, in line: String, from start: Int) -> Int? {
        let (wanted, bytes) = (Array(text.utf8), Array(line.utf8))
        guard let first = wanted.first, start <= bytes.count - wanted.count else { return nil }
        return (start...(bytes.count - wanted.count)).first { offset in
            bytes[offset] == first && bytes[offset..<(offset + wanted.count)].elementsEqual(wanted)
        }
    }

    /// Where a command stands in a `RUN`, or where the instruction begins.
    func place(of command: ShellCommand, in statement: Statement) -> SourcePosition {
        for count in [3, 2, 1] where command.words.count >= count {
            let place = place(of: command.words.prefix(count).joined(separator: " "), in: statement)
            if place != statement.position { return place }
        }
        return statement.position
    }
}
