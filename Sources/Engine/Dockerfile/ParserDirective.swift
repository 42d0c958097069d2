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
        var hasShebang = false
        for index in 0..<source.lineCount {
            guard let (name, value) = parse(source.content(index)) else {
                // A line #! may stand before syntax and check. It ends where Docker looks for escape, though.
                hasShebang = index == 0 && source.content(0).starts(with: Array("#!".utf8))
                if hasShebang { continue }
                break
            }
            if hasShebang && name == .escape { continue }
            let position = SourcePosition(line: index + 1, column: 1)
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

    /// `# name=value`: the name is one word, the value anything but nothing.
    private static func parse(_ line: ArraySlice<UInt8>) -> (Name, String)? {
        let text = String(decoding: line, as: UTF8.self).unicodeScalars.drop(while: \.isBlank)
        guard text.first == "#", let equals = text.firstIndex(of: "=") else { return nil }
        let written = text[..<equals].dropFirst().drop(while: \.isBlank)
        let name = String(written.prefix { $0.isASCII && $0.isNameCharacter })
        guard let name = Name(rawValue: name.lowercased()),
            written.dropFirst(name.rawValue.count).allSatisfy(\.separatesWords)
        else { return nil }
        let value = text[equals...].dropFirst().drop(while: \.separatesWords)
        let end = value.lastIndex { !$0.separatesWords }
        return end.map { (name, String(value[...$0])) }
    }
}
