/// Whether a text can be an image's name.
///
/// The grammar is that of the distribution project's references: `[domain/]path[:tag][@digest]`.
enum ImageNameGrammar {
    /// Whether the text is a name, with or without tag and digest.
    static func isValid(_ text: String) -> Bool {
        guard let parts = ImageName(text) else { return false }
        let isHexadecimal = text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
        if text.utf8.count == 64 && isHexadecimal { return false }
        if let domain = parts.domain, !isDomain(domain) { return false }
        guard parts.path.utf8.count <= 255,
            parts.path.split(separator: "/", omittingEmptySubsequences: false)
                .allSatisfy(isPathComponent)
        else { return false }
        if let tag = parts.tag, !isTag(tag) { return false }
        if let digest = parts.digest, !isDigest(digest) { return false }
        return true
    }

    private static func isLowerOrDigit(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (97...122).contains(byte)
    }
    private static func isUpper(_ byte: UInt8) -> Bool { (65...90).contains(byte) }

    /// Runs of letters and digits with one `.`, one or two `_`, or any number of `-` between them.
    private static func isPathComponent(_ text: Substring) -> Bool {
        var separator: [UInt8] = []
        guard let first = text.utf8.first, isLowerOrDigit(first), let last = text.utf8.last, isLowerOrDigit(last) else {
            return false
        }
        for byte in text.utf8 {
            if isLowerOrDigit(byte) {
                let isAllowed =
                    separator.isEmpty || separator == [46] || separator == [95] || separator == [95, 95]
                    || separator.allSatisfy { $0 == 45 }
                if !isAllowed { return false }
                separator = []
            } else {
                separator.append(byte)
            }
        }
        return true
    }

    private static func isDomain(_ text: Substring) -> Bool {
        var host = text
        if let colon = text.lastIndex(of: ":"), !text.hasSuffix("]") {
            let port = text[text.index(after: colon)...]
            guard !port.isEmpty, port.utf8.allSatisfy({ (48...57).contains($0) }) else { return false }
            host = text[..<colon]
        }
        if host.hasPrefix("["), host.hasSuffix("]") {
            let inner = host.dropFirst().dropLast()
            return !inner.isEmpty
                && inner.utf8.allSatisfy {
                    isLowerOrDigit($0) && ($0 < 97 || $0 <= 102) || (65...70).contains($0) || $0 == 58
                }
        }
        return host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && !part.hasPrefix("-") && !part.hasSuffix("-")
                && part.utf8.allSatisfy { isLowerOrDigit($0) || isUpper($0) || $0 == 45 }
        }
    }

    private static func isTag(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 128 else { return false }
        func isWord(_ byte: UInt8) -> Bool { isLowerOrDigit(byte) || isUpper(byte) || byte == 95 }
        return isWord(first) && text.utf8.allSatisfy { isWord($0) || $0 == 45 || $0 == 46 }
    }

    private static func isDigest(_ text: Substring) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let wanted = ["sha256": 64, "sha384": 96, "sha512": 128][parts[0]] else {
            return false
        }
        return parts[1].utf8.count == wanted
            && parts[1].utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }
}

/// An image's name in its parts, not checked.
struct ImageName: Sendable {
    let domain: Substring?
    let path: Substring
    let tag: Substring?
    let digest: Substring?

    init?(_ text: String) {
        guard !text.isEmpty else { return nil }
        var rest = text[...]
        if let at = rest.firstIndex(of: "@") {
            digest = rest[rest.index(after: at)...]
            rest = rest[..<at]
        } else {
            digest = nil
        }
        var domain: Substring?
        if let slash = rest.firstIndex(of: "/") {
            let first = rest[..<slash]
            if first == "localhost" || first.contains(".") || first.contains(":") || first != first.lowercased() {
                domain = first
                rest = rest[rest.index(after: slash)...]
            }
        }
        self.domain = domain
        if let colon = rest.firstIndex(of: ":") {
            tag = rest[rest.index(after: colon)...]
            rest = rest[..<colon]
        } else {
            tag = nil
        }
        path = rest
    }

    /// The path without the part that official images of Docker Hub leave out; `nil` for other images.
    var official: Substring? {
        guard domain == nil || domain == "docker.io" || domain == "index.docker.io" else { return nil }
        if path.hasPrefix("library/") { return path.dropFirst(8) }
        return path.contains("/") ? nil : path
    }
}
