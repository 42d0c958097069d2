/// The character rules of image names, by the distribution project's reference grammar.
enum ReferenceGrammar {
    static func isTag(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 128 else { return false }
        return isWord(first)
            && text.utf8.allSatisfy { isWord($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
    }

    /// `algorithm:hex`; for the algorithms that everybody has, the length is checked, too.
    static func isDigest(_ text: Substring) -> Bool {
        guard let colon = text.firstIndex(of: ":") else { return false }
        let algorithm = text[..<colon]
        let hex = text[text.index(after: colon)...].utf8
        let parts = algorithm.split(omittingEmptySubsequences: false) { "+._-".contains($0) }
        guard
            parts.allSatisfy({ part in
                part.utf8.first.map(isLetter) == true && part.utf8.allSatisfy { isLetter($0) || isDigit($0) }
            })
        else { return false }
        switch algorithm {
        case "sha256": return hex.count == 64 && hex.allSatisfy(isLowerHex)
        case "sha384": return hex.count == 96 && hex.allSatisfy(isLowerHex)
        case "sha512": return hex.count == 128 && hex.allSatisfy(isLowerHex)
        default: return hex.count >= 32 && hex.allSatisfy { isLowerHex($0) || (65...70).contains($0) }
        }
    }

    static func isIdentifier(_ text: Substring) -> Bool { text.utf8.count == 64 && text.utf8.allSatisfy(isLowerHex) }

    /// Lower-case letters and digits, in runs joined by `.`, `_`, `__` or any number of `-`.
    static func isRepositoryComponent(_ text: Substring) -> Bool {
        var separator = ""
        var hasBegun = false
        for byte in text.utf8 {
            if isDigit(byte) || (97...122).contains(byte) {
                guard hasBegun || separator.isEmpty, isSeparator(separator) else { return false }
                hasBegun = true
                separator = ""
            } else {
                separator.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
        return hasBegun && separator.isEmpty
    }

    /// A host name, an IPv4 address, or an IPv6 address in brackets, with an optional port.
    static func isDomain(_ text: String) -> Bool {
        var host = Substring(text)
        if host.hasPrefix("[") {
            guard let end = host.firstIndex(of: "]") else { return false }
            let address = host[host.index(after: host.startIndex)..<end].utf8
            guard !address.isEmpty,
                address.allSatisfy({ isLowerHex($0) || (65...70).contains($0) || $0 == UInt8(ascii: ":") })
            else { return false }
            let rest = host[host.index(after: end)...]
            return rest.isEmpty || (rest.hasPrefix(":") && isPort(rest.dropFirst()))
        }
        if let colon = host.firstIndex(of: ":") {
            guard isPort(host[host.index(after: colon)...]) else { return false }
            host = host[..<colon]
        }
        return host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            guard let first = label.utf8.first, let last = label.utf8.last else { return false }
            return isAlphanumeric(first) && isAlphanumeric(last)
                && label.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
        }
    }

    private static func isSeparator(_ text: String) -> Bool {
        text.isEmpty || text == "." || text == "_" || text == "__" || text.utf8.allSatisfy { $0 == UInt8(ascii: "-") }
    }

    private static func isPort(_ text: Substring) -> Bool { !text.isEmpty && text.utf8.allSatisfy(isDigit) }
    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }
    private static func isAlphanumeric(_ byte: UInt8) -> Bool { isDigit(byte) || isLetter(byte) }
    private static func isWord(_ byte: UInt8) -> Bool { isAlphanumeric(byte) || byte == UInt8(ascii: "_") }
    private static func isLowerHex(_ byte: UInt8) -> Bool { isDigit(byte) || (97...102).contains(byte) }
}
