import Glibc
import Linux
import TerminalText

extension ScreenCore {
    // MARK: Input

    /// What there is to read; `nil` when the terminal has gone.
    func readAvailable() -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(terminal.number, &buffer, buffer.count)
            if count > 0 { return Array(buffer[..<count]) }
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN { return [] }
            return nil
        }
    }

    func takeInput(_ loop: EventLoop) {
        guard let bytes = readAvailable() else {
            state.withLock { $0.isGone = true }
            return finish(loop)
        }
        deliver(state.withLock { $0.decoder.read(bytes) }, loop)
        settleLater(loop)
    }

    /// An ESC is a key of its own when nothing follows it for a while.
    private func settleLater(_ loop: EventLoop) {
        let isWaiting = state.withLock { state in
            loop.cancel(state.settling)
            state.settling = nil
            return state.isActive && state.decoder.isWaiting
        }
        guard isWaiting else { return }
        let token = loop.after(50_000_000) {
            self.state.withLock { $0.settling = nil }
            self.deliver(self.state.withLock { $0.decoder.settle() }, loop)
            self.settleLater(loop)
        }
        state.withLock { $0.settling = token }
    }

    private func deliver(_ inputs: [TerminalInput], _ loop: EventLoop) {
        for input in inputs {
            switch input {
            case .key(.control("z")) where options.stopsOnControlZ: stop(loop)
            case .key(let press): yield(.key(press))
            case .mouse(let event): yield(.mouse(event))
            case .paste(let text): yield(.paste(text))
            case .focus: break
            case .report(let report): take(report)
            }
        }
    }

    private func take(_ report: TerminalReport) {
        let (isChanged, value, waiters) = state.withLock {
            state -> (Bool, TerminalCapabilities, [CheckedContinuation<Void, Never>]) in
            let isChanged = state.capabilities.take(report)
            if environment.isITerm, state.capabilities.isComplete, state.capabilities.images != .kitty {
                state.capabilities.images = .iTerm
            }
            state.size.cell = state.capabilities.cell ?? state.size.cell
            guard state.capabilities.isComplete else { return (isChanged, state.capabilities, []) }
            defer { state.waiters = [] }
            return (isChanged, state.capabilities, state.waiters)
        }
        for waiter in waiters { waiter.resume() }
        if isChanged, value.isComplete { yield(.capabilities(value)) }
    }

    func capabilities(within limit: Duration) async -> TerminalCapabilities {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            post { loop in
                let mustWait = self.state.withLock { state in
                    guard self.options.asks, !state.capabilities.isComplete, !state.isOver else { return false }
                    state.waiters.append(continuation)
                    return true
                }
                guard mustWait else { return continuation.resume() }
                _ = loop.after(limit.nanoseconds) {
                    let waiters = self.state.withLock { state in
                        defer { state.waiters = [] }
                        return state.waiters
                    }
                    for waiter in waiters { waiter.resume() }
                }
            }
        }
        return capabilities
    }

    var capabilities: TerminalCapabilities { state.withLock { $0.capabilities } }
    var size: ScreenSize { state.withLock { $0.size } }

    // MARK: Signals

    func takeSignals(_ loop: EventLoop) {
        var isResized = false
        while let number = signals.next() {
            switch number {
            case SIGWINCH: isResized = true
            case SIGTSTP: stop(loop)
            case SIGCONT:
                // Whoever stopped and continued this process may have used the terminal meanwhile.
                let isExpected = state.withLock { state in
                    defer { state.isContinuing = false }
                    return state.isContinuing
                }
                if !isExpected, state.withLock({ $0.isActive }) {
                    giveBack(loop)
                    enterAgain(loop)
                }
            default:
                // The terminal first; then the signal goes to whoever handled it before, or ends the process.
                if number == SIGHUP { state.withLock { $0.isGone = $0.isGone || isHungUp } }
                finish(loop)
                signals.release()
                kill(getpid(), number)
                return
            }
        }
        if isResized { resize(loop) }
    }

    /// Whether the terminal itself has gone.
    private var isHungUp: Bool {
        var interest = pollfd(fd: terminal.number, events: Int16(POLLIN), revents: 0)
        return poll(&interest, 1, 0) > 0 && interest.revents & Int16(POLLHUP | POLLERR) != 0
    }

    private func resize(_ loop: EventLoop) {
        let size = state.withLock { state in
            state.size = ScreenSize.of(terminal.number, cell: state.capabilities.cell)
            // Terminals differ in what they do with lines at a new size.
            state.painter.forget()
            return state.size
        }
        yield(.resized(size))
        state.withLock { $0.isFrameNew = $0.frame != nil }
    }

    /// Stops as at Ctrl-Z elsewhere; comes back when the shell lets the process go on.
    private func stop(_ loop: EventLoop) {
        guard state.withLock({ $0.isActive }) else { return }
        giveBack(loop)
        let isContinuing = signals.stop()
        // The signal that it goes on is still to be read, and has done its work.
        state.withLock { $0.isContinuing = isContinuing }
        enterAgain(loop)
    }

    // MARK: Output

    func show(_ frame: Frame, _ theme: Theme) {
        state.withLock { state in
            state.frame = frame
            state.theme = theme
            state.isFrameNew = true
        }
        post { loop in self.draw(loop) }
    }

    func redraw() {
        post { loop in
            self.state.withLock { state in
                state.painter.forget()
                state.isFrameNew = true
            }
            self.draw(loop)
        }
    }

    /// Draws the last frame, unless the terminal is still busy with the one before.
    func draw(_ loop: EventLoop) {
        let text = state.withLock { state -> String in
            guard state.isActive, state.isFrameNew, state.output.isEmpty, let frame = state.frame else { return "" }
            state.isFrameNew = false
            let size = state.size
            let painter = Painter(state.theme)
            let lines = frame.lines.prefix(size.rows).map { painter.paint($0.cut(to: size.columns)) }
            return state.painter.paint(
                lines, images: frame.images.filter { $0.row < size.rows && $0.column < size.columns },
                cursor: frame.cursor, rows: size.rows,
                synchronizes: state.capabilities.synchronizesOutput)
        }
        if !text.isEmpty { write(text, loop) }
    }

    /// Writes something that is no frame.
    func write(_ text: String) {
        post { loop in
            if self.state.withLock({ $0.isActive }) { self.write(text, loop) }
        }
    }

    func write(_ text: String, _ loop: EventLoop) {
        state.withLock { $0.output.append(contentsOf: text.utf8) }
        flush(loop)
    }

    func flush(_ loop: EventLoop) {
        let failed = state.withLock { state -> Bool in
            while !state.output.isEmpty {
                let count = state.output.withUnsafeBytes { Glibc.write(terminal.number, $0.baseAddress, $0.count) }
                if count > 0 {
                    state.output = state.output.dropFirst(count)
                } else if errno == EAGAIN {
                    break
                } else if errno != EINTR {
                    return true
                }
            }
            if state.output.isEmpty { state.output = [] }
            if let token = state.outputToken { loop.setInterest(state.output.isEmpty ? [] : .write, of: token) }
            return false
        }
        if failed {
            state.withLock { $0.isGone = true }
            return finish(loop)
        }
        if state.withLock({ $0.output.isEmpty && $0.isFrameNew }) { draw(loop) }
    }

    // MARK: Timers and descriptors

    func setTimer(_ id: Int, after duration: Duration) {
        post { loop in
            let token = loop.after(duration.nanoseconds) {
                self.state.withLock { $0.timers[id] = nil }
                self.yield(.timer(id))
            }
            let old = self.state.withLock { $0.timers.updateValue(token, forKey: id) }
            loop.cancel(old)
        }
    }

    func cancelTimer(_ id: Int) {
        post { loop in loop.cancel(self.state.withLock { $0.timers.removeValue(forKey: id) }) }
    }

    func watch(_ descriptor: Int32, as id: Int) {
        post { loop in
            let token = loop.add(descriptor) { _ in
                loop.remove(self.state.withLock { $0.watches.removeValue(forKey: id) })
                self.yield(.readable(id))
            }
            let old = self.state.withLock { $0.watches.updateValue(token, forKey: id) }
            loop.remove(old)
        }
    }

    func unwatch(_ id: Int) {
        post { loop in loop.remove(self.state.withLock { $0.watches.removeValue(forKey: id) }) }
    }
}

extension Duration {
    /// In nanoseconds, as far as they fit.
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, overflows) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return overflows ? .max : product &+ attoseconds / 1_000_000_000
    }
}
