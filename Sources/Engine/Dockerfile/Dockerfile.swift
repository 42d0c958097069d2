/// A parsed Dockerfile: stages with typed instructions, variables not expanded.
///
/// The language is that of the Dockerfile reference, <https://docs.docker.com/reference/dockerfile/>.
public struct Dockerfile: Sendable {
    /// The file as its reader named it.
    public let file: String
    /// The directives at the top of the file.
    public let directives: [ParserDirective]
    /// What escapes characters and continues lines: `\`, or `` ` `` by directive.
    public let escape: Unicode.Scalar
    /// The `ARG` instructions before the first `FROM`.
    public let globalArguments: [Instruction]
    /// At least one.
    public let stages: [Stage]
    /// What works but probably is not meant, in the file's order.
    public let warnings: [DockerfileWarning]
    private let source: SourceText
    /// The numbers of the stages that have a name, in order.
    private let numbers: [String: [Int]]

    /// A build stage: a `FROM` and what follows it.
    public struct Stage: Sendable {
        /// Counted from 0.
        public let index: Int
        /// In lower case.
        public var name: String? { operation.name }
        /// The `FROM` itself.
        public let from: Instruction
        /// What the `FROM` says.
        public let operation: FromOperation
        /// Without the `FROM`.
        public internal(set) var instructions: [Instruction]

        /// What the stage builds on, variables not expanded.
        public var base: Argument { operation.base }
        /// The value of `--platform`, variables not expanded.
        public var platform: Argument? { operation.platform }
    }

    /// Parses a file's bytes. `file` is the name that errors show.
    public static func parse(_ bytes: [UInt8], file: String) throws(DockerfileError) -> Dockerfile {
        var parser = try Parser(bytes, file: file)
        return try parser.parse()
    }

    /// Parses the instruction that an `ONBUILD` kept. Errors show `file` and the line at which it takes effect.
    public static func parseTrigger(_ text: String, file: String, line: Int) throws(DockerfileError) -> Instruction {
        var parser = try Parser(Array(text.utf8), file: file)
        do throws(DockerfileError) {
            guard let instruction = try parser.nextInstruction() else {
                throw DockerfileError(
                    .empty, file: file, at: SourcePosition(line: line, column: 1), "An ONBUILD trigger is empty.")
            }
            return instruction.moved(to: line)
        } catch {
            var moved = error
            moved.line = line
            moved.column = 1
            moved.message = "In the trigger ONBUILD \(text): " + error.message
            throw moved
        }
    }

    init(
        source: SourceText, directives: [ParserDirective], escape: Unicode.Scalar, globalArguments: [Instruction],
        stages: [Stage], warnings: [DockerfileWarning]
    ) {
        file = source.file
        self.source = source
        self.directives = directives
        self.escape = escape
        self.globalArguments = globalArguments
        self.stages = stages
        self.warnings = warnings
        numbers = Dictionary(grouping: stages.indices.filter { stages[$0].name != nil }) { stages[$0].name ?? "" }
    }

    /// Every instruction in the file's order, with the stage that it belongs to; `nil` before the first `FROM`.
    public var instructions: [(stage: Stage?, instruction: Instruction)] {
        globalArguments.map { (nil, $0) }
            + stages.flatMap { stage in ([stage.from] + stage.instructions).map { (stage, $0) } }
    }

    /// The stage with this name or number. Of several with one name, the last that stands before `limit`.
    ///
    /// Numbers count from 0. Names do not depend on case.
    public func stage(_ reference: String, before limit: Int? = nil) -> Stage? {
        let limit = min(limit ?? stages.count, stages.count)
        if let number = numbers[reference.lowercased()]?.last(where: { $0 < limit }) { return stages[number] }
        guard let index = Int(reference), index >= 0, index < limit else { return nil }
        return stages[index]
    }

    /// The file's lines around a place, with their numbers.
    public func excerpt(around lines: ClosedRange<Int>, context: Int = 2) -> [(number: Int, text: String)] {
        source.excerpt(around: lines, context: context)
    }

    /// The lines of a file that could not be parsed, around a place.
    public static func excerpt(of bytes: [UInt8], around line: Int, context: Int = 2) -> [(number: Int, text: String)] {
        var number = 1
        var result: [(number: Int, text: String)] = []
        for content in bytes.split(separator: 10, maxSplits: line + context, omittingEmptySubsequences: false) {
            if number > line + context { break }
            // Also of a file whose lines are too long to be parsed.
            let shown = content.prefix(400)
            if number >= max(1, line - context) {
                result.append((number, String(decoding: shown.last == 13 ? shown.dropLast() : shown, as: UTF8.self)))
            }
            number += 1
        }
        return result
    }
}

extension SourceText {
    fileprivate func excerpt(around range: ClosedRange<Int>, context: Int) -> [(number: Int, text: String)] {
        let first = max(1, range.lowerBound - context)
        let last = min(lineCount, range.upperBound + context)
        guard first <= last else { return [] }
        return (first...last).map { ($0, String(decoding: content($0 - 1), as: UTF8.self)) }
    }
}

extension Instruction {
    fileprivate func moved(to line: Int) -> Instruction {
        let old = statement
        return Instruction(
            statement: Statement(
                keyword: old.keyword, written: old.written, file: old.file,
                position: SourcePosition(line: line, column: 1), lastLine: line, source: old.source, text: old.text,
                arguments: old.arguments, comments: old.comments, heredocs: old.heredocs),
            operation: operation)
    }
}
