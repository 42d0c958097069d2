import TerminalText

/// The lines that `workshop watch` prints where there is no screen: one for each run, and what failed first.
public struct PlainWatch: Sendable {
    private var checks: [WatchedCheck]
    private var time = ""
    private var changed: [String] = []

    public init(checks: [WatchedCheck]) { self.checks = checks }

    /// What to print after an update; mostly nothing.
    public mutating func take(_ update: WatchUpdate) -> String? {
        switch update {
        case .checks(let new):
            checks = new
            return nil
        case .passed(let text): return Harmless.lines(text).joined(separator: "\n")
        case .runStarted(let time, let changed):
            self.time = time
            self.changed = changed
            return nil
        case .checkEnded(let id, let verdict):
            if let index = checks.firstIndex(where: { $0.id == id }) { checks[index].verdict = verdict }
            return nil
        case .runEnded(let seconds): return line(seconds)
        case .runFailed(let reason): return "\(time)  could not be verified: \(Harmless.line(reason))"
        case .note(let text): return Harmless.line(text)
        case .activity, .checkStarted, .runCancelled, .panel: return nil
        }
    }

    private func line(_ seconds: Double) -> String {
        let points = checks.reduce(0) { $0 + ($1.verdict == .passed ? $1.points : 0) }
        let maximum = checks.reduce(0) { $0 + $1.points }
        var line = "\(time)  \(points) of \(maximum) points in \(WatchView.seconds(seconds))"
        if !changed.isEmpty { line += " after a change in \(WatchView.names(changed).oneLine)" }
        for check in checks {
            guard case .failed(let detail) = check.verdict else { continue }
            return line + "; \(check.id) fails: \(detail.message.oneLine)"
        }
        for check in checks {
            guard case .notJudged(let reason) = check.verdict else { continue }
            return line + "; \(check.id) could not be judged: \(reason.oneLine)"
        }
        return line + ". All checks pass."
    }
}

extension String {
    fileprivate var oneLine: String { Harmless.lines(self).joined(separator: " ") }
}
