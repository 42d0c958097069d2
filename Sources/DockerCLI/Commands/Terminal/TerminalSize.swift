import Glibc

/// How many cells a terminal has.
struct TerminalSize: Sendable, Equatable {
    var rows: Int
    var columns: Int

    init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
    }

    /// The size of the terminal behind a descriptor; `nil` when there is none or it does not know.
    init?(of descriptor: Int32) {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 || size.ws_col > 0 else { return nil }
        self.init(rows: Int(size.ws_row), columns: Int(size.ws_col))
    }
}
