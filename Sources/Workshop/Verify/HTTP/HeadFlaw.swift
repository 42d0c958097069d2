/// What is wrong with the head of an answer that could not be read.
enum HeadFlaw: Sendable, Equatable {
    /// It does not begin with a status line at all.
    case notHTTP
    /// The status line, which begins rightly, is not right.
    case statusLine(String)
    /// A header line, counted from 1, is not `Name: value`.
    case headerLine(Int, String)
    /// No empty line ends the head.
    case endless
    /// The lines are right by themselves, but not together; or what follows them is not.
    case contents

    /// Finds it in the first bytes that came.
    ///
    /// - Parameter isCut: whether more came than these bytes.
    static func find(in bytes: [UInt8], isCut: Bool = false) -> HeadFlaw {
        let text = String(decoding: bytes, as: UTF8.self).drop { $0.isNewline }
        guard text.hasPrefix("HTTP/") else { return .notHTTP }
        // In Swift, CR and LF together are one character.
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        guard lines.count > 1 else { return .endless }
        guard isStatusLine(lines[0]) else { return .statusLine(String(lines[0])) }
        for (number, line) in lines.enumerated().dropFirst() {
            if line.isEmpty && number < lines.count - 1 { return .contents }
            // The last one has no end and may not be whole.
            if number == lines.count - 1 { break }
            if !isHeaderLine(line) { return .headerLine(number, String(line)) }
        }
        return isCut ? .contents : .endless
    }

    private static func isStatusLine(_ line: Substring) -> Bool {
        let words = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        return words.count > 1 && (words[0] == "HTTP/1.1" || words[0] == "HTTP/1.0") && words[1].utf8.count == 3
            && words[1].utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// A name of the characters that RFC 9110 allows (section 5.6.2), directly followed by a colon.
    private static func isHeaderLine(_ line: Substring) -> Bool {
        guard let colon = line.firstIndex(of: ":"), colon > line.startIndex else { return false }
        return line[..<colon].utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
                || "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
