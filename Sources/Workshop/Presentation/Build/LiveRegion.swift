/// A line that will be redrawn.
public struct LiveLine: Sendable, Equatable {
    /// With escape sequences for its colours.
    public var text: String
    /// How wide it is on the screen.
    public var columns: Int

    public init(text: String, columns: Int) {
        self.text = text
        self.columns = columns
    }
}

/// The lines at the bottom of a terminal that are drawn again and again.
///
/// The cursor always stands at the beginning of the row below them. Terminals break lines that became too wide when
/// the window was made narrower, so rows are counted by the width of the moment.
struct LiveRegion: Sendable {
    private var drawn: [Int] = []
    private var hidesCursor = false

    /// Forgets what was drawn, because others have written to the terminal since.
    mutating func startAnew() { (drawn, hidesCursor) = ([], false) }

    /// What to write to show new lines in place of the old ones, with others above that stay.
    mutating func draw(settled: [String], live: [LiveLine], width: Int) -> String {
        if settled.isEmpty && live.isEmpty && drawn.isEmpty { return "" }
        var text = ""
        if !hidesCursor && !live.isEmpty {
            text += "\u{1b}[?25l"
            hidesCursor = true
        }
        let rows = drawn.reduce(0) { $0 + max(1, ($1 + max(width, 1) - 1) / max(width, 1)) }
        if rows > 0 { text += "\u{1b}[\(rows)A" }
        text += "\r\u{1b}[J"
        for line in settled { text += line + "\n" }
        for line in live { text += line.text + "\n" }
        drawn = live.map(\.columns)
        if hidesCursor && live.isEmpty {
            text += "\u{1b}[?25h"
            hidesCursor = false
        }
        return text
    }
}
