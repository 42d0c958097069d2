import CCmark
import Foundation
import Markdown
import Testing

@testable import Rendering
@testable import TerminalText

/// The examples of the specification of CommonMark and GitHub's extensions, as the package cmark-gfm brings it. The
/// specification is not ours and not kept here: the tests read it where it is installed. What is kept, by the numbers of the
/// examples, is how we render them; `WORKSHOP_RECORD=1` writes that anew.
@Suite struct SpecificationTests {
    static let path = "/usr/share/doc/cmark-gfm/spec.txt.gz"
    static let isInstalled = FileManager.default.fileExists(atPath: path)
    static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")

    @Test(.enabled(if: isInstalled, "needs the package cmark-gfm"), arguments: [40, 80, 120])
    func `every example is shown completely, in order and within the width`(width: Int) throws {
        let examples = try Self.examples()
        #expect(examples.count > 650)
        var shown = ""
        for (index, source) in examples.enumerated() {
            // An empty line first, so that an example that begins with a rule is not taken for front matter.
            let document = MarkdownParser.parse("\n" + source)
            for layout in [RenderOptions.Layout.styled, .plain] {
                let result = Renderer.render(
                    document, RenderOptions(width: width, layout: layout, opensAllFolds: true))
                let text = result.lines.map(\.text).joined(separator: "\n")
                // Tables as records repeat the header with each row.
                let isRecords =
                    layout == .plain && document.blocks.contains { if case .table = $0.content { true } else { false } }
                #expect(
                    isRecords || Self.isSubsequence(Self.plainText(source), of: text),
                    "example \(index + 1):\n\(source)\n---\n\(text)")
                for line in result.lines {
                    #expect(Cells.width(of: line.text) <= width, "example \(index + 1): \(line.text)")
                    #expect(line.width == Cells.width(of: line.text), "example \(index + 1): \(line.text)")
                }
                #expect(Self.isClean(text), "example \(index + 1)")
                #expect(result.sourceLines.count == result.lines.count)
                if layout == .styled { shown += "## \(index + 1)\n\(text)\n" }
            }
        }
        try Self.compare(shown, with: "specification-\(width).txt")
    }

    /// Compares a text with the one that is kept, and says where they differ first.
    static func compare(_ text: String, with name: String) throws {
        let file = fixtures.appendingPathComponent(name)
        if ProcessInfo.processInfo.environment["WORKSHOP_RECORD"] != nil {
            try Data(text.utf8).write(to: file)
            return
        }
        let kept = try String(decoding: Data(contentsOf: file), as: UTF8.self)
        guard kept != text else { return }
        let (old, new) = (kept.split(separator: "\n## "), text.split(separator: "\n## "))
        for (old, new) in zip(old, new) where old != new {
            Issue.record("example \(new)\nwas\n\(old)")
            return
        }
        Issue.record("\(new.count) examples, \(old.count) are kept")
    }

    /// The Markdown of the examples.
    static func examples() throws -> [String] {
        let unpack = Process()
        unpack.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        unpack.arguments = ["gzip", "-dc", path]
        let output = Pipe()
        unpack.standardOutput = output
        try unpack.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        unpack.waitUntilExit()
        let fence = String(repeating: "`", count: 32)
        var examples: [String] = []
        var current: [Substring]?
        var isSource = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix(fence + " example") {
                (current, isSource) = ([], true)
            } else if line == fence, let lines = current {
                examples.append(lines.joined(separator: "\n").replacingOccurrences(of: "→", with: "\t") + "\n")
                current = nil
            } else if line == ".", current != nil {
                isSource = false
            } else if isSource {
                current?.append(line)
            }
        }
        return examples
    }

    /// What cmark says that the text says: words, code and what is said of images.
    static func plainText(_ source: String) -> String {
        cmark_gfm_core_extensions_ensure_registered()
        guard let parser = cmark_parser_new(CMARK_OPT_FOOTNOTES | CMARK_OPT_VALIDATE_UTF8) else { return "" }
        defer { cmark_parser_free(parser) }
        for name in ["table", "strikethrough", "autolink", "tasklist"] {
            if let found = cmark_find_syntax_extension(name) { cmark_parser_attach_syntax_extension(parser, found) }
        }
        cmark_parser_feed(parser, source, source.utf8.count)
        guard let root = cmark_parser_finish(parser) else { return "" }
        defer { cmark_node_free(root) }
        guard let iterator = cmark_iter_new(root) else { return "" }
        defer { cmark_iter_free(iterator) }
        var text = ""
        while cmark_iter_next(iterator) != CMARK_EVENT_DONE {
            guard let node = cmark_iter_get_node(iterator) else { break }
            switch cmark_node_get_type(node) {
            case CMARK_NODE_TEXT, CMARK_NODE_CODE, CMARK_NODE_CODE_BLOCK:
                text += cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
            default: text += " "
            }
        }
        return text
    }

    /// Whether all that is to be seen of a text comes in another, in the same order.
    static func isSubsequence(_ wanted: String, of text: String) -> Bool {
        let wanted = Harmless.lines(wanted).joined(separator: " ")
        var rest = text.unicodeScalars[...]
        for scalar in wanted.unicodeScalars where !scalar.properties.isWhitespace {
            guard let found = rest.firstIndex(of: scalar) else { return false }
            rest = rest[rest.index(after: found)...]
        }
        return true
    }

    /// Whether nothing in a text would be obeyed by a terminal; line breaks aside.
    static func isClean(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0x0a: true
            case 0..<0x20, 0x7f..<0xa0, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a...0x202e, 0x2066...0x2069, 0xfeff: false
            default: true
            }
        }
    }
}
