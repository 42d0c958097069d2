/// One line of comma-separated fields (RFC 4180): a field in double quotes may hold commas, and `""` in it is a quote.
public enum CommaSeparated {
    /// Splits a line into its fields. An empty line has none.
    public static func fields(_ line: String) throws(DockerValueError) -> [String] {
        guard !line.isEmpty else { return [] }
        var fields: [String] = []
        var rest = Substring(line)
        var column = 1
        while true {
            if rest.first == "\"" {
                rest.removeFirst()
                fields.append(try quotedField(&rest, column: &column))
            } else {
                let field = rest.prefix { $0 != "," }
                if let quote = field.firstIndex(of: "\"") {
                    let place = column + field[..<quote].utf8.count
                    throw DockerValueError("parse error on line 1, column \(place): bare \" in non-quoted-field")
                }
                fields.append(String(field))
                column += field.utf8.count
                rest = rest.dropFirst(field.count)
            }
            guard rest.first == "," else { return fields }
            rest.removeFirst()
            column += 1
        }
    }

    /// Takes a field whose opening quote is gone, and its closing quote.
    private static func quotedField(
        _ rest: inout Substring, column: inout Int
    ) throws(DockerValueError) -> String {
        var field = ""
        column += 1
        while let character = rest.popFirst() {
            column += character.utf8.count
            guard character == "\"" else {
                field.append(character)
                continue
            }
            if rest.isEmpty || rest.first == "," { return field }
            guard rest.first == "\"" else {
                throw DockerValueError(
                    "parse error on line 1, column \(column - 1): extraneous or missing \" in quoted-field")
            }
            rest.removeFirst()
            column += 1
            field.append("\"")
        }
        throw DockerValueError("parse error on line 1, column \(column): extraneous or missing \" in quoted-field")
    }
}
