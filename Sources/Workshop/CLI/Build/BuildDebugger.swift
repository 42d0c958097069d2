import Building
import EngineInterface
import Glibc
import Linux
import Presentation
import Synchronization
import TerminalText

/// Opens a shell in a build that has stopped.
final class BuildDebugger: Sendable {
    private let display: BuildDisplay
    /// What to type to open the shell, for those who have no terminal now.
    private let command: String
    private let shown = Atomic(false)

    /// Whether a failure was shown already.
    var hasShownFailure: Bool { shown.load(ordering: .relaxed) }

    init(display: BuildDisplay, command: String) {
        self.display = display
        self.command = command
    }

    func inspect(_ pause: BuildPause) async {
        display.suspend()
        defer { display.resume() }
        let place = "step \(pause.number), line \(pause.line): \(Harmless.line(pause.text))"
        // The failure itself is shown when the build ends.
        guard let terminal = try? Descriptor.open("/dev/tty", O_RDWR), isatty(STDIN_FILENO) == 1 else {
            Terminal.error("The build stopped at \(place)\nOpen a shell there, on a terminal, with:\n  \(command)")
            return
        }
        if case .failed(let failure) = pause.cause {
            Terminal.error(BuildFailureView(style: Terminal.errorStyle).text(failure))
            shown.store(true, ordering: .relaxed)
        }
        let shell = pause.shell.isEmpty ? ["/bin/sh"] : pause.shell
        var lines: [String]
        switch pause.cause {
        case .failed: lines = ["You are in what \(place) left behind."]
        case .before: lines = ["You are where \(place) will begin."]
        }
        if let words = pause.command { lines.append("It runs: \(Harmless.line(words.joined(separator: " ")))") }
        lines.append("What you change is thrown away. Leave with exit.")
        Terminal.error(lines.joined(separator: "\n"))
        do {
            let streams = StepStreams(
                input: terminal.number, output: terminal.number, error: terminal.number, isTerminal: true)
            _ = try await pause.run(shell, streams: streams)
        } catch {
            if !(error is CancellationError) { Terminal.error("workshop: no shell can be opened there: \(error)") }
        }
        withExtendedLifetime(terminal) {}
    }

    /// This process's command line with `--debug`, quoted for a shell.
    static func commandLine() -> String {
        var words = CommandLine.arguments
        words[0] = "workshop"
        if !words.contains(where: { $0 == "--debug" || $0.hasPrefix("--debug=") }), words.count > 1 {
            words.insert("--debug", at: 2)
        }
        return words.map(ShellWords.quoted).joined(separator: " ")
    }
}
