/// How a text differs from what was expected, in words for a learner.
public struct TextMismatch: Sendable, Equatable {
    /// What should have been.
    public var expected: String
    /// What was there.
    public var seen: String

    public init(expected: String, seen: String) {
        self.expected = expected
        self.seen = seen
    }
}

extension TextMatch {
    public func holds(for text: String) -> Bool { mismatch(with: text) == nil }

    /// `nil` when all parts hold; otherwise those that do not.
    public func mismatch(with text: String) -> TextMismatch? {
        let broken = brokenParts(of: text)
        guard !broken.isEmpty else { return nil }
        var seen = Self.withoutFinalBreaks(text)
        if let equals, !Self.isSame(text, equals), Self.squeezed(text) == Self.squeezed(equals) {
            // The two look alike, so what cannot be seen has to be shown.
            return TextMismatch(expected: Self.visible(Self.withoutFinalBreaks(equals)), seen: Self.visible(seen))
        }
        if seen.allSatisfy(\.isWhitespace) { seen = seen.isEmpty ? "nothing" : "nothing but blanks" }
        return TextMismatch(expected: broken.joined(separator: ", and "), seen: seen)
    }

    private func brokenParts(of text: String) -> [String] {
        var parts: [String] = []
        if let equals, !Self.isSame(text, equals) {
            parts.append(equals.isEmpty ? "an empty text" : Self.withoutFinalBreaks(equals))
        }
        let missing = contains.filter { !Self.holds(text, $0) }
        if !missing.isEmpty { parts.append("a text that holds " + Self.list(missing, "and")) }
        let extra = lacks.filter { Self.holds(text, $0) }
        if !extra.isEmpty { parts.append("a text without " + Self.list(extra, "or")) }
        if let matches, !matches.occurs(in: text) { parts.append("a text that matches `\(matches.source)`") }
        if let isEmpty, isEmpty != text.allSatisfy(\.isWhitespace) {
            parts.append(isEmpty ? "nothing" : "something other than blanks")
        }
        return parts
    }

    // MARK: Comparing

    private static func isSame(_ left: String, _ right: String) -> Bool {
        // Characters that are made of other scalars look the same but are other bytes to the learner's program.
        withoutFinalBreaks(left).unicodeScalars.elementsEqual(withoutFinalBreaks(right).unicodeScalars)
    }

    /// Compares bytes: to characters, the line break in "a\r\n" would be none.
    private static func holds(_ text: String, _ part: String) -> Bool {
        part.isEmpty || text.utf8.firstRange(of: part.utf8) != nil
    }

    private static func withoutFinalBreaks(_ text: String) -> String {
        var scalars = Substring(text).unicodeScalars
        while let last = scalars.last, last == "\n" || last == "\r" { scalars.removeLast() }
        return String(scalars)
    }

    /// Without anything that cannot be seen, so that texts that look alike are the same.
    private static func squeezed(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { !isUnseen($0) }))
    }

    private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || [.control, .format].contains(scalar.properties.generalCategory)
    }

    // MARK: Wording

    private static func list(_ texts: [String], _ word: String) -> String {
        let quoted = texts.map { "`\($0)`" }
        guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "" }
        return quoted.dropLast().joined(separator: ", ") + " \(word) " + last
    }

    /// In double quotes, with signs for what cannot be seen.
    private static func visible(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case " ": result += " "
            default:
                // An accent of its own looks like a part of the letter before it.
                let isHidden = isUnseen(scalar) || scalar.properties.generalCategory == .nonspacingMark
                result += isHidden ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
            }
        }
        return result + "\""
    }
}
