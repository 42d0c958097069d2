import Learning
import Presentation
import Screen
import TerminalText

/// Styled lines on standard output, in colours where it is a terminal that takes them.
enum StyledOutput {
    static func print(_ lines: [StyledLine]) {
        let style = Terminal.style
        let painter = Painter(theme(style))
        Terminal.print(lines.map { painter.paint($0) }.joined(separator: "\n"))
    }

    /// A text of somebody else's: on a terminal its lines are broken at words.
    static func print(text: String) {
        let style = Terminal.style
        if style.isTerminal {
            print(TextBlock.lines(text, width: style.width))
        } else {
            Terminal.print(TerminalText.Harmless.lines(text).joined(separator: "\n"))
        }
    }

    private static func theme(_ style: OutputStyle) -> Theme {
        guard style.isTerminal else { return Theme(.none) }
        guard style.hasColors else { return Theme(.monochrome) }
        return Theme(TerminalEnvironment.current.isDark ?? true ? .dark : .light, depth: .sixteen)
    }

    /// How a screen looks on this terminal.
    static func theme(_ capabilities: TerminalCapabilities, _ environment: TerminalEnvironment) -> Theme {
        if environment.refusesColor { return Theme(.monochrome) }
        let isDark = capabilities.isDark ?? environment.isDark ?? true
        return Theme(isDark ? .dark : .light, depth: environment.has256Colors ? .palette : .sixteen)
    }
}
