/// Numbers and truth values in Go's syntax (package strconv), with its messages.
enum GoNumber {
    /// Reads a truth value.
    static func bool(_ text: String) throws(DockerValueError) -> Bool {
        switch text {
        case "1", "t", "T", "true", "TRUE", "True": return true
        case "0", "f", "F", "false", "FALSE", "False": return false
        default: throw syntax("ParseBool", text)
        }
    }

    /// Reads a signed number; the prefixes `0x`, `0o`, `0b` and `0` name its base, and `_` may stand between digits.
    static func integer(_ text: String, bits: Int) throws(DockerValueError) -> Int64 {
        let isNegative = text.hasPrefix("-")
        let body = isNegative || text.hasPrefix("+") ? Substring(text.dropFirst()) : Substring(text)
        guard let digits = Digits(body) else { throw syntax("ParseInt", text) }
        let limit: UInt64 = 1 << (bits - 1)
        guard let size = UInt64(digits.text, radix: digits.base), isNegative ? size <= limit : size < limit else {
            throw range("ParseInt", text)
        }
        if size == 1 << 63 { return .min }
        return isNegative ? -Int64(size) : Int64(size)
    }

    /// Reads a signed decimal number of 64 bits.
    static func decimal(_ text: String) throws(DockerValueError) -> Int64 {
        let body = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
        guard !body.isEmpty, body.allSatisfy({ $0.isASCII && $0.isNumber }) else { throw syntax("ParseInt", text) }
        guard let number = Int64(text) else { throw range("ParseInt", text) }
        return number
    }

    /// Reads an unsigned number in the same syntax, without a sign.
    static func unsigned(_ text: String, bits: Int) throws(DockerValueError) -> UInt64 {
        guard let digits = Digits(Substring(text)) else { throw syntax("ParseUint", text) }
        guard let size = UInt64(digits.text, radix: digits.base), bits == 64 || size < 1 << bits else {
            throw range("ParseUint", text)
        }
        return size
    }

    /// Reads a floating-point number.
    static func double(_ text: String) throws(DockerValueError) -> Double {
        guard isNumber(text), let number = Double(text) else { throw syntax("ParseFloat", text) }
        guard number.isFinite || text.allSatisfy({ !$0.isNumber }) else { throw range("ParseFloat", text) }
        return number
    }

    /// Decimal digits with a point and an exponent, or a name of infinity: Swift reads more than that.
    private static func isNumber(_ text: String) -> Bool {
        var rest = Substring(text)
        if rest.first == "+" || rest.first == "-" { rest.removeFirst() }
        if ["inf", "infinity", "nan"].contains(rest.lowercased()) { return true }
        let whole = rest.prefix { $0.isASCII && $0.isNumber }
        rest = rest.dropFirst(whole.count)
        var digits = whole.count
        if rest.first == "." {
            let fraction = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
            digits += fraction.count
            rest = rest.dropFirst(fraction.count + 1)
        }
        guard digits > 0 else { return false }
        guard rest.first == "e" || rest.first == "E" else { return rest.isEmpty }
        rest.removeFirst()
        if rest.first == "+" || rest.first == "-" { rest.removeFirst() }
        return !rest.isEmpty && rest.allSatisfy { $0.isASCII && $0.isNumber }
    }

    private static func syntax(_ function: String, _ text: String) -> DockerValueError {
        DockerValueError("strconv.\(function): parsing \(GoText.quoted(text)): invalid syntax")
    }

    private static func range(_ function: String, _ text: String) -> DockerValueError {
        DockerValueError("strconv.\(function): parsing \(GoText.quoted(text)): value out of range")
    }

    /// The digits of a number and their base.
    private struct Digits {
        let text: String
        let base: Int

        init?(_ body: Substring) {
            var rest = body
            var base = 10
            var mayBegin = false
            if rest.first == "0", rest.count > 1 {
                switch rest.dropFirst().first {
                case "x", "X": base = 16
                case "o", "O": base = 8
                case "b", "B": base = 2
                default: base = 0
                }
                rest = rest.dropFirst(base == 0 ? 1 : 2)
                if base == 0 { base = 8 }
                mayBegin = true
            }
            guard Self.underscoresAreBetweenDigits(rest, mayBegin: mayBegin) else { return nil }
            let digits = rest.filter { $0 != "_" }
            guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && ($0.hexDigitValue ?? 16) < base }) else {
                return nil
            }
            text = String(digits)
            self.base = base
        }

        private static func underscoresAreBetweenDigits(_ text: Substring, mayBegin: Bool) -> Bool {
            var previous: Character = mayBegin ? "0" : "_"
            for character in text {
                if character == "_", previous == "_" { return false }
                previous = character
            }
            return previous != "_"
        }
    }
}
