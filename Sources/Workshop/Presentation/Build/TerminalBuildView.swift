import EngineInterface
import TerminalText

/// A build on a terminal: finished steps as one line each that stays, and below them a few lines that are redrawn.
///
/// Pure: it takes events and says what to show, so it can be tested without a terminal.
public struct TerminalBuildView: Sendable {
    /// What to show: lines that stay, and after them those that the next frame replaces.
    public struct Frame: Sendable, Equatable {
        public var settled: [String]
        public var live: [LiveLine]
    }

    private struct Running: Sendable {
        var head: String
        var start: Double
        /// The last lines of its output.
        var tail: [String] = []
    }

    private var style: OutputStyle
    private var names = StepText()
    private var running: [Int: Running] = [:]
    private var preparing: [(image: String, text: String)] = []
    /// Cached steps that were not shown yet: several in a row become one line.
    private var cached: [(number: Int, text: String)] = []
    private var settled: [String] = []
    private var done = 0
    private var hasBegun = false

    /// More lines of a step's output than this are not shown while it runs.
    private static let longestTail = 8

    public init(style: OutputStyle) { self.style = style }

    /// `now` counts in seconds from the beginning of the build.
    public mutating func take(_ event: BuildEvent, at now: Double) {
        names.note(event)
        hasBegun = true
        switch event {
        case .preparing(let image, let message, let fraction):
            let text = StepText.preparing(image, message) + StepText.percent(fraction)
            if let index = preparing.firstIndex(where: { $0.image == image }) {
                preparing[index].text = text
            } else {
                preparing.append((image, text))
            }
        case .started(let number, _, let text, _):
            preparing = []
            running[number] = Running(head: names.head(number, text), start: now)
        case .output(let number, let line, _):
            guard var step = running[number] else { return }
            step.tail.append(Harmless.line(line))
            if step.tail.count > Self.longestTail { step.tail.removeFirst() }
            running[number] = step
        case .finished(let number, let step):
            running[number] = nil
            done += 1
            if step.isCached {
                cached.append((number, step.text))
            } else {
                settleCached()
                settle(number, step)
            }
        default: break
        }
    }

    /// The build has ended: nothing is live any more.
    public mutating func end() {
        settleCached()
        running = [:]
        preparing = []
        hasBegun = false
    }

    /// What to show now. Settled lines are handed out once.
    public mutating func frame(at now: Double, width: Int, height: Int) -> Frame {
        style.width = min(max(width, 20), 160)
        defer { settled = [] }
        guard hasBegun else { return Frame(settled: settled, live: []) }
        var live: [LiveLine] = preparing.map { line("\(bullet) \($0.text)", .doubtful) }
        // Room for the line at the end, and one that the cursor stands in.
        let room = max(1, min(height - 2 - live.count, 24))
        let steps = running.sorted { $0.key < $1.key }.prefix(room)
        let tail = steps.isEmpty ? 0 : min(Self.longestTail, max(0, room / steps.count - 1))
        for (_, step) in steps {
            live.append(headLine(step, now))
            live += step.tail.suffix(tail).map { line("  \(bar) \($0)", .quiet) }
        }
        let count = names.total > 0 ? "\(done) of \(names.total) steps" : "reading the Dockerfile"
        live.append(line("\(count), \(StepText.seconds(now))", .quiet))
        return Frame(settled: settled, live: live)
    }

    // MARK: Lines

    private mutating func settle(_ number: Int, _ step: BuildStep) {
        settled.append(
            row(style.hasSymbols ? "✔" : "+", .good, names.head(number, step.text), StepText.seconds(step.seconds)))
        guard let reason = step.reason else { return }
        let text = Wrapping.cut("ran because: \(Harmless.line(reason))", to: style.width - 3, symbols: style.hasSymbols)
        settled.append("  " + style.paint(text, .quiet))
    }

    /// Shows the cached steps that were held back to be one line with others.
    mutating func settleCached() {
        defer { cached = [] }
        let mark = style.hasSymbols ? "●" : "="
        guard cached.count > 3, let first = cached.first, let last = cached.last else {
            settled += cached.map { row(mark, .quiet, names.head($0.number, $0.text), "cached") }
            return
        }
        settled.append(
            row(mark, .quiet, "[\(first.number)–\(last.number)/\(names.total)] \(cached.count) steps", "cached"))
    }

    private func row(_ mark: String, _ role: OutputStyle.Role, _ text: String, _ tail: String) -> String {
        let room = style.width - Wrapping.columns(tail) - 5
        let shown = Wrapping.padded(Wrapping.cut(text, to: room, symbols: style.hasSymbols), to: room)
        return "\(style.paint(mark, role)) \(shown)  \(style.paint(tail, .quiet))"
    }

    private func headLine(_ step: Running, _ now: Double) -> LiveLine {
        let time = StepText.seconds(now - step.start)
        let room = style.width - Wrapping.columns(time) - 5
        let text = Wrapping.cut(step.head, to: room, symbols: style.hasSymbols)
        let gap = String(repeating: " ", count: max(0, room - Wrapping.columns(text)) + 2)
        return LiveLine(
            text: "\(style.paint(bullet, .doubtful)) \(text)\(gap)\(style.paint(time, .quiet))",
            columns: room + Wrapping.columns(time) + 4)
    }

    private func line(_ text: String, _ role: OutputStyle.Role) -> LiveLine {
        let shown = Wrapping.cut(text, to: style.width - 1, symbols: style.hasSymbols)
        return LiveLine(text: style.paint(shown, role), columns: Wrapping.columns(shown))
    }

    private var bullet: String { style.hasSymbols ? "○" : "*" }
    private var bar: String { style.hasSymbols ? "│" : "|" }
}
