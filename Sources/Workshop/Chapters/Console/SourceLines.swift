/// A text's lines without their ends, and how they end.
struct SourceLines: Sendable {
    /// The first has the index 0. A text that ends with a line break has an empty last line.
    var lines: [String]
    /// Whether lines end with `\r\n`, as the first one tells.
    var hasReturns: Bool

    init(_ text: String) {
        // To Swift "\r\n" is a single character, so bytes are looked at.
        let parts = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        hasReturns = parts.count > 1 && parts[0].last == UInt8(ascii: "\r")
        lines = parts.map { part in
            String(decoding: part.last == UInt8(ascii: "\r") ? part.dropLast() : part, as: UTF8.self)
        }
    }

    /// A line by its number, counted from 1; empty behind the end.
    func line(_ number: Int) -> String { lines.indices.contains(number - 1) ? lines[number - 1] : "" }

    /// The text that these lines make.
    var text: String { lines.joined(separator: hasReturns ? "\r\n" : "\n") }
}
