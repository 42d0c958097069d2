import Building
import Glibc
import Linux
import Presentation

/// Runs the browser of layers on a terminal, and gives the terminal back as it was.
struct LayerScreen {
    private let terminal: OwnedDescriptor
    private var saved = termios()

    /// `nil` when there is no terminal to look at and to type on.
    init?() {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1, Terminal.style.isTerminal,
            let terminal = try? Descriptor.open("/dev/tty", O_RDWR), tcgetattr(terminal.number, &saved) == 0
        else { return nil }
        self.terminal = terminal
    }

    /// Until somebody quits, or the task is cancelled.
    func run(_ browser: LayerBrowser) async throws {
        var raw = saved
        raw.c_lflag &= ~tcflag_t(ICANON | ECHO)
        tcsetattr(terminal.number, TCSAFLUSH, &raw)
        // The other screen, without a cursor; what stood on this one comes back at the end.
        write("\u{1b}[?1049h\u{1b}[?25l")
        defer {
            write("\u{1b}[?25h\u{1b}[?1049l")
            var before = saved
            tcsetattr(terminal.number, TCSAFLUSH, &before)
        }
        var browser = browser
        var shown: [String] = []
        while true {
            try Task.checkCancellation()
            var size = winsize()
            let isKnown = ioctl(terminal.number, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 && size.ws_row > 0
            let lines = browser.screen(
                width: isKnown ? Int(size.ws_col) : 80, height: isKnown ? Int(size.ws_row) : 24)
            if lines != shown {
                write("\u{1b}[H" + lines.map { $0 + "\u{1b}[K" }.joined(separator: "\r\n") + "\u{1b}[J")
                shown = lines
            }
            // Signals and a new size are looked for between keys.
            guard let bytes = await key() else { continue }
            let key = Self.key(bytes)
            if key == .quit { return }
            if let key { browser.press(key) }
        }
    }

    private func key() async -> [UInt8]? {
        let number = terminal.number
        return await withCheckedContinuation { continuation in
            Thread.start {
                var interest = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
                guard poll(&interest, 1, 200) > 0 else { return continuation.resume(returning: nil) }
                var buffer = [UInt8](repeating: 0, count: 16)
                let count = read(number, &buffer, buffer.count)
                // A terminal that has gone is as good as a wish to quit.
                continuation.resume(returning: count > 0 ? Array(buffer[..<count]) : Array("q".utf8))
            }
        }
    }

    static func key(_ bytes: [UInt8]) -> LayerBrowser.Key? {
        switch String(decoding: bytes, as: UTF8.self) {
        case "\u{1b}[A", "\u{1b}OA", "k": .up
        case "\u{1b}[B", "\u{1b}OB", "j": .down
        case "\u{1b}[C", "\u{1b}OC", "l", "\r", "\n", " ": .open
        case "\u{1b}[D", "\u{1b}OD", "h": .close
        case "\u{1b}[5~": .pageUp
        case "\u{1b}[6~": .pageDown
        case "\u{1b}[H", "\u{1b}[1~", "g": .home
        case "\u{1b}[F", "\u{1b}[4~", "G": .end
        case "\t": .other
        case "q", "\u{1b}", "\u{4}": .quit
        default: nil
        }
    }

    private func write(_ text: String) { try? Descriptor.write(Array(text.utf8), to: terminal.number) }
}
