import Foundation

/// Reads the data files beside the tests.
enum Fixture {
    static func text(_ name: String) throws -> String {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")
        return try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }

    /// The lines of a table, cut at `|`, blanks around the columns removed.
    static func rows(_ name: String) throws -> [[String]] {
        try text(name).split(separator: "\n").filter { !$0.hasPrefix("#") || $0.contains(" | ") }
            .filter { !$0.hasPrefix("# ") }.map(columns)
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
