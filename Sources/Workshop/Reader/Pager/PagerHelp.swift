import TerminalText

/// The keys of the pager.
enum PagerHelp {
    private static let groups: [(String, [(String, String)])] = [
        (
            "Move",
            [
                ("j ↓ / k ↑", "a line down, up"), ("Space / b", "a screen down, up"),
                ("d / u", "half a screen down, up"),
                ("g / G", "to the beginning, the end; 50% or 50p: to the middle"),
                ("[ / ]", "to the heading before, after"),
                ("{ / }", "to the chapter before, after"), ("t", "table of contents"),
            ]
        ),
        (
            "Search",
            [
                ("/ ?", "search down, up (capitals count when you type one)"),
                ("n / N", "the next match, the one before"),
                ("&", "all lines that match"), ("Esc", "let go of what was found"),
            ]
        ),
        (
            "Do",
            [
                ("Tab / Shift-Tab", "to the next link, command or fold, the one before"),
                ("Enter", "follow the link, run the command, unfold"), ("Backspace", "back to where the link was"),
                ("r", "run the command block on the screen and show what comes out"), ("c", "copy the code block"),
                ("o / O", "unfold the answer, all answers"), ("x", "begin the exercise, or go on with it"),
                ("Ctrl-C", "end a command that runs; otherwise quit"),
            ]
        ),
        (
            "Else",
            [
                ("h", "this help"), ("Ctrl-L", "draw the screen anew"), ("Ctrl-Z", "stop, until you type fg"),
                ("q", "quit"),
            ]
        ),
    ]

    static func lines(_ width: Int) -> [StyledLine] {
        var lines: [StyledLine] = []
        let column = width >= 50 ? 18 : 0
        for (title, keys) in groups {
            if !lines.isEmpty { lines.append(StyledLine()) }
            lines.append(StyledLine(title, Style(.heading2)))
            for (key, text) in keys {
                if column > 0 {
                    lines.append(
                        StyledLine([StyledSpan("  " + Cells.padded(key, to: column), .strong), StyledSpan(text)]))
                } else {
                    lines.append(StyledLine("  " + key, .strong))
                    lines.append(StyledLine("    " + text))
                }
            }
        }
        return lines
    }
}
