import CCmark
import Synchronization

/// Reads Markdown: CommonMark 0.29 with GitHub's tables, task lists, strikethrough, autolinks and footnotes, and what
/// GitHub shows besides: `<details>` and callouts (`> [!TIP]`).
///
/// Any bytes are a document; what is not UTF-8 becomes U+FFFD. A text that is made to take very long is shown as it is written:
/// see ``SourceGuard``. Of HTML the text is kept, and the few tags that mean something
/// in a terminal: see ``HTMLReader``.
public enum MarkdownParser {
    /// Blocks within blocks deeper than this are put into the block at this depth: nobody can read them, and neither the
    /// parser nor what follows it is to run out of stack.
    public static let deepestNesting = 40

    /// cmark keeps the characters that its extensions look at in tables shared by all parsers, and changes them while it
    /// parses: one at a time.
    private static let turn = Mutex(())

    /// The tree of a text.
    public static func parse(_ text: String) -> MarkdownDocument {
        var text = text
        return text.withUTF8 { parse($0) }
    }

    /// The tree of a file's bytes.
    public static func parse(_ bytes: [UInt8]) -> MarkdownDocument {
        bytes.withUnsafeBufferPointer { parse($0) }
    }

    /// The beginning of a long text as a document of its own, to show something while the rest is read: about as many bytes as
    /// asked for, cut at an empty line outside fenced code. nil when the text is hardly longer than that.
    ///
    /// Links whose address is given further below, and footnotes, show as they are written.
    public static func parseBeginning(of bytes: [UInt8], about count: Int) -> MarkdownDocument? {
        guard bytes.count > count * 2, let end = SourceScan.cut(bytes, after: count) else { return nil }
        return bytes.withUnsafeBufferPointer { parse(UnsafeBufferPointer(rebasing: $0[..<end])) }
    }

    private static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> MarkdownDocument {
        let front = SourceScan.frontMatter(bytes)
        let body = UnsafeBufferPointer(rebasing: bytes[front.end...])
        let skippedLines = SourceScan.lineBreaks(bytes[..<front.end])
        if let line = SourceGuard.overload(body) {
            return unparsed(body, front.matter, skippedLines, overload: skippedLines + line + 1)
        }
        return turn.withLock { _ in
            var builder = TreeBuilder(skippedLines: skippedLines)
            Cmark.withTree(of: body) { builder.read($0) }
            var document = builder.document()
            document.frontMatter = front.matter
            document.lineCount = skippedLines + SourceScan.lines(body)
            return document
        }
    }

    /// A text that would take too long: shown as it is written, and said so.
    private static func unparsed(
        _ body: UnsafeBufferPointer<UInt8>, _ matter: FrontMatter?, _ skippedLines: Int, overload line: Int
    ) -> MarkdownDocument {
        let lines = skippedLines + SourceScan.lines(body)
        let first = skippedLines + 1
        let reason =
            "This text is too intricate to be laid out: line \(line) and those above it have thousands of brackets, stars "
            + "or columns. It is shown as it is written."
        let code = CodeBlock(
            info: [], source: String(decoding: body, as: UTF8.self), line: first, sourceLine: first, isFenced: false)
        return MarkdownDocument(
            frontMatter: matter,
            blocks: [
                Block(
                    .callout(.warning, title: [], [Block(.paragraph([Inline(.text, reason)]), lines: first...first)]),
                    lines: first...first),
                Block(.code(code), lines: first...max(first, lines)),
            ], lineCount: lines)
    }
}
