extension Unicode.Scalar {
    /// Whether Go takes the character for a part of a name: a letter, a digit or an underscore.
    var isGoIdentifierPart: Bool { self == "_" || isGoLetter || properties.generalCategory == .decimalNumber }

    /// Go's `unicode.IsLetter`.
    var isGoLetter: Bool {
        if isASCII { return properties.isAlphabetic }
        return switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        default: false
        }
    }

    /// Go's `strconv.IsPrint`: letters, marks, numbers, punctuation, symbols, and the ASCII space.
    var isGoPrintable: Bool {
        if isASCII { return value >= 0x20 && value < 0x7f }
        return switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .spaceSeparator, .lineSeparator,
            .paragraphSeparator:
            false
        default: true
        }
    }
}
