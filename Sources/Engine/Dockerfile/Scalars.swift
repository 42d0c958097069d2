extension Unicode.Scalar {
    /// White space as Unicode defines it.
    var isBlank: Bool { isASCII ? separatesWords : properties.isWhitespace }
    /// What separates an instruction's words: ASCII white space.
    var separatesWords: Bool { value == 32 || (9...13).contains(value) }
    /// A decimal digit of any script, as variables' names may hold them.
    var isDigit: Bool { isASCII ? (48...57).contains(value) : properties.generalCategory == .decimalNumber }
    var isNameCharacter: Bool {
        if isASCII { return isDigit || (65...90).contains(value) || (97...122).contains(value) || value == 95 }
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber:
            return true
        default: return false
        }
    }
}

extension String {
    /// The text of some characters. Bytes are collected, as strings that grow bit by bit are copied too often.
    init(_ scalars: some Sequence<Unicode.Scalar>) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(scalars.underestimatedCount)
        for scalar in scalars {
            if scalar.isASCII {
                bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            } else if let encoded = UTF8.encode(scalar) {
                bytes.append(contentsOf: encoded)
            }
        }
        self.init(decoding: bytes, as: UTF8.self)
    }
}

extension [Unicode.Scalar] {
    /// The characters of some UTF-8; bytes that are none become U+FFFD.
    init(decoding bytes: ArraySlice<UInt8>) {
        if bytes.allSatisfy({ $0 < 0x80 }) {
            self = bytes.map { Unicode.Scalar($0) }
        } else {
            self = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
        }
    }
}
