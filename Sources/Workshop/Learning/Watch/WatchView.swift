import Screen
import TerminalText

/// Draws a ``WatchScreen``.
struct WatchView {
    let screen: WatchScreen
    let width: Int
    let height: Int
    /// Everything between the bar and the last two lines; it may be longer than there is room.
    let content: [StyledLine]

    init(screen: WatchScreen, width: Int, height: Int) {
        self.screen = screen
        self.width = width
        self.height = height
        let room = height - 3
        let whole = Self.content(screen, width, isShort: false)
        // Where there is little room, what passed takes one line, so that what failed is seen.
        content = whole.count <= room ? whole : Self.content(screen, width, isShort: true)
    }

    func frame(top: Int) -> [StyledLine] {
        if height < 4 { return Array([status, bar, keys].prefix(height)) }
        let room = height - 3
        var lines = [bar] + content.dropFirst(top).prefix(room)
        while lines.count < height - 2 { lines.append(StyledLine()) }
        lines += [status, keys]
        return lines.map { $0.cut(to: width) }
    }

    private var bar: StyledLine {
        let right = screen.runs == 0 ? " " : " run \(screen.runs), \(screen.time) "
        var line = StyledLine(" \(screen.exercise)  \(screen.title)", Style(.bar))
        line = line.cut(to: max(0, width - Cells.width(of: right))).padded(
            to: width - Cells.width(of: right), Style(.bar))
        line.append(right, Style(.bar))
        return line.cut(to: width)
    }

    private var status: StyledLine {
        if let note = screen.note { return StyledLine(" " + note, .doubtful).cut(to: width) }
        if let failure = screen.failure { return StyledLine(" " + failure, .bad).cut(to: width) }
        if screen.isRunning {
            let running = screen.checks.first { $0.isRunning }?.title
            let changed = screen.changed.isEmpty ? "" : Self.names(screen.changed) + " changed. "
            return StyledLine(
                " \(changed)\(screen.activity ?? running.map { "Checking: \($0)" } ?? "Checking …")", .quiet
            )
            .cut(to: width)
        }
        guard screen.runs > 0, screen.seconds != nil else {
            return StyledLine(" Waiting for a change.", .quiet).cut(to: width)
        }
        let points = screen.checks.reduce(0) { $0 + ($1.verdict == .passed ? $1.points : 0) }
        let maximum = screen.checks.reduce(0) { $0 + $1.points }
        let failed = screen.checks.count { if case .failed = $0.verdict { true } else { false } }
        let time = screen.seconds.map { Self.seconds($0) } ?? ""
        if points == maximum && screen.checks.allSatisfy({ $0.verdict == .passed }) {
            return StyledLine(" \(points) of \(maximum) points in \(time). All checks pass. n goes on.", .good).cut(
                to: width)
        }
        let rest = failed == 0 ? "" : failed == 1 ? " 1 check fails." : " \(failed) checks fail."
        return StyledLine(" \(points) of \(maximum) points in \(time).\(rest)", failed == 0 ? .doubtful : .bad).cut(
            to: width)
    }

    private var keys: StyledLine {
        var entries: [(String, String)] = [
            ("h", "hint"), ("s", "solution"), ("t", "task"), ("r", "read"), ("n", "next"), ("v", "verify"),
        ]
        if !screen.hasHints { entries.removeFirst() }
        if screen.panel != nil { entries.insert(("Esc", "close"), at: 0) }
        entries.append(("q", "quit"))
        return KeyLine.line(entries, width: width)
    }

    // MARK: Content

    private static func content(_ screen: WatchScreen, _ width: Int, isShort: Bool) -> [StyledLine] {
        var lines = [StyledLine()]
        if let panel = screen.panel {
            lines += Self.panel(panel, width)
            lines.append(StyledLine())
        }
        let passed = screen.checks.filter { $0.verdict == .passed && !$0.isRunning }
        if isShort && passed.count > 1 {
            lines.append(StyledLine(" ✔  \(passed.count) checks pass", .good))
        }
        for check in screen.checks {
            if isShort && passed.count > 1 && passed.contains(check) { continue }
            lines.append(heading(check, width))
        }
        for check in screen.checks {
            guard case .failed(let detail) = check.verdict else { continue }
            lines.append(StyledLine())
            lines.append(StyledLine(" ✘  \(check.title)", check.isCurrent ? Style(.bad, .strong) : .quiet))
            lines += DetailView(width: width).lines(detail)
        }
        for check in screen.checks {
            guard case .notJudged(let reason) = check.verdict else { continue }
            lines.append(StyledLine())
            lines += TextBlock.wrap(
                "?  \(check.title) could not be judged, which is not your fault: \(reason)", width, indent: 1, .doubtful
            )
        }
        return lines
    }

    private static func heading(_ check: WatchedCheck, _ width: Int) -> StyledLine {
        let (mark, style): (String, Style) =
            if check.isRunning {
                ("▸", Style(.note))
            } else {
                switch check.verdict {
                case nil: ("○", .quiet)
                case .passed: ("✔", .good)
                case .failed: ("✘", .bad)
                case .blocked: ("●", .quiet)
                case .notJudged: ("?", .doubtful)
                }
            }
        let points =
            switch check.verdict {
            case .passed: "\(check.points)/\(check.points)"
            case .failed, .blocked: "0/\(check.points)"
            case nil, .notJudged: "-/\(check.points)"
            }
        var line = StyledLine(" ")
        line.append(mark, check.isCurrent || check.isRunning ? style : .quiet)
        line.append("  ")
        var title = StyledLine(
            check.title, check.isCurrent || check.isRunning || check.verdict == nil ? .plain : .quiet)
        if case .blocked(let blocker) = check.verdict { title.append("  (needs \(blocker))", .quiet) }
        let room = width - line.width - points.utf8.count - 2
        title = title.cut(to: max(0, room)).padded(to: max(0, room))
        line.spans += title.spans
        line.append("  " + points, .quiet)
        return line
    }

    private static func panel(_ panel: WatchPanel, _ width: Int) -> [StyledLine] {
        [StyledLine(" " + panel.title, Style(.tip, .strong))]
            + panel.text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { part in
                panel.isCode
                    ? [StyledLine([StyledSpan(" │ ", Style(.tip)), StyledSpan(String(part), Style(.codeText))])]
                    : TextBlock.wrap(String(part), width, indent: 3, .plain).map { line in
                        StyledLine([StyledSpan(" │ ", Style(.tip))] + line.slice(cells: 3..<max(line.width, 3)).spans)
                    }
            }
    }

    static func names(_ paths: [String]) -> String {
        switch paths.count {
        case 1: paths[0]
        case 2: "\(paths[0]) and \(paths[1])"
        default: "\(paths.count) files"
        }
    }

    static func seconds(_ seconds: Double) -> String {
        let tenths = Int((min(max(seconds, 0), 1e6) * 10).rounded())
        return "\(tenths / 10).\(tenths % 10) s"
    }
}
