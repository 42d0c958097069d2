import EngineInterface
import Glibc
import Synchronization

/// How the progress of a build is shown.
public enum ProgressMode: String, Sendable, CaseIterable {
    /// `tty` on a terminal, `plain` elsewhere.
    case auto
    case plain, tty, rawjson, quiet
}

/// Shows a build while it goes on. Any task may report; lines are never mixed up.
public final class BuildDisplay: Sendable {
    private enum View: Sendable {
        case plain(PlainBuildView)
        case terminal(TerminalBuildView, LiveRegion)
        case json(JSONBuildView)
        case none
    }

    private struct State: Sendable {
        var view: View
        var steps: [ExplainedStep] = []
        /// Somebody else uses the screen; what came meanwhile waits.
        var isSuspended = false
        var waiting: [(BuildEvent, Double)] = []
        var names = StepText()
        /// How often the process had been stopped and continued when something was drawn last.
        var pauses = TerminalPause.count
    }

    private let state: Mutex<State>
    private let descriptor: Int32
    private let start = ContinuousClock.now

    /// - Parameters:
    ///   - mode: `auto` is decided by the style.
    ///   - descriptor: where to write, mostly standard error. It is not closed.
    public init(mode: ProgressMode, descriptor: Int32, style: OutputStyle) {
        self.descriptor = descriptor
        let view: View =
            switch mode {
            case .auto:
                style.isTerminal
                    ? .terminal(TerminalBuildView(style: style), LiveRegion()) : .plain(PlainBuildView(style: style))
            case .plain: .plain(PlainBuildView(style: style))
            case .tty: .terminal(TerminalBuildView(style: style), LiveRegion())
            case .rawjson: .json(JSONBuildView())
            case .quiet: .none
            }
        state = Mutex(State(view: view))
        if case .terminal = view { TerminalPause.watch(descriptor) }
    }

    /// Seconds since the display was made.
    public var elapsed: Double {
        let parts = (ContinuousClock.now - start).components
        return Double(parts.seconds) + Double(parts.attoseconds) * 1e-18
    }

    public func report(_ event: BuildEvent) {
        let now = elapsed
        state.withLock { state in
            if state.isSuspended { state.waiting.append((event, now)) } else { take(event, now, &state) }
        }
    }

    /// Leaves the screen to somebody else.
    public func suspend() {
        finish(ends: false)
        state.withLock { $0.isSuspended = true }
    }

    /// Goes on after ``suspend()``.
    public func resume() {
        state.withLock { state in
            state.isSuspended = false
            for (event, now) in state.waiting { take(event, now, &state) }
            state.waiting = []
        }
    }

    private func take(_ event: BuildEvent, _ now: Double, _ state: inout State) {
        state.names.note(event)
        if case .finished(let number, let step) = event {
            state.steps.append(ExplainedStep(number: number, place: state.names.place(number), step: step))
        }
        switch state.view {
        case .plain(var view):
            let lines = view.take(event, at: now)
            state.view = .plain(view)
            write(lines)
        case .terminal(var view, let region):
            view.take(event, at: now)
            state.view = .terminal(view, region)
        case .json(let view): write([view.line(event, at: now)])
        case .none: break
        }
    }

    /// The steps that ended so far, in their order.
    public var finishedSteps: [ExplainedStep] { state.withLock { $0.steps.sorted { $0.number < $1.number } } }

    /// Redraws what is live until the task is cancelled.
    public func animate() async {
        guard state.withLock({ if case .terminal = $0.view { true } else { false } }) else { return }
        while !Task.isCancelled {
            draw()
            try? await Task.sleep(for: .milliseconds(80))
        }
    }

    /// Takes away what is live. Call it before anything else is written to the screen; once more does no harm.
    public func finish() { finish(ends: true) }

    private func finish(ends: Bool) {
        state.withLock { state in
            guard case .terminal(var view, var region) = state.view else { return }
            if ends { view.end() } else { view.settleCached() }
            let (width, height) = size
            let frame = view.frame(at: 0, width: width, height: height)
            write(text: region.draw(settled: frame.settled, live: [], width: width))
            state.view = .terminal(view, region)
        }
    }

    /// The last line for programs; nothing in the other modes.
    public func conclude(_ line: (JSONBuildView, Double) -> String) {
        let now = elapsed
        state.withLock { state in if case .json(let view) = state.view { write([line(view, now)]) } }
    }

    private func draw() {
        let now = elapsed
        let (width, height) = size
        state.withLock { state in
            guard !state.isSuspended, case .terminal(var view, var region) = state.view else { return }
            let frame = view.frame(at: now, width: width, height: height)
            write(text: region.draw(settled: frame.settled, live: frame.live, width: width))
            state.view = .terminal(view, region)
        }
    }

    /// Of the window, as it is now.
    private var size: (width: Int, height: Int) {
        var size = winsize()
        let isKnown = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0
        return (
            isKnown && size.ws_col > 0 ? Int(size.ws_col) : 80, isKnown && size.ws_row > 0 ? Int(size.ws_row) : 24
        )
    }

    private func write(_ lines: [String]) {
        if !lines.isEmpty { write(text: lines.joined(separator: "\n") + "\n") }
    }

    private func write(text: String) {
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
