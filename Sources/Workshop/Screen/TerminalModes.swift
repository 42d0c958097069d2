import Glibc
import Linux
import Synchronization

/// A terminal's modes: how they were, and the raw ones of a screen.
///
/// Whatever ends this process but SIGKILL gives the terminal back as it was: faults and `exit` are seen to here.
final class TerminalModes: Sendable {
    /// What the emergency needs: it can neither lock nor allocate.
    private static let descriptor = Atomic<Int32>(-1)
    private static let attributes = Atomic<UInt>(0)
    private static let sequence = Atomic<UInt>(0)
    private static let sequenceCount = Atomic<Int>(0)
    private static let isPrepared = Atomic(false)

    let terminal: OwnedDescriptor
    private let before: termios

    /// `nil` when the descriptor is no terminal.
    init?(_ terminal: OwnedDescriptor) {
        var modes = termios()
        guard tcgetattr(terminal.number, &modes) == 0 else { return nil }
        before = modes
        self.terminal = terminal
    }

    /// Sets raw modes. `leaving` is what must be written before the terminal is given back.
    func setRaw(leaving: String) throws(SystemError) {
        Self.prepare(before, leaving)
        var raw = before
        cfmakeraw(&raw)
        withUnsafeMutableBytes(of: &raw.c_cc) { bytes in
            bytes[Int(VMIN)] = 1
            bytes[Int(VTIME)] = 0
        }
        try systemCall("tcsetattr") { tcsetattr(terminal.number, TCSADRAIN, &raw) }
        Self.descriptor.store(terminal.number, ordering: .releasing)
    }

    /// Sets the modes from before, and drops what was typed but not read.
    func restore() {
        Self.descriptor.store(-1, ordering: .releasing)
        var modes = before
        // Only an interrupted call is worth another try; a terminal that has gone needs nothing.
        while tcsetattr(terminal.number, TCSAFLUSH, &modes) != 0 && errno == EINTR {}
    }

    // MARK: The emergency

    private static func prepare(_ modes: termios, _ leaving: String) {
        let memory = UnsafeMutablePointer<termios>.allocate(capacity: 1)
        memory.initialize(to: modes)
        let bytes = Array(leaving.utf8)
        let text = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, bytes.count))
        text.initialize(from: bytes, count: bytes.count)
        // What was there before stays: a handler may be reading it. There are few screens in a process's life.
        attributes.store(UInt(bitPattern: memory), ordering: .releasing)
        sequenceCount.store(bytes.count, ordering: .releasing)
        sequence.store(UInt(bitPattern: text), ordering: .releasing)
        guard !isPrepared.exchange(true, ordering: .acquiringAndReleasing) else { return }
        atexit { TerminalModes.restoreInEmergency() }
        for number in [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE] {
            signal(number) { number in
                TerminalModes.restoreInEmergency()
                signal(number, SIG_DFL)
                raise(number)
            }
        }
    }

    private static func restoreInEmergency() {
        let number = descriptor.exchange(-1, ordering: .acquiringAndReleasing)
        guard number >= 0, let text = UnsafePointer<UInt8>(bitPattern: sequence.load(ordering: .acquiring)),
            let modes = UnsafePointer<termios>(bitPattern: attributes.load(ordering: .acquiring))
        else { return }
        _ = write(number, text, sequenceCount.load(ordering: .acquiring))
        tcsetattr(number, TCSANOW, modes)
    }
}
