/// A comment at the top of the file that changes how it is read: `# name=value`.
///
/// See "Parser directives" in the Dockerfile reference.
public struct ParserDirective: Sendable, Hashable {
    /// The directives that there are.
    public enum Name: String, Sendable, CaseIterable {
        /// The frontend to build with. It has no effect here: there is one, built in.
        case syntax
        /// The character that escapes others and continues lines.
        case escape
        /// Which build checks to skip.
        case check
    }
    /// Which directive it is.
    public var name: Name
    /// What stands behind the equals sign, blanks around it removed.
    public var value: String
    /// Counted from 1.
    public var line: Int

    /// Reads the directives: they end at the first line that is none.
    static func read(_ source: SourceText) throws(DockerfileError) -> [ParserDirective] {
        var result: [ParserDirective] = []
        for index in source.lines.indices {
            let position = SourcePosition(line: index + 1, column: 1)
            guard let (name, value) = parse(source.content(index)) else {
                // A shebang may stand in front.
                if index == 0, source.content(0).starts(with: Array("#!".utf8)) { continue }
                break
            }
            if result.contains(where: { $0.name == name }) {
                throw DockerfileError(
                    .directive, file: source.file, at: position,
                    "The parser directive \(name.rawValue) stands twice.", help: "Remove one of them.")
            }
            if name == .escape && value != "\\" && value != "`" {
                throw DockerfileError(
                    .directive, file: source.file, at: position,
                    "The escape character cannot be \(value).", help: "Use \\ or `.")
            }
            result.append(ParserDirective(name: name, value: value, line: index + 1))
        }
        return result
    }

    private static func parse(_ line: ArraySlice<UInt8>) -> (Name, String)? {
        let text = String(decoding: line.drop(while: SourceText.isBlank), as: UTF8.self)
        guard text.hasPrefix("#"), let equals = text.firstIndex(of: "=") else { return nil }
        func trimmed(_ part: Substring) -> String {
            let scalars = part.unicodeScalars.drop(while: \.isBlank)
            return String(scalars.reversed().drop(while: \.isBlank).reversed())
        }
        guard let name = Name(rawValue: trimmed(text[text.index(after: text.startIndex)..<equals]).lowercased()) else {
            return nil
        }
        let value = trimmed(text[text.index(after: equals)...])
        return value.isEmpty ? nil : (name, value)
    }
}
