import Foundation

/// Reads the language of docker-bake.hcl into the form that the JSON of bake files has.
///
/// Blocks, attributes, texts with `${NAME}`, numbers, truth values, lists, objects and names of variables are understood;
/// what computes something (calls, operators, conditions, heredocs) is refused with its line.
struct BakeHCL {
    private let file: String
    private var rest: Substring
    private var line = 1

    /// The document: `["target": ["web": ["tags": […]]]]`.
    static func document(_ text: String, named file: String) throws(CommandFailure) -> [String: Any] {
        var parser = BakeHCL(file: file, rest: text[...])
        return try parser.document()
    }

    private func failure(_ reason: String) -> CommandFailure {
        CommandFailure(
            "ERROR: failed to parse \(file):\(line): \(reason)",
            help: "Blocks, texts, lists and ${NAME} are read here; what computes something is not.")
    }

    private mutating func document() throws(CommandFailure) -> [String: Any] {
        var blocks: [String: [String: Any]] = [:]
        while true {
            try skip(lines: true)
            guard rest.first != nil else { return blocks }
            let kind = try name("a block such as target")
            try skip(lines: false)
            guard rest.first == "\"" else { throw failure("after '\(kind)' a name in quotes is expected") }
            let name = try text()
            try skip(lines: false)
            try take("{")
            let fields = try attributes(until: "}")
            let known = blocks[kind]?[name] as? [String: Any] ?? [:]
            blocks[kind, default: [:]][name] = known.merging(fields) { $1 }
        }
    }

    /// `NAME = VALUE`, one a line or with commas between.
    private mutating func attributes(until end: Character) throws(CommandFailure) -> [String: Any] {
        var result: [String: Any] = [:]
        while true {
            try skip(lines: true)
            if rest.first == "," {
                rest.removeFirst()
                continue
            }
            if rest.first == end {
                rest.removeFirst()
                return result
            }
            let key = rest.first == "\"" ? try text() : try name("a name")
            try skip(lines: false)
            guard let sign = rest.first, sign == "=" || sign == ":" else {
                throw failure("after '\(key)' there is no '='")
            }
            rest.removeFirst()
            result[key] = try value()
            try endOfValue(end)
        }
    }

    /// After a value comes the end of the line, a comma or a closing bracket; anything else computes something.
    private mutating func endOfValue(_ end: Character) throws(CommandFailure) {
        try skip(lines: false)
        guard let next = rest.first, next != "\n", next != ",", next != end else { return }
        throw failure("'\(rest.prefix { $0 != "\n" })' is not understood")
    }

    private mutating func value() throws(CommandFailure) -> Any {
        try skip(lines: true)
        switch rest.first {
        case "\"": return try text()
        case "{":
            rest.removeFirst()
            return try attributes(until: "}")
        case "[":
            rest.removeFirst()
            return try list()
        case let first? where first.isNumber || first == "-":
            let number = rest.prefix { $0.isNumber || $0 == "." || $0 == "-" }
            rest = rest[number.endIndex...]
            return String(number)
        default:
            let word = try name("a value")
            switch word {
            case "true", "false": return word
            case "null": return NSNull()
            default: return "${\(word)}"
            }
        }
    }

    private mutating func list() throws(CommandFailure) -> [Any] {
        var result: [Any] = []
        while true {
            try skip(lines: true)
            if rest.first == "," {
                rest.removeFirst()
                continue
            }
            if rest.first == "]" {
                rest.removeFirst()
                return result
            }
            result.append(try value())
            try endOfValue("]")
        }
    }

    private mutating func name(_ expected: String) throws(CommandFailure) -> String {
        let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
        guard !word.isEmpty else {
            throw failure("\(expected) is expected, not '\(rest.prefix { $0 != "\n" }.prefix(40))'")
        }
        rest = rest[word.endIndex...]
        return String(word)
    }

    /// A text in quotes; `${…}` stays as it is.
    private mutating func text() throws(CommandFailure) -> String {
        rest.removeFirst()
        var result = ""
        while let next = rest.popFirst(), next != "\n" {
            switch next {
            case "\"": return result
            case "\\":
                switch rest.popFirst() {
                case "n": result += "\n"
                case "t": result += "\t"
                case let other?: result.append(other)
                case nil: break
                }
            default: result.append(next)
            }
        }
        throw failure("a text is not closed")
    }

    private mutating func take(_ character: Character) throws(CommandFailure) {
        guard rest.first == character else { throw failure("'\(character)' is expected") }
        rest.removeFirst()
    }

    /// Goes on behind blanks and comments, and behind ends of lines if wanted.
    private mutating func skip(lines: Bool) throws(CommandFailure) {
        while let next = rest.first {
            if next == "\n" || next == "\r\n" {
                guard lines else { return }
                line += 1
                rest.removeFirst()
            } else if next.isWhitespace {
                rest.removeFirst()
            } else if next == "#" || rest.hasPrefix("//") {
                rest = rest.drop { $0 != "\n" && $0 != "\r\n" }
            } else if rest.hasPrefix("/*") {
                guard let end = rest.range(of: "*/") else { throw failure("a comment is not closed") }
                line += rest[..<end.lowerBound].count { $0 == "\n" || $0 == "\r\n" }
                rest = rest[end.upperBound...]
            } else {
                return
            }
        }
    }
}
