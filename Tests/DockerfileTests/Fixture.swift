import Foundation

/// Reads the data files beside the tests.
enum Fixture {
    static func text(_ name: String) throws -> String {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")
        return try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }

    /// A line of a table: what goes in and what must come out.
    struct Row: Sendable, CustomStringConvertible {
        var inputs: [String]
        var expected: String
        var expectsError: Bool { expected == "error" || expected.hasPrefix("error: ") }
        var description: String { inputs.joined(separator: " | ") + " | " + expected }
    }

    /// The lines of a table. Its columns are cut at `|`: first `inputs` that go in, then Docker's answer, then ours if
    /// it is another on purpose.
    static func table(_ name: String, inputs: Int) throws -> [Row] {
        try text(name).split(separator: "\n").filter { !$0.hasPrefix("# ") }.map { line in
            let columns = columns(line).map(decoded)
            return Row(inputs: Array(columns.prefix(inputs)), expected: columns.dropFirst(inputs).last ?? "")
        }
    }

    /// Signs that stand for what a table cannot show.
    private static func decoded(_ text: String) -> String {
        [("␤", "\n"), ("⇥", "\t"), ("␠", " "), ("␍", "\r"), ("¦", "|")].reduce(text) { $0.replacing($1.0, with: $1.1) }
    }

    /// A block's text with the bytes that its signs stand for.
    static func bytes(_ text: String) -> [UInt8] {
        let signs: [Unicode.Scalar: UInt8] = ["⏎": 13, "␠": 32, "⇥": 9, "␀": 0, "\u{FFFD}": 0xE9]
        return text.unicodeScalars.flatMap { scalar in signs[scalar].map { [$0] } ?? Array(String(scalar).utf8) }
    }

    static func columns(_ line: Substring) -> [String] {
        line.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
    }

    /// Blocks between `>>>` lines: the text before `---` and the lines behind it.
    static func blocks(_ name: String) throws -> [(text: String, expected: [Substring])] {
        try text(name).components(separatedBy: ">>>\n").dropFirst().map { block in
            let parts = block.components(separatedBy: "---\n")
            return (parts[0], parts[1].split(separator: "\n"))
        }
    }
}
