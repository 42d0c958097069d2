import Glibc
import Linux

/// Both ends of a terminal: the one that a program is on, and the one of whoever looks at it and types.
struct Pseudoterminal {
    let person: OwnedDescriptor
    let program: OwnedDescriptor

    init(rows: Int = 24, columns: Int = 80) throws {
        person = try Descriptor.open("/dev/ptmx", O_RDWR | O_NOCTTY)
        var isLocked: Int32 = 0
        var number: UInt32 = 0
        // ioctl_tty(2): TIOCSPTLCK and TIOCGPTN, which Swift does not see.
        guard ioctl(person.number, 0x4004_5431, &isLocked) == 0, ioctl(person.number, 0x8004_5430, &number) == 0 else {
            throw SystemError("ioctl", "/dev/ptmx", errno: errno)
        }
        program = try Descriptor.open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
        resize(rows: rows, columns: columns)
    }

    func resize(rows: Int, columns: Int) {
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(person.number, UInt(TIOCSWINSZ), &size)
    }

    func type(_ keys: [UInt8]) throws { try Descriptor.write(keys, to: person.number) }

    /// Whether keys are passed on as they are typed, without echo and without a meaning of their own.
    var isRaw: Bool {
        var attributes = termios()
        tcgetattr(program.number, &attributes)
        return attributes.c_lflag & tcflag_t(ICANON | ECHO | ISIG) == 0
    }
}
