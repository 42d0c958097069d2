/// A file that is written into the Dockerfile: the lines between `<<NAME` and `NAME`.
public struct Heredoc: Sendable, Hashable {
    /// The word that ends it; also the file's name.
    public var name: String
    /// Whether variables in it are expanded: the word is not quoted.
    public var expands: Bool
    /// `<<-`: tabs at the lines' beginnings do not count.
    public var stripsTabs: Bool
    /// The number before `<<`: the descriptor that a shell would read it from.
    public var descriptor: Int
    /// The bytes as they stand in the file, without tabs if they are stripped.
    public var content: [UInt8]
    /// The bytes with the tabs.
    var written: [UInt8]

    /// The content as text; bytes that are none are replaced.
    public var text: String { String(decoding: content, as: UTF8.self) }

    /// Reads a word such as `<<EOF`, `<<-'EOF'`, `3<<"END"`. `nil` when it is another word.
    public init?(_ word: String) {
        let scalars = Array(word.unicodeScalars)
        var index = scalars.firstIndex { !($0.isASCII && $0.isDigit) } ?? scalars.count
        guard scalars[index...].starts(with: "<<".unicodeScalars) else { return nil }
        descriptor = index == 0 ? 0 : Int(String(scalars[..<index])) ?? .max
        index += 2
        stripsTabs = index < scalars.count && scalars[index] == "-"
        if stripsTabs { index += 1 }
        let rest = String(scalars[index...].drop(while: \.isBlank))
        guard !rest.isEmpty, !rest.unicodeScalars.contains("<") else { return nil }
        var resolving = WordLexer(rest, escape: "\\") { _ in nil }
        resolving.keepsUnset = true
        var keeping = resolving
        keeping.rawQuotes = true
        guard let words = try? resolving.process().words, words.count == 1,
            let raw = try? keeping.process().words, raw.count == 1
        else { return nil }
        name = words[0]
        let isQuote: (Unicode.Scalar) -> Bool = { $0 == "'" || $0 == "\"" }
        expands = words[0].unicodeScalars.count(where: isQuote) == raw[0].unicodeScalars.count(where: isQuote)
        content = []
        written = []
    }

    /// The heredocs that a line announces, without their content. A line that no shell could read announces none.
    static func announced(in line: [Unicode.Scalar]) -> [Heredoc] {
        guard zip(line, line.dropFirst()).contains(where: { $0 == "<" && $1 == "<" }) else { return [] }
        var lexer = WordLexer(String(line), escape: "\\") { _ in nil }
        lexer.rawQuotes = true
        lexer.rawEscapes = true
        lexer.keepsUnset = true
        return ((try? lexer.process().words) ?? []).compactMap { Heredoc($0) }
    }
}
