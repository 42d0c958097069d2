/// A lexical element of a template.
struct Token {
    enum Kind: Equatable {
        case error, endOfInput
        case text, leftDelimiter, rightDelimiter
        case leftParenthesis, rightParenthesis
        case assign, declare, pipe, space
        /// Other printable ASCII, such as a comma.
        case character
        case bool, number, complex, characterConstant, string, rawString
        case dot, field, variable, identifier, `nil`
        case block, `break`, `continue`, define, `else`, end, `if`, range, template, with

        var isKeyword: Bool {
            switch self {
            case .block, .break, .continue, .dot, .define, .else, .end, .if, .nil, .range, .template, .with: true
            default: false
            }
        }
    }

    var kind: Kind
    /// Where the token starts in the text, in bytes.
    var position: Int
    /// The line on which it starts, from 1.
    var line: Int
    /// Its text; for an error, what was wrong.
    var text: String

    /// The token as errors quote it.
    var quoted: String {
        switch kind {
        case .endOfInput: return "EOF"
        case .error: return text
        case _ where kind.isKeyword: return "<\(text)>"
        default:
            guard text.utf8.count > 10 else { return GoQuote.quote(text) }
            return GoQuote.quote(String(String.UnicodeScalarView(text.unicodeScalars.prefix(10)))) + "..."
        }
    }

    static let keywords: [String: Kind] = [
        "block": .block, "break": .break, "continue": .continue, "define": .define, "else": .else, "end": .end,
        "if": .if, "range": .range, "nil": .nil, "template": .template, "with": .with,
    ]
}
