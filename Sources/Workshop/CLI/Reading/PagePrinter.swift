import Glibc
import Reader
import Rendering
import Screen
import TerminalText

/// Prints a page: as plain text for files, pipes and screen readers, in colours on a terminal that is no screen.
struct PagePrinter {
    let isPlain: Bool
    let width: Int?
    let theme: ThemeChoice

    func print(_ page: ReaderPage) {
        let isTerminal = isatty(STDOUT_FILENO) == 1
        let environment = TerminalEnvironment.current
        let isStyled = isTerminal && !isPlain && !environment.isDumb
        var options = RenderOptions(width: width ?? (isTerminal ? ScreenSize.of(STDOUT_FILENO).columns : 80))
        options.layout = isStyled ? .styled : .plain
        // A file may be read anywhere; a terminal says what it can show.
        options.symbols = isTerminal && !environment.isUTF8 ? .ascii : .drawn
        options.opensAllFolds = true
        let painter = Painter(isStyled ? colors(environment) : Theme(.none))
        let document = page.render(options)
        Terminal.print(document.lines.map { painter.paint($0) }.joined(separator: "\n"))
    }

    private func colors(_ environment: TerminalEnvironment) -> Theme {
        switch theme {
        case .none: Theme(.none)
        default: ReaderScreen.theme(theme.appearance, TerminalCapabilities(), environment)
        }
    }
}
