import Glibc
import Linux
import Synchronization

/// A terminal in raw mode: every key goes to the container as it is. Whatever ends this process but SIGKILL gives the
/// terminal back as it was.
final class RawTerminal: Sendable {
    private static let live = Locked<[ObjectIdentifier: Saved]>([:])
    /// What the handler of fatal signals restores: it can neither lock nor allocate.
    private static let descriptor = Atomic<Int32>(-1)
    private static let attributes = Atomic<UInt>(0)

    private struct Saved: Sendable {
        var descriptor: Int32
        var attributes: termios

        func restore() {
            var attributes = attributes
            // Only this process's group may; a stopped or backgrounded one would be stopped again.
            tcsetattr(descriptor, TCSADRAIN, &attributes)
        }
    }

    private init() {}

    deinit { restore() }

    /// Sets a terminal to raw mode. `nil` when the descriptor is no terminal.
    static func set(_ descriptor: Int32) -> RawTerminal? {
        var saved = termios()
        guard tcgetattr(descriptor, &saved) == 0 else { return nil }
        let terminal = RawTerminal()
        live.withLock { $0[ObjectIdentifier(terminal)] = Saved(descriptor: descriptor, attributes: saved) }
        prepareForFaults(descriptor, saved)
        var raw = saved
        cfmakeraw(&raw)
        // Reading gives what is there, at least one byte.
        withUnsafeMutableBytes(of: &raw.c_cc) { bytes in
            bytes[Int(VMIN)] = 1
            bytes[Int(VTIME)] = 0
        }
        guard tcsetattr(descriptor, TCSADRAIN, &raw) == 0 else {
            terminal.restore()
            return nil
        }
        return terminal
    }

    /// Gives the terminal back as it was. Further calls do nothing.
    func restore() {
        let saved = Self.live.withLock { $0.removeValue(forKey: ObjectIdentifier(self)) }
        guard let saved else { return }
        Self.descriptor.store(-1, ordering: .releasing)
        saved.restore()
    }

    /// Gives back every terminal. For ways out that nobody waits for.
    static func restoreAll() {
        let all = live.withLock { live in
            defer { live = [:] }
            return Array(live.values)
        }
        for saved in all { saved.restore() }
    }

    /// Faults of this process itself restore the terminal too, then end it as they would have.
    private static func prepareForFaults(_ descriptor: Int32, _ saved: termios) {
        if attributes.load(ordering: .acquiring) == 0 {
            let memory = UnsafeMutablePointer<termios>.allocate(capacity: 1)
            memory.initialize(to: saved)
            attributes.store(UInt(bitPattern: memory), ordering: .releasing)
            for number in [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE] {
                signal(number) { number in
                    let descriptor = RawTerminal.descriptor.load(ordering: .acquiring)
                    let address = RawTerminal.attributes.load(ordering: .acquiring)
                    if descriptor >= 0, let memory = UnsafePointer<termios>(bitPattern: address) {
                        tcsetattr(descriptor, TCSANOW, memory)
                    }
                    signal(number, SIG_DFL)
                    raise(number)
                }
            }
        } else if let memory = UnsafeMutablePointer<termios>(bitPattern: attributes.load(ordering: .acquiring)) {
            memory.pointee = saved
        }
        Self.descriptor.store(descriptor, ordering: .releasing)
    }
}
