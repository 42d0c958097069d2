import TerminalText

/// What differs between the languages that ``CodeScanner`` knows.
struct CodeGrammar {
    /// Words with a meaning of their own.
    var words: [String: Role]
    /// Words behind which a name is declared, and what that name is.
    var declaring: [String: Role]
    /// Bytes that names may hold besides letters, digits and `_`.
    var nameExtra: [UInt8] = []
    /// Comments begin with `#`; otherwise with `//`, or stand between `/*` and `*/`.
    var hasHashComments = false
    /// `"""` and `'''`.
    var hasTripleQuotes = false
    /// `r""`, `b""`, `f""`.
    var hasStringPrefixes = false
    /// Backquotes hold text as it is.
    var hasRawStrings = false
    /// Backquotes hold text with code in it, and there are regular expressions between slashes.
    var hasTemplates = false
    /// `@name` in front of a declaration.
    var hasDecorators = false
    /// `name:` names a part of a value.
    var hasProperties = false

    private static func words(_ groups: (String, Role)...) -> [String: Role] {
        var result: [String: Role] = [:]
        for (text, role) in groups { for word in text.split(separator: " ") { result[String(word)] = role } }
        return result
    }

    /// See the Go specification, "Keywords" and "Predeclared identifiers".
    static let go = CodeGrammar(
        words: words(
            (
                "break case chan const continue default defer else fallthrough for func go goto if import interface map package range return select struct switch type var",
                .keyword
            ),
            (
                "any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint16 uint32 uint64 uintptr",
                .type
            ),
            ("true false iota nil", .number),
            (
                "append cap clear close complex copy delete imag len make max min new panic print println real recover",
                .function
            )),
        declaring: ["type": .type, "package": .variable],
        hasRawStrings: true, hasProperties: true)

    /// See ECMA-262, "Keywords and Reserved Words".
    static let javaScript = CodeGrammar(
        words: words(
            (
                "as async await break case catch class const continue debugger default delete do else export extends finally for from function get if import in instanceof interface let new of return set static super switch this throw try type typeof var void while with yield",
                .keyword
            ),
            ("true false null undefined NaN Infinity", .number),
            (
                "Array Boolean Date Error JSON Map Math Number Object Promise Proxy RegExp Set String Symbol URL console process module exports require globalThis",
                .type
            )),
        declaring: ["class": .type, "function": .function, "interface": .type, "extends": .type],
        nameExtra: [UInt8(ascii: "$")], hasTemplates: true, hasDecorators: true, hasProperties: true)

    /// See the Python language reference, "Keywords", and the built-in functions of its library.
    static let python = CodeGrammar(
        words: words(
            (
                "and as assert async await break class continue def del elif else except finally for from global if import in is lambda match case nonlocal not or pass raise return try while with yield",
                .keyword
            ),
            ("True False None NotImplemented Ellipsis", .number),
            ("self cls", .variable),
            (
                "bool bytearray bytes complex dict float frozenset int list object set str tuple type Exception KeyError OSError RuntimeError TypeError ValueError",
                .type
            ),
            (
                "abs all any dir enumerate filter getattr hasattr input isinstance iter len map max min next open print range repr reversed round setattr sorted sum super vars zip",
                .function
            )),
        declaring: ["class": .type, "def": .function],
        hasHashComments: true, hasTripleQuotes: true, hasStringPrefixes: true, hasDecorators: true)
}
