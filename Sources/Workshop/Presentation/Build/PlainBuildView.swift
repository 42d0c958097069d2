import EngineInterface
import TerminalText

/// A build as lines that stay: for files, pipes and continuous integration.
///
/// Each line begins with the step's number, so that steps that run side by side can be told apart.
public struct PlainBuildView: Sendable {
    private let style: OutputStyle
    private var names = StepText()
    /// When each running step began, in seconds since the build did.
    private var starts: [Int: Double] = [:]
    /// The last message about each image, so that the same one is said once.
    private var said: [String: String] = [:]

    public init(style: OutputStyle) { self.style = style }

    /// The lines for an event. `now` counts in seconds from the beginning of the build.
    public mutating func take(_ event: BuildEvent, at now: Double) -> [String] {
        names.note(event)
        switch event {
        case .planned: return []
        case .preparing(let image, let message, _):
            let text = StepText.preparing(image, message)
            return said.updateValue(text, forKey: image) == text ? [] : [text]
        case .started(let number, _, let text, _):
            starts[number] = now
            return ["#\(number) \(names.head(number, text))"]
        case .output(let number, let line, _):
            return ["#\(number) \(Self.stamp(now - (starts[number] ?? now))) \(Harmless.line(line))"]
        case .finished(let number, let step):
            starts[number] = nil
            if step.isCached { return ["#\(number) \(style.paint("cached", .quiet))"] }
            let reason = step.reason.map { ", ran because: \(Harmless.line($0))" } ?? ""
            return ["#\(number) \(style.paint("done", .good)) in \(StepText.seconds(step.seconds))\(reason)"]
        case .warning: return []
        }
    }

    /// Seconds with two decimals, as wide as all below a thousand.
    private static func stamp(_ seconds: Double) -> String {
        let hundredths = Int((max(0, seconds) * 100).rounded())
        let text = "\(hundredths / 100)." + (hundredths % 100 < 10 ? "0" : "") + "\(hundredths % 100)"
        return String(repeating: " ", count: max(0, 6 - text.count)) + text
    }
}
