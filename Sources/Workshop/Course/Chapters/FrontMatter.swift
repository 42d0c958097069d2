/// The YAML between two lines `---` at the head of a text.
enum FrontMatter {
    /// The front matter's lines, the first `---` included, so that lines have the numbers that they have in the file;
    /// and the line on which the rest begins.
    ///
    /// `nil` when the text does not begin with such a line.
    /// - Parameter isClosed: `false` when the second line `---` is missing; then everything counts as front matter.
    static func find(in text: String) -> (yaml: String, bodyLine: Int, isClosed: Bool)? {
        let bytes = text.utf8
        var start = bytes.startIndex
        if text.unicodeScalars.first == "\u{FEFF}" { start = text.unicodeScalars.index(after: start) }
        let whole = start
        var line = 1
        while start < bytes.endIndex {
            let end = bytes[start...].firstIndex { $0 == UInt8(ascii: "\n") } ?? bytes.endIndex
            let isFence = isFence(bytes[start..<end])
            if line == 1 {
                guard isFence else { return nil }
            } else if isFence {
                return (String(decoding: bytes[whole..<start], as: UTF8.self), line + 1, true)
            }
            guard end < bytes.endIndex else { break }
            start = bytes.index(after: end)
            line += 1
        }
        return line == 1 ? nil : (String(decoding: bytes[whole...], as: UTF8.self), line + 1, false)
    }

    /// The text from a line on, which counts from 1.
    static func body(of text: String, from line: Int) -> String {
        let bytes = text.utf8
        var start = bytes.startIndex
        for _ in 1..<max(line, 1) {
            guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else { return "" }
            start = bytes.index(after: end)
        }
        return String(decoding: bytes[start...], as: UTF8.self)
    }

    /// Three hyphens, with nothing behind them but blanks.
    private static func isFence(_ line: Substring.UTF8View) -> Bool {
        var rest = line[...]
        for _ in 0..<3 {
            guard rest.first == UInt8(ascii: "-") else { return false }
            rest = rest.dropFirst()
        }
        return rest.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r") }
    }
}
