import EngineInterface
import TerminalText

/// Turns what a build reports into lines for a person who waits.
///
/// Pure: it takes events and says what to show, so it can be tested without a terminal.
public struct BuildProgress: Sendable {
    /// What to show after an event.
    public enum Output: Sendable, Equatable {
        /// A line that stays.
        case line(String)
        /// A line that the next one replaces. Shown on a terminal only.
        case live(String)
    }

    private let style: OutputStyle
    private let showsCached: Bool
    private var names = StepText()
    private var current = ""
    /// The last message about each image, so that the same one is said once.
    private var said: [String: String] = [:]

    /// - Parameter showsCached: whether steps that were taken from the cache are worth a line.
    public init(style: OutputStyle, showsCached: Bool = true) {
        self.style = style
        self.showsCached = showsCached
    }

    public mutating func take(_ event: BuildEvent) -> [Output] {
        names.note(event)
        switch event {
        case .planned: return []
        case .preparing(let image, let message, let fraction): return preparing(image, message, fraction)
        case .started(let number, _, let text, _):
            current = names.head(number, text)
            return style.isTerminal ? [.live(fit(current))] : []
        case .output(_, let line, _):
            let text = Harmless.line(line)
            if !style.isTerminal { return [.line("      " + text)] }
            let part = Wrapping.cut(current, to: style.width / 2, symbols: style.hasSymbols)
            return [.live(fit("\(part)  \(style.paint(fitText(text, after: part), .quiet))", isCut: true))]
        case .finished(let number, let step):
            return step.isCached && !showsCached ? [] : [.line(finished(number, step))]
        case .warning(let warning):
            let place = warning.file.map { "\(Harmless.line($0)):\(warning.line)" } ?? "line \(warning.line)"
            return [.line(style.paint("warning: \(place): \(Harmless.line(warning.message))", .doubtful))]
        }
    }

    private mutating func preparing(_ image: String, _ message: String, _ fraction: Double?) -> [Output] {
        let text = StepText.preparing(image, message)
        if style.isTerminal { return [.live(fit(text + StepText.percent(fraction)))] }
        return said.updateValue(text, forKey: image) == text ? [] : [.line(text)]
    }

    private func finished(_ number: Int, _ step: BuildStep) -> String {
        let tail = step.isCached ? "cached" : StepText.seconds(step.seconds)
        let text = names.head(number, step.text)
        let room = style.width - Wrapping.columns(tail) - 2
        let line = Wrapping.padded(
            Wrapping.cut(text, to: room, symbols: style.hasSymbols && style.isTerminal), to: room)
        return line + "  " + style.paint(tail, .quiet)
    }

    private func fitText(_ text: String, after part: String) -> String {
        Wrapping.cut(text, to: max(10, style.width - Wrapping.columns(part) - 3), symbols: style.hasSymbols)
    }

    /// One column is left free: terminals wrap when the last one is written.
    private func fit(_ text: String, isCut: Bool = false) -> String {
        isCut ? text : Wrapping.cut(text, to: style.width - 1, symbols: style.hasSymbols)
    }
}
