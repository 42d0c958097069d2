/// The characters that lines, bullets and marks are made of: drawn ones, or ASCII for terminals without UTF-8.
struct DrawingSet {
    let horizontal: String
    let doubleHorizontal: String
    let vertical: String
    let cross: String
    let quoteBar: String
    let calloutBar: String
    let bullets: [String]
    let done: String
    let open: String
    let foldClosed: String
    let foldOpen: String
    /// Stands before the rest of a line of code that was cut.
    let continuation: String

    init(_ symbols: RenderOptions.Symbols) {
        switch symbols {
        case .drawn:
            horizontal = "─"
            doubleHorizontal = "━"
            vertical = "│"
            cross = "┼"
            quoteBar = "│"
            calloutBar = "┃"
            bullets = ["•", "◦", "▪"]
            done = "☑"
            open = "☐"
            foldClosed = "▸"
            foldOpen = "▾"
            continuation = "↪"
        case .ascii:
            horizontal = "-"
            doubleHorizontal = "="
            vertical = "|"
            cross = "+"
            quoteBar = "|"
            calloutBar = "|"
            bullets = ["*", "-", "+"]
            done = "[x]"
            open = "[ ]"
            foldClosed = "[+]"
            foldOpen = "[-]"
            continuation = "\\"
        }
    }
}
