import Foundation
import Markdown
import Testing

@testable import Rendering
@testable import TerminalText

/// The chapters of the course, at the widths that terminals have.
@Suite struct ChapterTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Lessons")
    static let chapters = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
        .filter { $0.hasSuffix(".md") }.sorted()

    @Test func `there are chapters`() { #expect(!Self.chapters.isEmpty) }

    @Test(arguments: chapters) func `every word of a chapter is shown, within the width`(name: String) throws {
        let bytes = try [UInt8](Data(contentsOf: Self.folder.appendingPathComponent(name)))
        let document = MarkdownParser.parse(bytes)
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        let skipped = document.frontMatter.map { $0.text.split(separator: "\n").count + 2 } ?? 0
        let said = Harmless.lines(SpecificationTests.plainText(lines.dropFirst(skipped).joined(separator: "\n")))
        for width in [20, 40, 80, 120, 250] {
            HostileTests.check(bytes, width: width, name)
            guard width >= 80 else { continue }
            let result = Renderer.render(document, RenderOptions(width: width, opensAllFolds: true))
            #expect(!result.headings.isEmpty)
            // Where a line was cut the marks are in the way: compare without blanks, word by word.
            let shown = result.lines.map(\.text).joined().filter { !$0.isWhitespace && $0 != "↪" }
            for word in Set(said.joined(separator: " ").split(separator: " ")) where word.count < 30 {
                // `[!TIP]` becomes the title "Tip".
                let callout = Block.Callout.allCases.first { word == "[!\($0.rawValue)]" }
                let isShown = shown.contains(callout.map { $0.rawValue.capitalized } ?? String(word))
                #expect(isShown, "\(name) at \(width): \(word)")
            }
            #expect(result.figures.allSatisfy { $0.lines.count > 1 })
        }
    }
}
