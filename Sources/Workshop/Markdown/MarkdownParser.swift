import CCmark

/// Reads Markdown: CommonMark, GitHub's tables, task lists, strikethrough, autolinks and footnotes, `<details>`, callouts.
public enum MarkdownParser {
    /// Blocks within blocks deeper than this are put into the block at this depth: nobody can read them, and neither the
    /// parser nor what follows it is to run out of stack.
    public static let deepestNesting = 40
}
