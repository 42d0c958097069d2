import Glibc
import Synchronization

/// Gives the terminal its cursor back while the process is stopped (Ctrl-Z), and tells when it goes on.
enum TerminalPause {
    private static let showCursor: StaticString = "\u{1b}[?25h"
    private static let terminal = Atomic<Int32>(-1)
    private static let continued = Atomic<Int>(0)

    /// How often the process was continued since ``watch(_:)``. Whatever was drawn before is not where it was.
    static var count: Int { continued.load(ordering: .acquiring) }

    /// Watches until the process ends. `descriptor` is the terminal's; the program has hidden the cursor there.
    ///
    /// A process that ignores the signal, as those without job control do, goes on ignoring it.
    static func watch(_ descriptor: Int32) {
        var before = sigaction()
        guard terminal.exchange(descriptor, ordering: .releasing) < 0,
            sigaction(SIGTSTP, nil, &before) == 0, before.__sigaction_handler.sa_handler == nil
        else { return }
        catchStop()
        // Handlers may do little more than write and set signals.
        signal(SIGCONT) { _ in
            TerminalPause.continued.add(1, ordering: .releasing)
            TerminalPause.catchStop()
        }
    }

    private static func catchStop() {
        signal(SIGTSTP) { _ in
            let saved = errno
            _ = Glibc.write(
                TerminalPause.terminal.load(ordering: .acquiring), TerminalPause.showCursor.utf8Start,
                TerminalPause.showCursor.utf8CodeUnitCount)
            // This signal is held back until the handler has returned, and then stops the process.
            signal(SIGTSTP, SIG_DFL)
            kill(getpid(), SIGTSTP)
            errno = saved
        }
    }
}
