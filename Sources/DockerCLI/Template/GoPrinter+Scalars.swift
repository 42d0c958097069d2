// Numbers and strings under fmt's verbs.
extension GoPrinter {
    // MARK: Integers

    mutating func integer(_ magnitude: UInt64, negative: Bool, _ value: TemplateValue, _ verb: Unicode.Scalar) {
        switch verb {
        case "v" where flags.sharpV && !isSigned(value):
            write("0x" + String(magnitude, radix: 16))
        case "v", "d": digits(magnitude, negative, radix: 10, verb)
        case "b": digits(magnitude, negative, radix: 2, verb)
        case "o", "O": digits(magnitude, negative, radix: 8, verb)
        case "x", "X": digits(magnitude, negative, radix: 16, verb)
        case "c": pad(String(character(magnitude, negative)))
        case "q":
            let text = GoQuote.quote(String(character(magnitude, negative)), mark: "'", asciiOnly: flags.plus)
            pad(text)
        case "U":
            var text = String(negative ? 0 &- magnitude : magnitude, radix: 16, uppercase: true)
            text = String(repeating: "0", count: max(0, max(flags.precision ?? 4, 4) - text.count)) + text
            text = "U+" + text
            if flags.sharp, let scalar = UInt32(exactly: magnitude).flatMap(Unicode.Scalar.init), scalar.isGoPrintable {
                text += " '\(scalar)'"
            }
            pad(text, zero: false)
        default: badVerb(value, verb)
        }
    }

    private func isSigned(_ value: TemplateValue) -> Bool {
        if case .unsigned = value.underlying { return false }
        return true
    }

    private func character(_ magnitude: UInt64, _ negative: Bool) -> Unicode.Scalar {
        negative ? "\u{FFFD}" : UInt32(exactly: magnitude).flatMap(Unicode.Scalar.init) ?? "\u{FFFD}"
    }

    private mutating func digits(_ magnitude: UInt64, _ negative: Bool, radix: Int, _ verb: Unicode.Scalar) {
        var minimum = 0
        if let precision = flags.precision {
            minimum = precision
            if precision == 0, magnitude == 0 { return padding(flags.width ?? 0, zero: false) }
        } else if flags.zero, !flags.minus, let width = flags.width {
            minimum = width - (negative || flags.plus || flags.space ? 1 : 0)
        }
        var text = String(magnitude, radix: radix, uppercase: verb == "X")
        text = String(repeating: "0", count: max(0, minimum - text.count)) + text
        if flags.sharp {
            switch radix {
            case 2: text = "0b" + text
            case 8 where !text.hasPrefix("0"): text = "0" + text
            case 16: text = (verb == "X" ? "0X" : "0x") + text
            default: break
            }
        }
        if verb == "O" { text = "0o" + text }
        pad((negative ? "-" : flags.plus ? "+" : flags.space ? " " : "") + text, zero: false)
    }

    // MARK: Floating point

    mutating func float(_ number: Double, _ value: TemplateValue, _ verb: Unicode.Scalar) {
        let text: String
        switch verb {
        case "v": text = GoFloat.text(number, format: "g", precision: flags.precision)
        case "g", "G": text = GoFloat.text(number, format: verb, precision: flags.precision)
        case "e", "E", "f", "F":
            text = GoFloat.text(number, format: verb == "F" ? "f" : verb, precision: flags.precision ?? 6)
        case "x", "X": text = GoFloat.hexadecimal(number, uppercase: verb == "X", precision: flags.precision)
        default: return badVerb(value, verb)
        }
        var sign = ""
        var digits = text
        if let first = digits.first, "+-".contains(first) { sign = String(digits.removeFirst()) }
        let isFinite = number.isFinite
        if sign != "-" { sign = flags.plus ? "+" : flags.space ? " " : number.isInfinite ? "+" : "" }
        if flags.zero, isFinite, !flags.minus, let width = flags.width {
            write(sign)
            padding(width - sign.count - digits.count, zero: true)
            write(digits)
        } else {
            pad(sign + digits, zero: false)
        }
    }

    // MARK: Strings

    func truncated(_ text: String) -> String {
        guard let precision = flags.precision else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.prefix(precision)))
    }

    mutating func string(_ text: String, _ value: TemplateValue, _ verb: Unicode.Scalar) {
        switch verb {
        case "v" where flags.sharpV: quoted(text)
        case "v", "s": pad(truncated(text))
        case "q": quoted(truncated(text))
        case "x", "X": hexadecimal(text, uppercase: verb == "X")
        default: badVerb(value, verb)
        }
    }

    private mutating func quoted(_ text: String) {
        if flags.sharp, text.unicodeScalars.allSatisfy(isRaw) { return pad("`\(text)`") }
        pad(GoQuote.quote(text, mark: "\"", asciiOnly: flags.plus))
    }

    /// Whether a character can stand in a raw string.
    private func isRaw(_ scalar: Unicode.Scalar) -> Bool {
        (scalar.value >= 0x20 || scalar == "\t") && scalar != "`" && scalar != "\u{7f}" && scalar != "\u{FEFF}"
    }

    private mutating func hexadecimal(_ text: String, uppercase: Bool) {
        let bytes = text.utf8.prefix(flags.precision ?? .max)
        guard !bytes.isEmpty else { return padding(flags.width ?? 0, zero: flags.zero && !flags.minus) }
        let prefix = flags.sharp ? (uppercase ? "0X" : "0x") : ""
        let pairs = bytes.map { byte in
            let digits = String(byte, radix: 16, uppercase: uppercase)
            return digits.count < 2 ? "0" + digits : digits
        }
        pad(flags.space ? pairs.map { prefix + $0 }.joined(separator: " ") : prefix + pairs.joined())
    }
}
