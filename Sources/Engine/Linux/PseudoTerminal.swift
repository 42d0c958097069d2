import CLinux
import Glibc

/// A pseudo terminal, seen from the side that controls it. See pty(7).
public enum PseudoTerminal {
    /// A new one: the side that controls it, and the side that programs see as their terminal.
    public static func open() throws(SystemError) -> (controller: OwnedDescriptor, terminal: OwnedDescriptor) {
        var ends: [Int32] = [-1, -1]
        try check(cl_open_terminal(&ends), "open /dev/ptmx")
        return (OwnedDescriptor(ends[0]), OwnedDescriptor(ends[1]))
    }

    /// Sets its size in cells; the programs get SIGWINCH.
    public static func resize(_ terminal: Int32, rows: Int, columns: Int) throws(SystemError) {
        try check(
            cl_set_window_size(terminal, UInt16(clamping: rows), UInt16(clamping: columns)), "ioctl TIOCSWINSZ")
    }

    /// Its size in cells.
    public static func size(of terminal: Int32) throws(SystemError) -> (rows: Int, columns: Int) {
        var rows: UInt16 = 0
        var columns: UInt16 = 0
        try check(cl_get_window_size(terminal, &rows, &columns), "ioctl TIOCGWINSZ")
        return (Int(rows), Int(columns))
    }
}
