/// Why a word cannot be expanded.
public struct ExpansionError: Error, Sendable, Hashable {
    /// What is wrong, as a sentence.
    public var message: String
    /// What to try, as a sentence.
    public var help: String?
}

/// Replaces variables in an instruction's words and resolves their quotes and escapes.
///
/// Follows "Environment replacement" in the Dockerfile reference: `$name`, `${name}`, the modifiers `:-` `-` `:+` `+`
/// `:?` `?` `#` `##` `%` `%%` `/` `//`, single and double quotes, and the escape character.
public struct Expander {
    private let escape: Unicode.Scalar
    private let lookup: (String) -> String?

    /// - Parameters:
    ///   - escape: the escape character, see ``Dockerfile/escape``.
    ///   - lookup: a variable's value, or `nil` when it is not set.
    public init(escape: Unicode.Scalar = "\\", lookup: @escaping (String) -> String?) {
        self.escape = escape
        self.lookup = lookup
    }

    /// Expands a word. What comes out is one word, whatever it holds.
    public func word(_ text: String) throws(ExpansionError) -> String {
        // Most words hold nothing to expand.
        if !text.utf8.contains(where: { $0 == 36 || $0 == 34 || $0 == 39 || $0 == 92 || $0 == 96 }) { return text }
        var lexer = WordLexer(text, escape: escape, lookup: lookup)
        return try lexer.process().text
    }

    /// Expands a word and splits the result at blanks that are neither quoted nor escaped.
    public func words(_ text: String) throws(ExpansionError) -> [String] {
        var lexer = WordLexer(text, escape: escape, lookup: lookup)
        return try lexer.process().words
    }

    /// Expands the variables of a heredoc. Quotes stay; a backslash escapes, whatever the escape character is.
    public func heredoc(_ text: String) throws(ExpansionError) -> String {
        var lexer = WordLexer(text, escape: "\\", lookup: lookup)
        lexer.keepsQuotesUnread = true
        return try lexer.process().text
    }
}
