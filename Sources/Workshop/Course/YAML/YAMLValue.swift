/// A place in a text file. Lines and columns count from 1; a column is a Unicode scalar.
struct Place: Hashable {
    var line: Int
    var column: Int
}

/// A value of a YAML document, with its place.
struct YAMLValue {
    enum Content {
        /// `isPlain`: written without quotes, so that it may be a number or a word such as `true`.
        case scalar(String, isPlain: Bool)
        case list([YAMLValue])
        case map([YAMLEntry])
    }
    var content: Content
    var place: Place

    /// For messages: `a number`, `a list`, ….
    var kindName: String {
        switch content {
        case .list: "a list"
        case .map: "a map"
        case .scalar(let text, isPlain: true):
            if Self.isNull(text) {
                "nothing"
            } else if Self.isBoolean(text) {
                "the yes-or-no value `\(text)`"
            } else if Self.isNumber(text) {
                "the number \(text)"
            } else {
                "the text `\(text.cut(40))`"
            }
        case .scalar(let text, isPlain: false): text.isEmpty ? "an empty text" : "the text `\(text.cut(40))`"
        }
    }

    var isNull: Bool {
        if case .scalar(let text, isPlain: true) = content { Self.isNull(text) } else { false }
    }

    // The core schema of YAML 1.2.2, section 10.3.2.

    static func isNull(_ text: String) -> Bool { ["", "~", "null", "Null", "NULL"].contains(text) }

    static func isBoolean(_ text: String) -> Bool {
        ["true", "True", "TRUE", "false", "False", "FALSE"].contains(text)
    }

    static func isNumber(_ text: String) -> Bool {
        var digits = Substring(text)
        if let sign = digits.first, sign == "-" || sign == "+" { digits.removeFirst() }
        guard let first = digits.first, first.isASCII, first.isNumber || first == "." else { return false }
        if digits.hasPrefix("0x") { return Int(digits.dropFirst(2), radix: 16) != nil }
        if digits.hasPrefix("0o") { return Int(digits.dropFirst(2), radix: 8) != nil }
        return Double(digits) != nil
    }
}

/// A key with its value.
struct YAMLEntry {
    var key: String
    var place: Place
    var value: YAMLValue
}

extension String {
    /// On one line, and no longer than `limit` characters.
    func cut(_ limit: Int) -> String {
        let line = replacing("\n", with: " ")
        return line.count > limit ? line.prefix(limit) + "…" : line
    }
}
