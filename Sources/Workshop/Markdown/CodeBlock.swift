/// A code block, fenced or indented.
public struct CodeBlock: Hashable, Sendable {
    /// The words behind the fence, such as `console` and `status=1`. None for an indented block.
    public let info: [String]
    /// The text between the fences, each line with its line break.
    public let source: String
    /// The line of the file (from 1) of the opening fence, or of the first line of an indented block.
    public let line: Int
    /// The line of the file (from 1) on which the text begins.
    public let sourceLine: Int
    /// Whether it stands between fences.
    public let isFenced: Bool

    /// A code block of its parts.
    public init(info: [String], source: String, line: Int, sourceLine: Int, isFenced: Bool = true) {
        self.info = info
        self.source = source
        self.line = line
        self.sourceLine = sourceLine
        self.isFenced = isFenced
    }

    /// The first word in small letters, unless it is a setting: `dockerfile`, `console`, `figure`.
    public var language: String? {
        guard let word = info.first, !word.contains("=") else { return nil }
        return word.lowercased()
    }

    /// What stands behind `name=` in one of the words: `value("file")` of ```` ```go file=main.go ```` is `main.go`.
    public func value(_ name: String) -> String? {
        info.first { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
    }
}
