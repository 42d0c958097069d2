/// A fenced code block, as the CommonMark specification 0.31, section 4.5, describes it.
public struct FencedBlock: Sendable, Hashable {
    /// The line of the opening fence, counted from 1 in the file.
    public var line: Int
    /// The first word behind the opening fence; empty when there is none.
    public var language: String
    /// The words behind the language: `status=1`, `file=Dockerfile`.
    public var words: [String]
    /// The block's lines, without the indentation of its fence.
    public var lines: [String]
    /// How many blanks stand before the fence, which go from the lines, too.
    var indent: Int
    /// Whether the closing fence is there.
    public var isClosed: Bool

    /// What stands behind `NAME=` in a word; `nil` when there is no such word.
    public func value(of name: String) -> String? {
        words.first { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
    }

    /// The text that the lines make, with a line break at its end; empty when there are none.
    public var text: String { lines.map { $0 + "\n" }.joined() }

    /// The fenced blocks of a text, first to last.
    ///
    /// - Parameter firstLine: where the text begins, counted from 1; what stands before is front matter.
    static func all(in source: SourceLines, from firstLine: Int) -> [FencedBlock] {
        var blocks: [FencedBlock] = []
        var open: (block: FencedBlock, mark: Character, length: Int)?
        for (index, line) in source.lines.enumerated().dropFirst(firstLine - 1) {
            let blanks = line.prefix { $0 == " " }.count
            let rest = line.dropFirst(blanks)
            if var current = open {
                let length = rest.prefix { $0 == current.mark }.count
                let isEnd =
                    length >= current.length && blanks <= current.block.indent + 3
                    && rest.dropFirst(length).allSatisfy { $0 == " " || $0 == "\t" }
                if isEnd {
                    current.block.isClosed = true
                    blocks.append(current.block)
                    open = nil
                } else {
                    current.block.lines.append(String(line.dropFirst(min(blanks, current.block.indent))))
                    open = current
                }
                continue
            }
            guard let mark = rest.first, mark == "`" || mark == "~" else { continue }
            let length = rest.prefix { $0 == mark }.count
            let info = rest.dropFirst(length)
            guard length >= 3, mark == "~" || !info.contains("`") else { continue }
            let words = info.split { $0 == " " || $0 == "\t" }.map(String.init)
            open = (
                FencedBlock(
                    line: index + 1, language: words.first ?? "", words: Array(words.dropFirst()), lines: [],
                    indent: blanks, isClosed: false), mark, length
            )
        }
        if let open { blocks.append(open.block) }
        return blocks
    }
}
