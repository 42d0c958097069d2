import EngineInterface
import Glibc
import Synchronization
import TerminalText

/// Writes progress to a descriptor: one line that is redrawn on a terminal, plain lines elsewhere.
///
/// Any task may report; lines are never mixed up.
public final class ProgressWriter: Sendable {
    private struct State {
        var progress: BuildProgress
        /// Whether a live line stands on the screen.
        var isLive = false
        var lastDraw: ContinuousClock.Instant?
    }

    private let state: Mutex<State>
    private let descriptor: Int32
    private let style: OutputStyle
    /// Whether steps that went well are kept on the screen.
    private let keepsLines: Bool

    /// - Parameters:
    ///   - descriptor: where to write, mostly standard error. It is not closed.
    ///   - keepsLines: whether finished steps stay on a terminal, and those from the cache are said elsewhere, too.
    public init(descriptor: Int32, style: OutputStyle, keepsLines: Bool) {
        self.descriptor = descriptor
        self.style = style
        self.keepsLines = keepsLines
        state = Mutex(State(progress: BuildProgress(style: style, showsCached: keepsLines)))
    }

    public func report(_ event: BuildEvent) {
        state.withLock { state in
            for output in state.progress.take(event) { show(output, &state) }
        }
    }

    /// Says in the live line what goes on; nothing where there is no terminal.
    public func say(_ text: String) {
        guard style.isTerminal else { return }
        let line = Wrapping.cut(Harmless.line(text), to: style.width - 1, symbols: style.hasSymbols)
        state.withLock { show(.live(line), &$0, always: true) }
    }

    /// Writes a line that stays.
    public func note(_ text: String) {
        state.withLock { state in
            clear(&state)
            write(text + "\n")
        }
    }

    /// Takes the live line away. Call it before anything else is written to the screen.
    public func finish() { state.withLock { clear(&$0) } }

    private func show(_ output: BuildProgress.Output, _ state: inout State, always: Bool = false) {
        switch output {
        case .line(let text):
            if style.isTerminal && !keepsLines { return }
            clear(&state)
            write(text + "\n")
        case .live(let text):
            guard style.isTerminal else { return }
            // A program that prints much would otherwise spend its time on drawing.
            let now = ContinuousClock.now
            if !always, let last = state.lastDraw, now - last < .milliseconds(40) { return }
            state.lastDraw = now
            write("\r\u{1b}[2K" + text)
            state.isLive = true
        }
    }

    private func clear(_ state: inout State) {
        if state.isLive { write("\r\u{1b}[2K") }
        state.isLive = false
    }

    private func write(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                return
            }
            bytes = bytes.dropFirst(count)
        }
    }
}
