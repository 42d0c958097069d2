import Markdown
import TerminalText

/// Makes lines for a terminal of a Markdown document.
public enum Renderer {
    /// A document at a width. No line is wider than asked for, and none holds a control character, whatever the document.
    public static func render(_ document: MarkdownDocument, _ options: RenderOptions) -> RenderedDocument {
        var renderer = BlockRenderer(document, options)
        renderer.renderDocument()
        return renderer.finish()
    }
}
