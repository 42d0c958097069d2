/// Writes a screen's lines with as little output as it can: only lines that differ from what is shown.
struct LinePainter: Sendable {
    /// What the screen shows; `nil` when that is not known.
    private var shown: [String]?
    private var cursor: Frame.Cursor?
    private var images: [ScreenImage] = []

    /// What the terminal has been sent to keep.
    private var uploads: Set<String> = []

    /// Says that the screen's content is not known any more.
    mutating func forget() {
        shown = nil
        cursor = nil
        images = []
        uploads = []
    }

    /// What to write so that the screen shows the lines, which are ready to be written and no wider than the screen.
    /// Empty when it shows them already.
    mutating func paint(
        _ lines: [String], images: [ScreenImage], cursor: Frame.Cursor?, rows: Int, synchronizes: Bool
    ) -> String {
        var text = ""
        let lines = Array(lines.prefix(rows))
        var old = shown
        if images != self.images || old == nil && !images.isEmpty {
            // Images lie over or in the cells of their lines, and protocols differ in how they go: all is drawn anew.
            if self.images.contains(where: { !$0.removal.isEmpty }) {
                text += Set(self.images.map(\.removal)).sorted().joined()
            }
            if !self.images.isEmpty { old = nil }
        }
        if old == nil { text += "\u{1b}[0m\u{1b}[H\u{1b}[2J" }
        let blank = [String](repeating: "", count: rows)
        let before = old ?? blank
        let now = lines + blank.prefix(max(0, rows - lines.count))
        for (row, line) in now.enumerated() where row >= before.count || before[row] != line {
            // Erased first: a line as wide as the screen leaves the cursor on its last cell.
            text += "\u{1b}[\(row + 1)H\u{1b}[0m\u{1b}[K\(line)"
        }
        if images != self.images || old == nil {
            for image in images {
                if !image.upload.isEmpty, uploads.insert(image.upload).inserted { text += image.upload }
                text += "\u{1b}[\(image.row + 1);\(image.column + 1)H\(image.text)"
            }
        }
        if !text.isEmpty || cursor != self.cursor {
            text += "\u{1b}[0m"
            if let cursor {
                text += "\u{1b}[\(cursor.row + 1);\(cursor.column + 1)H\u{1b}[?25h"
            } else if self.cursor != nil {
                text += "\u{1b}[?25l"
            }
        }
        shown = now
        self.cursor = cursor
        self.images = images
        guard !text.isEmpty else { return "" }
        if self.cursor != nil { text = "\u{1b}[?25l" + text }
        return synchronizes ? "\u{1b}[?2026h\(text)\u{1b}[?2026l" : text
    }
}
