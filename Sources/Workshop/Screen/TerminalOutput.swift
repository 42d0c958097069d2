import Glibc
import Linux

/// Output that cannot wait for long.
enum TerminalOutput {
    /// Writes to a descriptor that does not block, and gives up when it takes nothing for so many milliseconds.
    static func writeWithin(_ text: String, to descriptor: Int32, milliseconds: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                var interest = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                if poll(&interest, 1, milliseconds) <= 0 { return }
            } else if errno != EINTR {
                return
            }
        }
    }
}

extension ScreenSize {
    /// The size of the terminal behind a descriptor, 80 by 24 where it does not know.
    public static func of(_ descriptor: Int32, cell: CellPixels? = nil) -> ScreenSize {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0, size.ws_col > 0 else {
            return ScreenSize(rows: 24, columns: 80, cell: cell)
        }
        var pixels = cell
        if pixels == nil, size.ws_xpixel > 0, size.ws_ypixel > 0 {
            pixels = CellPixels(
                width: max(1, Int(size.ws_xpixel) / Int(size.ws_col)),
                height: max(1, Int(size.ws_ypixel) / Int(size.ws_row)))
        }
        return ScreenSize(rows: Int(size.ws_row), columns: Int(size.ws_col), cell: pixels)
    }
}
