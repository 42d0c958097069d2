import TerminalText

/// How a document is to be shown.
public struct RenderOptions: Sendable {
    /// Cells that a line may take, at least 1.
    public var width: Int
    /// Cells that running text takes at most: long lines are hard to read. Tables, code and figures may take the whole width.
    public var textWidth: Int
    /// Whether lines and bullets are drawn, or made of ASCII: for terminals without UTF-8.
    public var symbols: Symbols
    /// Whether meaning is carried by styles, or by the text itself for those who hear it or who keep it in a file.
    public var layout: Layout
    /// Folds that are not as the text says: opened by the reader, or closed.
    public var toggledFolds: Set<Int>
    /// Whether all folds are open, whatever else is said.
    public var opensAllFolds: Bool
    /// Makes code colourful: given the language and the text, spans for each line of it. nil leaves it plain. The texts of the
    /// spans of a line, put together, must be the line; where they are not, the line is shown plain.
    public var highlight: (@Sendable (_ language: String, _ source: String) -> [[StyledSpan]]?)?
    /// Rows to leave free for the image that a figure names, at a number of columns; nil shows the drawing.
    public var imageRows: (@Sendable (_ image: String, _ columns: Int) -> Int?)?

    /// What lines and bullets are made of.
    public enum Symbols: Sendable {
        case drawn
        case ascii
    }

    /// How meaning is carried.
    public enum Layout: Sendable {
        /// By styles: for a screen.
        case styled
        /// By the text: headings with `#`, code in backquotes, the targets of links behind them, tables as records. Nothing is drawn,
        /// so that a screen reader reads the words in order.
        case plain
    }

    /// Options for a width.
    public init(
        width: Int, textWidth: Int = 100, symbols: Symbols = .drawn, layout: Layout = .styled,
        toggledFolds: Set<Int> = [], opensAllFolds: Bool = false,
        highlight: (@Sendable (_ language: String, _ source: String) -> [[StyledSpan]]?)? = nil,
        imageRows: (@Sendable (_ image: String, _ columns: Int) -> Int?)? = nil
    ) {
        self.width = max(1, width)
        self.textWidth = max(1, textWidth)
        self.symbols = symbols
        self.layout = layout
        self.toggledFolds = toggledFolds
        self.opensAllFolds = opensAllFolds
        self.highlight = highlight
        self.imageRows = imageRows
    }
}
